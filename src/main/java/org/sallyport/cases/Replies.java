package org.sallyport.cases;

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
import org.sallyport.openpgp.MessageRefused;
import org.sallyport.openpgp.Refusal;
import org.sallyport.openpgp.SealedMessage;
import org.sallyport.vault.Reader;
import org.sallyport.vault.SessionKeyPackets;

/** What staff answer: sealed before it arrives here, to the source's key and to those who can open the entry. */
@ApplicationScoped
public class Replies {
    /** Sealed: 8,000 characters and padding, 44 KiB in all, and the session-key packets of the largest desk. */
    public static final int LONGEST = 80 * 1024;

    /** Asked once the lock is held. */
    private static final String THREAD = """
            select e.mailbox is null, (select count(*) from sealed_message m where m.entry = e.id)
            from entry e where e.id = ?
            """;

    private static final String ADD = """
            insert into sealed_message (id, entry, kind, received, seipd_version, length, octets, author)
            values (?, ?, 'reply', ?, ?, ?, ?, ?)
            """;

    /** For everybody but its writer, who has seen it. */
    private static final String UNREAD = "update entry_access set unread = true where entry = ? and not unread";

    private static final String STORED = "select from sealed_message where entry = ? and octets = ? and kind = 'reply'";

    private final Entries entries;
    private final SessionKeyPackets packets;
    private final SeenMessages seen;
    private final DataSource database;
    private final Clock clock;

    Replies(Entries entries, SessionKeyPackets packets, SeenMessages seen, DataSource database, Clock clock) {
        this.entries = entries;
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
        byte[] body;
        try {
            message = Gate.admit(new ByteArrayInputStream(draft.sealed()), allowed);
            body = message.body().readAllBytes();
        } catch (IOException e) {
            throw new ReplyRefused(reason(e));
        }
        if (message.packets().stream().noneMatch(packet -> source.contains(packet.recipient()))) {
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
            insert.setObject(1, id);
            insert.setObject(2, draft.entry());
            insert.setDate(3, Date.valueOf(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)));
            insert.setInt(4, message.seipdVersion());
            insert.setLong(5, body.length);
            insert.setBytes(6, body);
            insert.setString(7, draft.alias());
            insert.executeUpdate();
        }
        packets.add(connection, id, message.packets(), source);
        try (PreparedStatement tell = connection.prepareStatement(UNREAD)) {
            tell.setObject(1, draft.entry());
            tell.executeUpdate();
        }
        seen.add(connection, reader, draft.entry(), List.of(id));
    }

    private static ReplyRefused.Reason reason(IOException failure) {
        boolean hidden = failure instanceof MessageRefused refused && refused.reason() == Refusal.HIDDEN_RECIPIENT;
        return hidden ? ReplyRefused.Reason.HIDDEN_RECIPIENT : ReplyRefused.Reason.NOT_SEALED;
    }

    private static boolean isStored(Connection connection, UUID entry, byte[] body) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(STORED)) {
            query.setObject(1, entry);
            query.setBytes(2, body);
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        }
    }

    private record Conversation(int messages) {}

    /** The entry's row is locked, so that of two who write at once the second is told of the first. */
    private static Conversation requireOpen(Connection connection, Draft draft) throws ReplyRefused, SQLException {
        EntryLock.take(connection, draft.entry());
        try (PreparedStatement query = connection.prepareStatement(THREAD)) {
            query.setObject(1, draft.entry());
            try (ResultSet row = query.executeQuery()) {
                if (!row.next() || row.getBoolean(1)) {
                    throw new ReplyRefused(ReplyRefused.Reason.NO_MAILBOX);
                }
                return new Conversation(row.getInt(2));
            }
        }
    }

    /** A reply goes into no mailbox but that of the key inside the report, where there is one. */
    private List<EncryptionKey> sourceKeys(Connection connection, Draft draft) throws ReplyRefused, SQLException {
        byte[] claimed = EntryThreads.replyCertificate(connection, draft.entry())
                .orElseThrow(() -> new ReplyRefused(ReplyRefused.Reason.NO_MAILBOX));
        Certificate mailbox = certificate(claimed);
        Certificate inside = draft.replyCertificate().length > 0 ? certificate(draft.replyCertificate()) : mailbox;
        if (!inside.fingerprint().equals(mailbox.fingerprint())) {
            throw new ReplyRefused(ReplyRefused.Reason.OTHER_MAILBOX);
        }
        List<EncryptionKey> keys = inside.livingEncryptionKeys(clock.instant());
        if (keys.isEmpty()) {
            throw new ReplyRefused(ReplyRefused.Reason.NO_REPLY_KEY);
        }
        return keys;
    }

    private static Certificate certificate(byte[] octets) throws ReplyRefused {
        try {
            return Certificate.read(octets);
        } catch (CertificateRefused e) {
            throw new ReplyRefused(ReplyRefused.Reason.NO_REPLY_KEY);
        }
    }
}
