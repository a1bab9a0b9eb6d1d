package org.sallyport.vault;

import java.sql.SQLException;

/** The database could not be asked how full the store is. */
public final class StorageUnknown extends Exception {
    private static final long serialVersionUID = 1L;

    StorageUnknown(SQLException cause) {
        super("the database failed with state " + cause.getSQLState(), cause);
    }
}
