package org.sallyport.cases;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.openpgp.MessageRefused;
import org.sallyport.openpgp.SessionKeyPacket;
import org.sallyport.vault.Reader;

/**
 * A reader's own packets, moved from an older subkey to the newest one by the reader's own program, which alone can open
 * them. The sealed bodies stay as they are. It can stop anywhere and go on later, and two at once do no harm.
 */
@ApplicationScoped
public class Readdressing {
    /** What a page may hold at most. */
    public static final int MOST = 100;

    private static final String MESSAGES = """
            select m.id, m.seipd_version, array_agg(a.recipient)
            from sealed_message m join entry_access a on a.entry = m.entry
            where m.id = any (?) and a.recipient = any (?) and a.desk = any (?)
                and not exists (select from access_withdrawn w where w.entry = m.entry and w.recipient = any (?))
            group by m.id, m.seipd_version
            """;

    private final OlderPackets older;
    private final DataSource database;

    Readdressing(OlderPackets older, DataSource database) {
        this.older = older;
        this.database = database;
    }

    /**
     * A message that depends on an older subkey of the reader, or on a packet that hides for whom it is.
     *
     * @param packets which the reader's program may try, bodies without framing
     * @param sealedHeader the first octets of the sealed body: they name the cipher (RFC 9580, 5.13.2)
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never shown
    public record Dependent(UUID entry, UUID message, List<byte[]> packets, byte[] sealedHeader) {
        Dependent with(List<byte[]> readable) {
            return new Dependent(entry, message, readable, sealedHeader);
        }
    }

    /** @param packet as the reader's program wrote it, with its framing */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never shown
    public record Replacement(UUID message, byte[] packet) {}

    /** @param newest the newest encryption keys of the reader's certificates; {@code after} is the last of the page before */
    public List<Dependent> page(Reader reader, Collection<EncryptionKey> newest, Optional<Dependent> after, int size)
            throws ReportsUnreachable {
        if (size < 1 || size > MOST) {
            throw new IllegalArgumentException("a page has 1 to " + MOST + " messages");
        }
        try (Connection connection = database.getConnection()) {
            return older.page(connection, reader, newest, after, size);
        } catch (SQLException e) {
            throw new ReportsUnreachable(e);
        }
    }

    /** How many messages there are on all pages together. */
    public long left(Reader reader, Collection<EncryptionKey> newest) throws ReportsUnreachable {
        try (Connection connection = database.getConnection()) {
            return OlderPackets.count(connection, reader, newest);
        } catch (SQLException e) {
            throw new ReportsUnreachable(e);
        }
    }

    /**
     * Adds each packet and, in the same transaction, deletes those of the reader's older subkeys that it replaces: all of
     * them or none. One that is there already stays.
     *
     * @throws EntryNotFound for a message that this reader may not open
     * @throws PacketRefused for what is no packet for one of the newest keys, of the body's version
     */
    public void replace(Reader reader, Collection<EncryptionKey> newest, List<Replacement> replacements)
            throws EntryNotFound, PacketRefused, ReportsUnreachable {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                older.replace(connection, checked(connection, reader, newest, replacements), newest);
                connection.commit();
            } catch (SQLException | EntryNotFound | PacketRefused e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new ReportsUnreachable(e);
        }
    }

    private record Openable(int seipdVersion, List<String> certificates) {}

    private static Map<UUID, SessionKeyPacket> checked(
            Connection connection, Reader reader, Collection<EncryptionKey> newest, List<Replacement> replacements)
            throws EntryNotFound, PacketRefused, SQLException {
        Map<UUID, Openable> messages = openable(connection, reader, replacements);
        Map<UUID, SessionKeyPacket> packets = new LinkedHashMap<>();
        for (Replacement replacement : replacements) {
            Openable message = messages.get(replacement.message());
            if (message == null) {
                throw new EntryNotFound();
            }
            List<EncryptionKey> own = newest.stream()
                    .filter(key ->
                            message.certificates().contains(key.certificate().hex()))
                    .toList();
            try {
                packets.put(
                        replacement.message(),
                        SessionKeyPacket.read(replacement.packet(), own, message.seipdVersion()));
            } catch (MessageRefused refused) {
                throw new PacketRefused(refused);
            }
        }
        return packets;
    }

    /** Of these messages those that the reader may open. */
    private static Map<UUID, Openable> openable(Connection connection, Reader reader, List<Replacement> replacements)
            throws SQLException {
        Map<UUID, Openable> messages = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(MESSAGES)) {
            query.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid",
                            replacements.stream().map(Replacement::message).toArray()));
            query.setArray(2, connection.createArrayOf("text", reader.certificateArray()));
            query.setArray(3, connection.createArrayOf("text", reader.deskArray()));
            query.setArray(4, connection.createArrayOf("text", reader.personArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    messages.put(rows.getObject(1, UUID.class), new Openable(rows.getInt(2), List.of((String[])
                            rows.getArray(3).getArray())));
                }
            }
        }
        return messages;
    }
}
