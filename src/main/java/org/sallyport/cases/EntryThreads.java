package org.sallyport.cases;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.sallyport.vault.KeyIds;
import org.sallyport.vault.Reader;
import org.sallyport.vault.SealedExport;
import org.sallyport.vault.SealedMessages;

/** The sealed messages of an entry, for a reader to whom the entry exists. */
@ApplicationScoped
public class EntryThreads {
    /** How many messages a thread shows at most: more than any case has, and few enough to send at once. */
    public static final int MOST = 500;

    /** How many twins are listed: whoever sends a captured message a thousand times makes no page longer than this. */
    private static final int MOST_TWINS = 20;

    private static final String MESSAGES = """
            select m.id, m.received, m.kind, m.part, m.author, m.length,
                   exists (select from session_key_packet p where p.message = m.id and not p.for_source
                           and (p.recipient = any (?) or p.recipient is null) and p.key_id <> all (?)),
                   not exists (select from seen s where s.message = m.id and s.recipient = any (?))
            from sealed_message m where m.entry = ?
            order by m.kind <> 'report', m.received, m.kind, m.part <> 'report', m.id limit ?
            """;

    private static final String REPLY_CERTIFICATE =
            "select b.reply_certificate from mailbox b join entry e on e.mailbox = b.address where e.id = ?";

    private final Entries entries;
    private final SealedMessages sealed;
    private final DataSource database;

    EntryThreads(Entries entries, SealedMessages sealed, DataSource database) {
        this.entries = entries;
        this.sealed = sealed;
        this.database = database;
    }

    public EntryThread thread(Reader reader, UUID entry) throws EntryNotFound, ReportsUnreachable {
        if (entries.find(reader, entry).isEmpty()) {
            throw new EntryNotFound();
        }
        List<ThreadMessage> messages = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(MESSAGES)) {
            query.setArray(1, connection.createArrayOf("text", reader.certificateArray()));
            query.setArray(2, KeyIds.of(connection, reader.revoked()));
            query.setArray(3, connection.createArrayOf("text", reader.certificateArray()));
            query.setObject(4, entry);
            query.setInt(5, MOST);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    messages.add(new ThreadMessage(
                            rows.getObject(1, UUID.class),
                            rows.getObject(2, LocalDate.class),
                            rows.getString(3),
                            rows.getString(4),
                            Optional.ofNullable(rows.getString(5)),
                            rows.getLong(6),
                            rows.getBoolean(7),
                            rows.getBoolean(8)));
                }
            }
            List<Twin> twins = Twins.of(connection, reader, entry);
            return new EntryThread(
                    messages,
                    replyCertificate(connection, entry),
                    twins.stream().limit(MOST_TWINS).toList(),
                    Math.max(0, twins.size() - MOST_TWINS));
        } catch (SQLException e) {
            throw new ReportsUnreachable(e);
        }
    }

    /** What the server claims to be the source's certificate. */
    static Optional<byte[]> replyCertificate(Connection connection, UUID entry) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(REPLY_CERTIFICATE)) {
            query.setObject(1, entry);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
            }
        }
    }

    /**
     * One of the entry's messages as a file for this reader.
     *
     * @throws EntryNotFound also if the entry has no such message, or none that this reader may try
     */
    public SealedExport export(Reader reader, UUID entry, UUID message) throws EntryNotFound, ReportsUnreachable {
        if (entries.find(reader, entry).isEmpty()) {
            throw new EntryNotFound();
        }
        try {
            return sealed.export(reader, entry, message).orElseThrow(EntryNotFound::new);
        } catch (SQLException e) {
            throw new ReportsUnreachable(e);
        }
    }
}
