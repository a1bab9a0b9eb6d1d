package org.sallyport.cases;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;

/**
 * Of two acts on one entry the second sees what the first did. It is taken before anything is asked: a question that waits
 * for it itself would answer with what was there before it waited.
 */
final class EntryLock {
    private static final String LOCK = "select from entry where id = ? for update";

    private EntryLock() {}

    /** Held until the caller's transaction ends. */
    static void take(Connection transaction, UUID entry) throws SQLException {
        try (PreparedStatement lock = transaction.prepareStatement(LOCK)) {
            lock.setObject(1, entry);
            lock.execute();
        }
    }
}
