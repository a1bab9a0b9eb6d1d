package org.sallyport.intake;

import java.sql.SQLException;

/** The database failed while a source's mailbox was opened or changed; what was asked for did not happen, as far as can be known. */
public final class StoreUnreachable extends Exception {
    private static final long serialVersionUID = 1L;

    private final SQLException failure;

    StoreUnreachable(SQLException cause) {
        super("the database failed with state " + cause.getSQLState(), cause);
        failure = cause;
    }

    SQLException failure() {
        return failure;
    }
}
