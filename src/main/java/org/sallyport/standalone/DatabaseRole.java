package org.sallyport.standalone;

import java.util.Locale;

/** The roles of the embedded PostgreSQL, one for each kind of process, with no more rights than it needs. */
public enum DatabaseRole {
    /** Makes roles and the database; nothing but the database command uses it. */
    SUPERUSER("postgres"),
    /** Owns the tables; used for migrations only. */
    OWNER("sallyport_owner"),
    SOURCE("sallyport_source"),
    STAFF("sallyport_staff");

    private final String roleName;

    DatabaseRole(String roleName) {
        this.roleName = roleName;
    }

    public String roleName() {
        return roleName;
    }

    String fileName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
