package org.sallyport.web;

/**
 * Which paths a process answers. The doors live in one jar, but a process that serves sources has nothing of the staff's
 * to attack, and the other way round: what a face does not name here does not exist on it.
 */
enum Face {
    SOURCE,
    STAFF,
    /** A command that needs the database, but no door. */
    NONE;

    /** @param path decoded and normalised, as the router will match it */
    boolean answers(String path) {
        return switch (this) {
            case SOURCE ->
                path.equals("/")
                        || path.startsWith("/desks/")
                        || path.equals("/report")
                        || path.equals("/leave")
                        || path.equals("/codename")
                        || path.startsWith("/codename/")
                        || path.equals("/mailbox")
                        || path.startsWith("/mailbox/")
                        || path.startsWith("/keys/")
                        || path.startsWith("/.well-known/openpgpkey/");
            case STAFF ->
                path.equals("/") || path.equals("/console") || path.startsWith("/console/") || path.startsWith("/api/");
            case NONE -> false;
        };
    }
}
