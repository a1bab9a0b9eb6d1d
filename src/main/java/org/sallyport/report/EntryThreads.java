package org.sallyport.report;

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
import org.sallyport.openpgp.MessageFraming;

/** The sealed messages of an entry, for a reader to whom the entry exists. */
@ApplicationScoped
public class EntryThreads {
    /** How many messages a thread shows at most: more than any case has, and few enough to send at once. */
    public static final int MOST = 500;

    private static final String MESSAGES = """
            select m.id, m.received, m.author, m.length,
                   exists (select from session_key_packet p where p.message = m.id and not p.for_source
                           and (p.recipient = any (?) or p.recipient is null) and p.key_id <> all (?)),
                   not exists (select from seen s where s.message = m.id and s.recipient = any (?))
            from shown_message m where m.entry = ?
            order by m.received, m.kind desc, m.id limit ?
            """;

    private static final String REPLY_CERTIFICATE = "select reply_certificate from mailbox where entry = ?";
    private static final String BODY = "select body, length from shown_message where id = ? and entry = ?";

    private final Entries entries;
    private final SessionKeyPackets packets;
    private final SealedBodies bodies;
    private final DataSource database;

    EntryThreads(Entries entries, SessionKeyPackets packets, SealedBodies bodies, DataSource database) {
        this.entries = entries;
        this.packets = packets;
        this.bodies = bodies;
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
                            Optional.ofNullable(rows.getString(3)),
                            rows.getLong(4),
                            rows.getBoolean(5),
                            rows.getBoolean(6)));
                }
            }
            return new EntryThread(messages, replyCertificate(connection, entry));
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
            return read(packets.readable(message, reader), entry, message);
        } catch (SQLException e) {
            throw new ReportsUnreachable(e);
        }
    }

    private SealedExport read(List<byte[]> readable, UUID entry, UUID message) throws EntryNotFound, SQLException {
        if (readable.isEmpty()) {
            throw new EntryNotFound();
        }
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(BODY)) {
            query.setObject(1, message);
            query.setObject(2, entry);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    throw new EntryNotFound();
                }
                long length = row.getLong(2);
                return new SealedExport(
                        MessageFraming.header(readable, length), bodies, row.getObject(1, UUID.class), length);
            }
        }
    }
}
