package org.sallyport.review;

import java.util.Set;
import java.util.TreeSet;

/** The realm roles, by the names they have in Keycloak. */
final class Roles {
    static final String REVIEWER = "reviewer";
    static final String DESK_LEAD = "desk-lead";
    static final String KEY_ADMIN = "key-admin";
    static final String AUDITOR = "auditor";

    private static final Set<String> READ_REPORTS = Set.of(REVIEWER, DESK_LEAD);
    private static final Set<String> WATCH_OVER_READERS = Set.of(KEY_ADMIN, AUDITOR);

    private Roles() {}

    /** Those of the given roles that are ours, sorted. */
    static Set<String> known(Set<String> roles) {
        Set<String> known = new TreeSet<>(READ_REPORTS);
        known.addAll(WATCH_OVER_READERS);
        known.retainAll(roles);
        return known;
    }

    static boolean readReports(Set<String> roles) {
        return roles.stream().anyMatch(READ_REPORTS::contains);
    }

    /** Whoever keeps the keys or reads the record may not read reports. */
    static boolean excludeEachOther(Set<String> roles) {
        return readReports(roles) && roles.stream().anyMatch(WATCH_OVER_READERS::contains);
    }
}
