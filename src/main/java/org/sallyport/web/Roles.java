package org.sallyport.web;

import java.util.Set;
import java.util.TreeSet;

/** The realm roles, by the names they have in Keycloak. */
public final class Roles {
    public static final String REVIEWER = "reviewer";
    public static final String DESK_LEAD = "desk-lead";
    public static final String KEY_ADMIN = "key-admin";
    public static final String AUDITOR = "auditor";

    private static final Set<String> READ_REPORTS = Set.of(REVIEWER, DESK_LEAD);
    private static final Set<String> WATCH_OVER_READERS = Set.of(KEY_ADMIN, AUDITOR);

    private Roles() {}

    /** Those of the given roles that are ours, sorted. */
    public static Set<String> known(Set<String> roles) {
        Set<String> known = new TreeSet<>(READ_REPORTS);
        known.addAll(WATCH_OVER_READERS);
        known.retainAll(roles);
        return known;
    }

    public static boolean readReports(Set<String> roles) {
        return roles.stream().anyMatch(READ_REPORTS::contains);
    }

    /** Whoever keeps the keys or reads the record may not read reports. */
    public static boolean excludeEachOther(Set<String> roles) {
        return readReports(roles) && roles.stream().anyMatch(WATCH_OVER_READERS::contains);
    }
}
