package org.sallyport.report;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.SealedMessage;

/**
 * Takes a sealed message in. The body streams into chunk rows under a random id that nothing refers to; one last
 * transaction, flushed to the disk before this returns, adds the last chunk, the entry and the message. Staff see it with the next
 * batch ({@link ShowingMessages}), or at once if the desk opted in: the database decides that, the source's role cannot.
 */
@ApplicationScoped
public class ReceivingReports {
    private static final String ADD_BODY = "insert into body (id) values (?)";
    private static final String ADD_LAST_CHUNK = "insert into body_chunk (body, number, octets) values (?, ?, ?)";
    /** No conflict target, here and below: naming one would ask for the right to read the table. */
    private static final String ADD_ENTRY =
            "insert into entry (id, desk, received, state) values (?, ?, ?, ?) on conflict do nothing";

    private static final String ADD_MESSAGE = """
            insert into sealed_message (id, entry, body, desk, received, seipd_version, length, digest, arrived_for)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
            """;

    private static final String ADD_SHORT =
            "with b as (" + ADD_BODY + "), c as (" + ADD_LAST_CHUNK + "), e as (" + ADD_ENTRY + ") " + ADD_MESSAGE;
    private static final String ADD_LONG =
            "with c as (" + ADD_LAST_CHUNK + "), e as (" + ADD_ENTRY + ") " + ADD_MESSAGE;
    private static final String ADD_MAILBOX = """
            insert into mailbox (entry, token_hash, reply_certificate) values (?, ?, ?) on conflict do nothing
            """;

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
     * Stores the message, durably, as a new entry of the desk, or as an addition to the entry that its codename leads to; a
     * body that the desk already has is not stored again.
     *
     * @param reviewers the desk's vetted certificates now
     * @param mailbox empty for a source without a codename
     * @throws org.sallyport.openpgp.MessageRefused if the gate refuses the message while it is read: nothing is stored
     * @throws IOException if the upload breaks off: nothing is stored
     * @throws MailboxRefused if the codename cannot be used for it: nothing is stored
     * @throws NotStored if the database fails
     */
    public void receive(String desk, Set<Fingerprint> reviewers, SealedMessage message, Optional<NewMailbox> mailbox)
            throws IOException, MailboxRefused, NotStored {
        StoredBody body;
        try {
            body = bodies.take(message.body());
        } catch (SQLException e) {
            throw new NotStored(NotStored.Certainty.NOTHING_STORED, e);
        }
        finish(desk, reviewers, message, body, mailbox);
    }

    private void finish(
            String desk,
            Set<Fingerprint> reviewers,
            SealedMessage message,
            StoredBody body,
            Optional<NewMailbox> mailbox)
            throws MailboxRefused, NotStored {
        NotStored.Certainty certainty = NotStored.Certainty.NOTHING_STORED;
        UUID entry = mailbox.map(NewMailbox::entry).orElseGet(UUID::randomUUID);
        UUID id = UUID.randomUUID();
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Set<String> readers = SessionKeyPackets.readers(message.packets(), reviewers);
                if (add(connection, mailbox, body, entry, id, desk, today, message.seipdVersion(), readers)) {
                    packets.add(connection, id, message.packets());
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
            throw refusalOr(new NotStored(certainty, e), e.getSQLState());
        }
    }

    /** The states that the trigger {@code message_is_admitted} raises. */
    private static NotStored refusalOr(NotStored failure, String state) throws MailboxRefused {
        if ("SP001".equals(state)) {
            throw new MailboxRefused(MailboxRefused.Reason.REPLAY);
        }
        if ("SP002".equals(state)) {
            throw new MailboxRefused(MailboxRefused.Reason.NOTHING_MORE_TAKEN);
        }
        return failure;
    }

    /**
     * All but the packets, in one round trip: where there is a mailbox, it comes first.
     *
     * @return false if the desk already has this body
     */
    private static boolean add(
            Connection connection,
            Optional<NewMailbox> mailbox,
            StoredBody body,
            UUID entry,
            UUID id,
            String desk,
            LocalDate today,
            int seipdVersion,
            Set<String> readers)
            throws SQLException {
        String rows = body.isShort() ? ADD_SHORT : ADD_LONG;
        try (PreparedStatement insert =
                connection.prepareStatement(mailbox.isPresent() ? ADD_MAILBOX + ";" + rows : rows)) {
            int at = 1;
            if (mailbox.isPresent()) {
                insert.setObject(at++, mailbox.get().entry());
                insert.setBytes(at++, mailbox.get().tokenHash());
                insert.setBytes(at++, mailbox.get().replyCertificate());
            }
            if (body.isShort()) {
                insert.setObject(at++, body.id());
            }
            insert.setObject(at++, body.id());
            insert.setInt(at++, body.lastNumber());
            insert.setBytes(at++, body.lastChunk());
            insert.setObject(at++, entry);
            insert.setString(at++, desk);
            insert.setDate(at++, Date.valueOf(today));
            insert.setString(at++, EntryState.RECEIVED.text());
            insert.setObject(at++, id);
            insert.setObject(at++, entry);
            insert.setObject(at++, body.id());
            insert.setString(at++, desk);
            insert.setDate(at++, Date.valueOf(today));
            insert.setInt(at++, seipdVersion);
            insert.setLong(at++, body.length());
            insert.setBytes(at++, body.digest());
            insert.setArray(at, connection.createArrayOf("text", readers.toArray()));
            insert.execute();
            if (mailbox.isPresent()) {
                insert.getMoreResults();
            }
            return insert.getUpdateCount() == 1;
        }
    }
}
