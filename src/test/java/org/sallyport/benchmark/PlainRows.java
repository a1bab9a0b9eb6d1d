package org.sallyport.benchmark;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sallyport.openpgp.EncryptionKey;

/**
 * The rows of one report as plain JDBC writes them: one prepared statement a table, one commit. What the whole door is measured
 * against.
 */
final class PlainRows implements AutoCloseable {
    private final Connection connection;
    private final PreparedStatement chunk;
    private final PreparedStatement message;
    private final PreparedStatement arrival;

    PlainRows(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        chunk = connection.prepareStatement("insert into arriving_chunk values (smallint '0', ?, ?, ?)");
        message = connection.prepareStatement("insert into arriving_message values (smallint '0', ?, ?, ?, ?, ?, ?)");
        arrival = connection.prepareStatement(
                "insert into arrival values (smallint '0', ?, 'report', 'urgent', ?, ?, ?, ?)");
    }

    void addChunk(UUID message, int number, byte[] octets) throws SQLException {
        chunk.setObject(1, message);
        chunk.setInt(2, number);
        chunk.setBytes(3, octets);
        chunk.executeUpdate();
    }

    /** @param octets of a short body; null if its chunks are added */
    void addMessage(UUID id, long length, byte @Nullable [] octets, List<EncryptionKey> keys, byte[] sessionKey)
            throws SQLException {
        Object[] certificates =
                keys.stream().map(key -> key.certificate().hex()).toArray();
        message.setObject(1, id);
        message.setLong(2, length);
        message.setArray(3, connection.createArrayOf("text", certificates));
        message.setArray(4, connection.createArrayOf("text", certificates));
        message.setArray(
                5,
                connection.createArrayOf(
                        "bytea", Collections.nCopies(keys.size(), sessionKey).toArray(byte[][]::new)));
        message.setBytes(6, octets);
        message.executeUpdate();
    }

    /** @param certificate what a codename leaves with it; null without one */
    void addArrival(UUID message, byte @Nullable [] certificate, byte @Nullable [] tokenHash) throws SQLException {
        arrival.setObject(1, UUID.randomUUID());
        arrival.setObject(2, certificate == null ? null : UUID.randomUUID(), Types.OTHER);
        arrival.setBytes(3, tokenHash);
        arrival.setBytes(4, certificate);
        arrival.setObject(5, message);
        arrival.executeUpdate();
    }

    void commit() throws SQLException {
        connection.commit();
    }

    /** For a chunk that is not the last: the last commit makes it durable. */
    void commitWithoutWaiting() throws SQLException {
        try (PreparedStatement relaxed = connection.prepareStatement("set local synchronous_commit = off")) {
            relaxed.execute();
        }
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
