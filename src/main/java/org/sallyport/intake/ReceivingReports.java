package org.sallyport.intake;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.sallyport.openpgp.SealedMessage;
import org.sallyport.openpgp.SessionKeyPacket;

/**
 * Takes a sealed message in. Its body streams into chunk rows under a random id that nothing refers to; one last statement,
 * flushed to the disk before this returns, adds the last chunk, the packets and the arrival. What it is then, a report of its own,
 * a further message of one or the same again, the next batch finds out: nothing that others sent changes what happens here.
 */
@ApplicationScoped
public class ReceivingReports {
    private static final String SLOT = "with s as (select current from arrival_slot where prompt = ?), ";

    private static final String LAST_CHUNK = """
            c as (insert into arriving_chunk (slot, message, number, octets)
                select s.current, cast(? as uuid), cast(? as integer), cast(? as bytea) from s),
            """;

    private static final String ARRIVAL = """
            m as (insert into arriving_message (slot, id, length, readers, recipients, packets, octets)
                select s.current, cast(? as uuid), cast(? as bigint), cast(? as text[]), cast(? as text[]),
                    cast(? as bytea[]), cast(? as bytea) from s)
            insert into arrival (slot, id, kind, desk, address, token_hash, reply_certificate, report)
            select s.current, cast(? as uuid), cast(? as text), cast(? as text), cast(? as uuid), cast(? as bytea),
                cast(? as bytea), cast(? as uuid) from s
            """;

    private static final String ADD_SHORT = SLOT + ARRIVAL;
    private static final String ADD_LONG = SLOT + LAST_CHUNK + ARRIVAL;

    private final DataSource database;
    private final TakingBodies bodies;

    ReceivingReports(DataSource database, TakingBodies bodies) {
        this.database = database;
        this.bodies = bodies;
    }

    /**
     * Stores the message, durably.
     *
     * @param mailbox empty for a source without a codename
     * @throws org.sallyport.openpgp.MessageRefused if the gate refuses the message while it is read: nothing is stored
     * @throws IOException if the upload breaks off: nothing is stored
     * @throws NotStored if the database fails
     */
    public void receive(Destination destination, SealedMessage message, Optional<NewMailbox> mailbox)
            throws IOException, NotStored {
        WrittenBody body;
        try {
            body = bodies.take(message.body(), destination.prompt());
        } catch (SQLException e) {
            throw NotStored.before(e);
        }
        try {
            add(destination, message.packets(), body, mailbox.orElse(null));
        } catch (NotStored failure) {
            // Where nobody knows, it may be on its way to be acknowledged: a batch gives it up if it is not.
            if (!body.isShort() && failure.certainty() == NotStored.Certainty.NOTHING_STORED) {
                bodies.abandon(body.id());
            }
            throw failure;
        }
    }

    private void add(
            Destination destination, List<SessionKeyPacket> packets, WrittenBody body, @Nullable NewMailbox mailbox)
            throws NotStored {
        Connection open;
        try {
            open = database.getConnection();
        } catch (SQLException e) {
            throw NotStored.before(e);
        }
        try (Connection connection = open) {
            add(connection, destination, packets, body, mailbox);
        } catch (SQLException e) {
            throw NotStored.at(e);
        }
    }

    private static void add(
            Connection connection,
            Destination destination,
            List<SessionKeyPacket> packets,
            WrittenBody body,
            @Nullable NewMailbox mailbox)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(body.isShort() ? ADD_SHORT : ADD_LONG)) {
            int at = 1;
            insert.setBoolean(at++, destination.prompt());
            if (!body.isShort()) {
                insert.setObject(at++, body.id());
                insert.setInt(at++, body.lastNumber());
                insert.setBytes(at++, body.lastChunk());
            }
            insert.setObject(at++, body.id());
            insert.setLong(at++, body.length());
            insert.setArray(
                    at++, connection.createArrayOf("text", readers(packets).toArray()));
            insert.setArray(
                    at++,
                    connection.createArrayOf(
                            "text",
                            packets.stream().map(ReceivingReports::recipient).toArray()));
            insert.setArray(
                    at++,
                    connection.createArrayOf(
                            "bytea",
                            packets.stream().map(SessionKeyPacket::octets).toArray(byte[][]::new)));
            insert.setBytes(at++, body.isShort() ? body.lastChunk() : null);
            insert.setObject(at++, UUID.randomUUID());
            insert.setString(at++, destination.kind().text());
            insert.setString(at++, destination.desk());
            insert.setObject(at++, mailbox == null ? null : mailbox.address(), Types.OTHER);
            insert.setBytes(at++, mailbox == null ? null : mailbox.tokenHash());
            insert.setBytes(at++, mailbox == null ? null : mailbox.replyCertificate());
            insert.setObject(at, body.id());
            if (insert.executeUpdate() != 1) {
                throw new SQLException("the class of the desk has no slot", "P0002");
            }
        }
    }

    private static String recipient(SessionKeyPacket packet) {
        return packet.recipient().certificate().hex();
    }

    /** The fingerprints of those who can open a message with these packets. */
    private static SortedSet<String> readers(List<SessionKeyPacket> packets) {
        return new TreeSet<>(packets.stream().map(ReceivingReports::recipient).toList());
    }
}
