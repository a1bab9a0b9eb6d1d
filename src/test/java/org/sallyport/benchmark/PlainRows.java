package org.sallyport.benchmark;

import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.sallyport.openpgp.EncryptionKey;

/**
 * The rows of one report as plain JDBC writes them: one prepared statement a table, batches where a table gets several,
 * one commit. What the whole door is measured against.
 */
final class PlainRows implements AutoCloseable {
    private static final Date DAY = Date.valueOf("2026-11-24");

    private final Connection connection;
    private final PreparedStatement body;
    private final PreparedStatement chunk;
    private final PreparedStatement entry;
    private final PreparedStatement message;
    private final PreparedStatement packet;
    private final PreparedStatement mailbox;

    PlainRows(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        body = connection.prepareStatement("insert into body values (?)");
        chunk = connection.prepareStatement("insert into body_chunk values (?, ?, ?)");
        entry = connection.prepareStatement("insert into entry values (?, 'urgent', ?, 'received')");
        message = connection.prepareStatement(
                "insert into sealed_message (id, entry, body, desk, received, seipd_version, length, digest, arrived_for)"
                        + " values (?, ?, ?, 'urgent', ?, 1, ?, ?, ?)");
        packet = connection.prepareStatement("insert into session_key_packet values (?, ?, ?)");
        mailbox = connection.prepareStatement("insert into mailbox values (?, ?, ?)");
    }

    UUID addBody() throws SQLException {
        UUID id = UUID.randomUUID();
        body.setObject(1, id);
        body.executeUpdate();
        return id;
    }

    void addChunk(UUID id, int number, byte[] octets) throws SQLException {
        chunk.setObject(1, id);
        chunk.setInt(2, number);
        chunk.setBytes(3, octets);
        chunk.executeUpdate();
    }

    /** What a codename leaves beside an entry. */
    void addMailbox(byte[] tokenHash, byte[] certificate) throws SQLException {
        mailbox.setObject(1, UUID.randomUUID());
        mailbox.setBytes(2, tokenHash);
        mailbox.setBytes(3, certificate);
        mailbox.executeUpdate();
    }

    /** Everything but the body. */
    void addEntry(UUID bodyId, long length, byte[] digest, List<EncryptionKey> keys, byte[] sessionKey)
            throws SQLException {
        UUID entryId = UUID.randomUUID();
        UUID messageId = UUID.randomUUID();
        entry.setObject(1, entryId);
        entry.setDate(2, DAY);
        entry.executeUpdate();
        message.setObject(1, messageId);
        message.setObject(2, entryId);
        message.setObject(3, bodyId);
        message.setDate(4, DAY);
        message.setLong(5, length);
        message.setBytes(6, digest);
        message.setArray(
                7,
                connection.createArrayOf(
                        "text",
                        keys.stream().map(key -> key.certificate().hex()).toArray()));
        message.executeUpdate();
        for (EncryptionKey key : keys) {
            packet.setObject(1, messageId);
            packet.setString(2, key.certificate().hex());
            packet.setBytes(3, sessionKey);
            packet.addBatch();
        }
        packet.executeBatch();
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
