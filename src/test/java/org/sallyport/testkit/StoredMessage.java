package org.sallyport.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.sallyport.openpgp.Gate;
import org.sallyport.openpgp.SealedMessage;
import org.sallyport.openpgp.SessionKeyPacket;

/** An entry of the urgent desk whose message is a real one: it went through the gate, and opens with its reviewer's key. */
public final class StoredMessage {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
    private static final int CHUNK = 256 * 1024;

    private StoredMessage() {}

    /**
     * Stores what somebody has encrypted to these reviewers.
     *
     * @return the entry's id
     */
    public static UUID of(InputStream upload, Person... reviewers) throws IOException, SQLException {
        SealedMessage message = Gate.admit(
                upload,
                Stream.of(reviewers)
                        .flatMap(reviewer -> Vetting.keys(reviewer).stream())
                        .toList());
        UUID entry = UUID.randomUUID();
        UUID body = UUID.randomUUID();
        try (Connection database = PostgreSQL.owner()) {
            database.setAutoCommit(false);
            run(database, "insert into body (id) values (?)", body);
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            long length = 0;
            int number = 0;
            byte[] chunk = message.body().readNBytes(CHUNK);
            while (chunk.length > 0) {
                run(database, "insert into body_chunk (body, number, octets) values (?, ?, ?)", body, number, chunk);
                digest.update(chunk);
                length += chunk.length;
                number++;
                chunk = message.body().readNBytes(CHUNK);
            }
            store(database, entry, body, message, length, Arrays.copyOf(digest.digest(), 16));
            Set<String> readers = new TreeSet<>();
            for (SessionKeyPacket packet : message.packets()) {
                String recipient =
                        packet.recipient().orElseThrow().certificate().hex();
                run(
                        database,
                        "insert into session_key_packet (message, recipient, octets) values (?, ?, ?)",
                        entry,
                        recipient,
                        packet.octets());
                readers.add(recipient);
            }
            for (String reader : readers) {
                run(
                        database,
                        "insert into entry_access (entry, recipient, desk, received) values (?, ?, 'urgent', ?)",
                        entry,
                        reader,
                        DAY);
            }
            database.commit();
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new AssertionError(everyJdkHasIt);
        }
        return entry;
    }

    /** The message has the entry's id: nothing compares the two. */
    private static void store(
            Connection database, UUID entry, UUID body, SealedMessage message, long length, byte[] digest)
            throws SQLException {
        run(database, "insert into entry (id, desk, received, state) values (?, 'urgent', ?, 'received')", entry, DAY);
        run(
                database,
                "insert into sealed_message (id, entry, body, desk, received, seipd_version, length, digest, shown)"
                        + " values (?, ?, ?, 'urgent', ?, ?, ?, ?, true)",
                entry,
                entry,
                body,
                DAY,
                message.seipdVersion(),
                length,
                digest);
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
