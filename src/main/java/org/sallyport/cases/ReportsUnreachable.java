package org.sallyport.cases;

import java.sql.SQLException;

/** The database failed while something was read or deleted; what was asked for did not happen, as far as can be known. */
public final class ReportsUnreachable extends Exception {
    private static final long serialVersionUID = 1L;

    private final SQLException failure;

    ReportsUnreachable(SQLException cause) {
        super("the database failed with state " + cause.getSQLState(), cause);
        failure = cause;
    }

    SQLException failure() {
        return failure;
    }
}
