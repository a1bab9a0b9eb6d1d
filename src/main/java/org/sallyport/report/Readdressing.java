package org.sallyport.report;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.openpgp.MessageRefused;
import org.sallyport.openpgp.SessionKeyPacket;

/**
 * A reader's own packets, moved from an older subkey to the newest one by the reader's own program, which alone can open
 * them. The sealed bodies stay as they are. It can stop anywhere and go on later, and two at once do no harm.
 */
@ApplicationScoped
public class Readdressing {
    /** What a page may hold at most. */
    public static final int MOST = 100;

    private static final String MESSAGE = """
            select m.seipd_version from sealed_message m
            where m.id = ? and exists (select from entry_access a
                where a.entry = m.entry and a.recipient = ? and a.desk = any (?))
            """;

    private final DataSource database;

    Readdressing(DataSource database) {
        this.database = database;
    }

    /**
     * A message that depends on an older subkey of the reader, or on a packet that hides for whom it is.
     *
     * @param packets which the reader's program may try, bodies without framing
     * @param sealedHeader the first octets of the sealed body: they name the cipher (RFC 9580, 5.13.2)
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never shown
    public record Dependent(UUID entry, UUID message, List<byte[]> packets, byte[] sealedHeader) {}

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
            return OlderPackets.page(connection, reader, newest, after, size);
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
                for (Replacement replacement : replacements) {
                    replace(connection, reader, newest, replacement);
                }
                connection.commit();
            } catch (SQLException | EntryNotFound | PacketRefused e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new ReportsUnreachable(e);
        }
    }

    private void replace(
            Connection connection, Reader reader, Collection<EncryptionKey> newest, Replacement replacement)
            throws EntryNotFound, PacketRefused, SQLException {
        List<EncryptionKey> own = new ArrayList<>();
        int version = 0;
        try (PreparedStatement query = connection.prepareStatement(MESSAGE)) {
            query.setObject(1, replacement.message());
            query.setArray(3, connection.createArrayOf("text", reader.deskArray()));
            for (EncryptionKey key : newest) {
                query.setString(2, key.certificate().hex());
                try (ResultSet row = query.executeQuery()) {
                    if (row.next()) {
                        version = row.getInt(1);
                        own.add(key);
                    }
                }
            }
        }
        if (own.isEmpty()) {
            throw new EntryNotFound();
        }
        try {
            SessionKeyPacket packet = SessionKeyPacket.read(replacement.packet(), own, version);
            OlderPackets.replace(connection, replacement.message(), packet, newest);
        } catch (MessageRefused refused) {
            throw new PacketRefused(refused);
        }
    }
}
