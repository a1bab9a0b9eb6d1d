package org.sallyport.keyring;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.sallyport.audit.SignedNote;

/** The rows of the key log. Nothing of them is believed because it is here: the checkpoints' signatures say what counts. */
@ApplicationScoped
class KeyLogTable {
    /** Locking a row would use up a transaction's number each minute: a clock beside those in the rows of reports. */
    private static final String LOCK = "lock table key_log_turn in exclusive mode";

    private static final String NEWEST = "select checkpoint from key_log order by number desc limit 1";
    private static final String LEAVES = "select leaf from key_log order by number";
    private static final String APPEND = "insert into key_log (number, leaf, checkpoint) values (?, ?, ?)";

    /** The log as it was read in one moment. */
    record Rows(Optional<String> checkpoint, List<byte[]> leaves) {}

    /** What a process does with the log while no other can append. */
    @FunctionalInterface
    interface Appending {
        /** Everything that is appended becomes visible together, or not at all. */
        void with(Rows rows, Appender appender) throws SQLException;
    }

    interface Appender {
        void append(long number, KeyLogLeaf leaf, SignedNote checkpoint) throws SQLException;
    }

    private final DataSource database;

    KeyLogTable(DataSource database) {
        this.database = database;
    }

    /** The newest checkpoint; none of a log without leaves. */
    Optional<String> checkpoint() throws SQLException {
        try (Connection connection = database.getConnection()) {
            return checkpoint(connection);
        }
    }

    Rows read() throws SQLException {
        try (Connection connection = database.getConnection()) {
            return read(connection);
        }
    }

    void append(Appending appending) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
                    lock.execute();
                }
                appending.with(read(connection), (number, leaf, checkpoint) -> {
                    try (PreparedStatement append = connection.prepareStatement(APPEND)) {
                        append.setLong(1, number);
                        append.setString(2, leaf.text());
                        append.setString(3, checkpoint.toString());
                        append.executeUpdate();
                    }
                });
                connection.commit();
            } finally {
                // After a commit there is nothing left to undo.
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private static Optional<String> checkpoint(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(NEWEST);
                ResultSet row = query.executeQuery()) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        }
    }

    /** The checkpoint first: leaves that arrive in between are beyond it. */
    private static Rows read(Connection connection) throws SQLException {
        Optional<String> checkpoint = checkpoint(connection);
        List<byte[]> leaves = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(LEAVES);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                leaves.add(rows.getString(1).getBytes(StandardCharsets.US_ASCII));
            }
        }
        return new Rows(checkpoint, leaves);
    }
}
