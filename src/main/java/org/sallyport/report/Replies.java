package org.sallyport.report;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.CertificateRefused;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.openpgp.Gate;
import org.sallyport.openpgp.SealedMessage;

/** What staff answer: sealed before it arrives here, to the source's key and to those who can open the entry. */
@ApplicationScoped
public class Replies {
    /** Sealed: 8,000 characters and padding, 44 KiB in all, and the session-key packets of the largest desk. */
    public static final int LONGEST = 80 * 1024;

    /** Asked once the lock is held. */
    private static final String THREAD = """
            select e.desk, e.closed, (select count(*) from shown_message m where m.entry = e.id)
            from entry e where e.id = ?
            """;

    private static final String ADD = """
            with b as (insert into body (id) values (?)),
                 c as (insert into body_chunk (body, number, octets) values (?, 0, ?))
            insert into sealed_message
                (id, entry, body, desk, received, seipd_version, length, digest, kind, author)
            values (?, ?, ?, ?, ?, ?, ?, ?, 'reply', ?)
            """;

    private static final String STORED = "select from shown_message where entry = ? and digest = ? and kind = 'reply'";

    private final Entries entries;
    private final SealedBodies bodies;
    private final SessionKeyPackets packets;
    private final SeenMessages seen;
    private final DataSource database;
    private final Clock clock;

    Replies(
            Entries entries,
            SealedBodies bodies,
            SessionKeyPackets packets,
            SeenMessages seen,
            DataSource database,
            Clock clock) {
        this.entries = entries;
        this.bodies = bodies;
        this.packets = packets;
        this.seen = seen;
        this.database = database;
        this.clock = clock;
    }

    /**
     * Whose reply it is and what it answers.
     *
     * @param alias the role alias of the writer
     * @param seen how many messages the thread had when it was written
     * @param replyCertificate what the writer sealed it to, from inside the report; empty array: what the server claims
     */
    public record Draft(UUID entry, String alias, int seen, byte[] replyCertificate, byte[] sealed) {}

    /**
     * Stores a reply, durably. The same message again, by somebody to whom the first answer was lost, is not stored again.
     *
     * @param colleagues the current encryption keys of those who can open the entry: nobody else may read the reply
     */
    public void add(Reader reader, Draft draft, Collection<EncryptionKey> colleagues)
            throws EntryNotFound, ReplyRefused, ReportsUnreachable {
        if (entries.find(reader, draft.entry()).isEmpty()) {
            throw new EntryNotFound();
        }
        if (draft.sealed().length > LONGEST) {
            throw new ReplyRefused(ReplyRefused.Reason.TOO_LONG);
        }
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                add(connection, reader, draft, colleagues);
                connection.commit();
            } catch (SQLException | ReplyRefused e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new ReportsUnreachable(e);
        }
    }

    private void add(Connection connection, Reader reader, Draft draft, Collection<EncryptionKey> colleagues)
            throws ReplyRefused, SQLException {
        Conversation thread = requireOpen(connection, draft);
        List<EncryptionKey> source = sourceKeys(connection, draft);
        List<EncryptionKey> allowed = new ArrayList<>(source);
        allowed.addAll(colleagues);
        SealedMessage message;
        StoredBody body;
        try {
            message = Gate.admit(new ByteArrayInputStream(draft.sealed()), allowed);
            // At most LONGEST octets: one chunk, so nothing is written ahead.
            body = bodies.take(message.body());
        } catch (IOException e) {
            throw new ReplyRefused(ReplyRefused.Reason.NOT_SEALED);
        }
        if (message.packets().stream()
                .noneMatch(packet -> packet.recipient().filter(source::contains).isPresent())) {
            throw new ReplyRefused(ReplyRefused.Reason.NOT_FOR_THE_SOURCE);
        }
        if (isStored(connection, draft.entry(), body)) {
            return;
        }
        if (thread.messages() != draft.seen()) {
            throw new ReplyRefused(ReplyRefused.Reason.THREAD_CHANGED);
        }
        UUID id = UUID.randomUUID();
        try (PreparedStatement insert = connection.prepareStatement(ADD)) {
            insert.setObject(1, body.id());
            insert.setObject(2, body.id());
            insert.setBytes(3, body.lastChunk());
            insert.setObject(4, id);
            insert.setObject(5, draft.entry());
            insert.setObject(6, body.id());
            insert.setString(7, thread.desk());
            insert.setDate(8, Date.valueOf(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)));
            insert.setInt(9, message.seipdVersion());
            insert.setLong(10, body.length());
            insert.setBytes(11, body.digest());
            insert.setString(12, draft.alias());
            insert.executeUpdate();
        }
        packets.addReply(connection, id, message.packets(), source);
        seen.add(connection, reader, draft.entry(), List.of(id));
    }

    private static boolean isStored(Connection connection, UUID entry, StoredBody body) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(STORED)) {
            query.setObject(1, entry);
            query.setBytes(2, body.digest());
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        }
    }

    private record Conversation(String desk, int messages) {}

    /** The entry's row is locked, so that of two who write at once the second is told of the first. */
    private static Conversation requireOpen(Connection connection, Draft draft) throws ReplyRefused, SQLException {
        EntryLock.take(connection, draft.entry());
        try (PreparedStatement query = connection.prepareStatement(THREAD)) {
            query.setObject(1, draft.entry());
            try (ResultSet row = query.executeQuery()) {
                if (!row.next() || row.getBoolean(2)) {
                    throw new ReplyRefused(ReplyRefused.Reason.NO_MAILBOX);
                }
                return new Conversation(row.getString(1), row.getInt(3));
            }
        }
    }

    private List<EncryptionKey> sourceKeys(Connection connection, Draft draft) throws ReplyRefused, SQLException {
        byte[] claimed = EntryThreads.replyCertificate(connection, draft.entry())
                .orElseThrow(() -> new ReplyRefused(ReplyRefused.Reason.NO_MAILBOX));
        byte[] certificate = draft.replyCertificate().length > 0 ? draft.replyCertificate() : claimed;
        try {
            List<EncryptionKey> keys = Certificate.read(certificate).livingEncryptionKeys(clock.instant());
            if (!keys.isEmpty()) {
                return keys;
            }
        } catch (CertificateRefused e) {
            // The same to whoever sent it.
        }
        throw new ReplyRefused(ReplyRefused.Reason.NO_REPLY_KEY);
    }
}
