package org.sallyport.testkit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.sallyport.openpgp.Fingerprint;

/**
 * An entry put straight into the database, as if the source's face had stored it: one sealed message of one chunk, with a
 * packet for each recipient.
 *
 * @param body what the sealed body's octets are: no OpenPGP at all
 */
public record StoredEntry(UUID id, UUID message, String desk, LocalDate received, byte[] body) {

    public static StoredEntry at(String desk, LocalDate received, Fingerprint... recipients) throws SQLException {
        return stored(desk, received, true, recipients);
    }

    /** One that waits for its batch. */
    public static StoredEntry waiting(String desk, LocalDate received, Fingerprint... recipients) throws SQLException {
        return stored(desk, received, false, recipients);
    }

    private static StoredEntry stored(String desk, LocalDate received, boolean shown, Fingerprint... recipients)
            throws SQLException {
        UUID id = UUID.randomUUID();
        byte[] body = ("sealed body of " + id).getBytes(StandardCharsets.UTF_8);
        StoredEntry entry = new StoredEntry(id, UUID.randomUUID(), desk, received, body);
        try (Connection database = PostgreSQL.owner()) {
            database.setAutoCommit(false);
            entry.store(database, shown, List.of(recipients));
            database.commit();
        }
        return entry;
    }

    /** What the packet for this recipient holds. */
    public byte[] packet(Fingerprint recipient) {
        return ("packet of " + id + " for " + recipient.hex()).getBytes(StandardCharsets.UTF_8);
    }

    private void store(Connection database, boolean shown, List<Fingerprint> recipients) throws SQLException {
        UUID bodyId = UUID.randomUUID();
        run(database, "insert into body (id) values (?)", bodyId);
        run(database, "insert into body_chunk (body, number, octets) values (?, 0, ?)", bodyId, body);
        run(database, "insert into entry (id, desk, received, state) values (?, ?, ?, 'received')", id, desk, received);
        run(
                database,
                "insert into sealed_message (id, entry, body, desk, received, seipd_version, length, digest, shown,"
                        + " arrived_for) values (?, ?, ?, ?, ?, 1, ?, ?, ?, ?)",
                message,
                id,
                bodyId,
                desk,
                received,
                (long) body.length,
                ByteBuffer.allocate(16)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .array(),
                shown,
                database.createArrayOf(
                        "text", recipients.stream().map(Fingerprint::hex).toArray()));
        for (Fingerprint recipient : recipients) {
            run(
                    database,
                    "insert into session_key_packet (message, recipient, octets) values (?, ?, ?)",
                    message,
                    recipient.hex(),
                    packet(recipient));
        }
    }

    private static void run(Connection database, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(sql)) {
            for (int at = 0; at < values.length; at++) {
                statement.setObject(at + 1, values[at]);
            }
            statement.executeUpdate();
        }
    }
}
