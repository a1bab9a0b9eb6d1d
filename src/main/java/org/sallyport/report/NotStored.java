package org.sallyport.report;

import java.sql.SQLException;

/** The database failed while a report was being stored. */
public final class NotStored extends Exception {
    /** What can be said to the source. Sending again does no harm in either case. */
    public enum Certainty {
        NOTHING_STORED,
        /** The answer to the last commit is missing: the report may be there. */
        UNKNOWN
    }

    private final Certainty certainty;

    NotStored(Certainty certainty, SQLException cause) {
        super("the database failed with state " + cause.getSQLState(), cause);
        this.certainty = certainty;
    }

    /** What was needed before anything could be stored could not be read. */
    public static NotStored because(ReportsUnreachable cause) {
        return new NotStored(Certainty.NOTHING_STORED, cause.failure());
    }

    public Certainty certainty() {
        return certainty;
    }
}
