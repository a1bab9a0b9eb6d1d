package org.sallyport.report;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.SealedMessage;

/**
 * Takes a sealed message in. The body streams into chunk rows under a random id that nothing refers to; one last
 * transaction, flushed to the disk before this returns, adds the last chunk and the entry that makes it all visible.
 * Memory: two chunks, whatever the size.
 */
@ApplicationScoped
public class ReceivingReports {
    private static final String ADD_BODY = "insert into body (id) values (?)";
    private static final String ADD_LAST_CHUNK = "insert into body_chunk (body, number, octets) values (?, ?, ?)";
    private static final String ADD_ENTRY = "insert into entry (id, desk, received, state) values (?, ?, ?, ?)";
    /** No conflict target: naming one would ask for the right to read the table. */
    private static final String ADD_MESSAGE = """
            insert into sealed_message (id, entry, body, desk, received, seipd_version, length, digest)
            values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
            """;

    private static final String ADD_SHORT =
            "with b as (" + ADD_BODY + "), c as (" + ADD_LAST_CHUNK + "), e as (" + ADD_ENTRY + ") " + ADD_MESSAGE;
    private static final String ADD_LONG =
            "with c as (" + ADD_LAST_CHUNK + "), e as (" + ADD_ENTRY + ") " + ADD_MESSAGE;

    private final DataSource database;
    private final SealedBodies bodies;
    private final SessionKeyPackets packets;
    private final Clock clock;

    ReceivingReports(DataSource database, SealedBodies bodies, SessionKeyPackets packets, Clock clock) {
        this.database = database;
        this.bodies = bodies;
        this.packets = packets;
        this.clock = clock;
    }

    /**
     * Stores the message, durably, as a new entry of the desk; a body that the desk already has is not stored again.
     *
     * @param reviewers the desk's vetted certificates now
     * @throws org.sallyport.openpgp.MessageRefused if the gate refuses the message while it is read: nothing is stored
     * @throws IOException if the upload breaks off: nothing is stored
     * @throws NotStored if the database fails
     */
    public void receive(String desk, Set<Fingerprint> reviewers, SealedMessage message) throws IOException, NotStored {
        UUID body = UUID.randomUUID();
        MessageDigest digest = sha256();
        long length = 0;
        int number = 0;
        InputStream octets = message.body();
        byte[] chunk = octets.readNBytes(SealedBodies.CHUNK);
        try {
            while (true) {
                digest.update(chunk);
                length += chunk.length;
                byte[] next = octets.readNBytes(SealedBodies.CHUNK);
                if (next.length == 0) {
                    break;
                }
                bodies.writeAhead(body, number, chunk);
                number++;
                chunk = next;
            }
        } catch (SQLException e) {
            throw new NotStored(NotStored.Certainty.NOTHING_STORED, e);
        }
        finish(desk, reviewers, message, new Body(body, number, chunk, length, digest.digest()));
    }

    private record Body(UUID id, int lastNumber, byte[] lastChunk, long length, byte[] digest) {}

    private void finish(String desk, Set<Fingerprint> reviewers, SealedMessage message, Body body) throws NotStored {
        NotStored.Certainty certainty = NotStored.Certainty.NOTHING_STORED;
        UUID entry = UUID.randomUUID();
        UUID id = UUID.randomUUID();
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                if (add(connection, body, entry, id, desk, today, message.seipdVersion())) {
                    packets.add(connection, entry, id, desk, today, message.packets(), reviewers);
                    certainty = NotStored.Certainty.UNKNOWN;
                    connection.commit();
                } else {
                    connection.rollback();
                }
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new NotStored(certainty, e);
        }
    }

    /** @return false if the desk already has this body */
    private static boolean add(
            Connection connection, Body body, UUID entry, UUID id, String desk, LocalDate today, int seipdVersion)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(body.lastNumber == 0 ? ADD_SHORT : ADD_LONG)) {
            int at = 1;
            if (body.lastNumber == 0) {
                insert.setObject(at++, body.id);
            }
            insert.setObject(at++, body.id);
            insert.setInt(at++, body.lastNumber);
            insert.setBytes(at++, body.lastChunk);
            insert.setObject(at++, entry);
            insert.setString(at++, desk);
            insert.setDate(at++, Date.valueOf(today));
            insert.setString(at++, EntryState.RECEIVED.text());
            insert.setObject(at++, id);
            insert.setObject(at++, entry);
            insert.setObject(at++, body.id);
            insert.setString(at++, desk);
            insert.setDate(at++, Date.valueOf(today));
            insert.setInt(at++, seipdVersion);
            insert.setLong(at++, body.length);
            insert.setBytes(at, body.digest);
            return insert.executeUpdate() == 1;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
