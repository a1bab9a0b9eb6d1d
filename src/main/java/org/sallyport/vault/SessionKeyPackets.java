package org.sallyport.vault;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.openpgp.SessionKeyPacket;

/**
 * The session-key packets of stored messages. Nothing else reads or writes what is in one: here it is wrapped under its entry's key
 * and unwrapped. (The database does the same when a batch adds them, and for the source's mailbox.) Always within the caller's
 * transaction; who is a reader is the caller's to keep.
 */
@ApplicationScoped
public class SessionKeyPackets {
    private static final String ADD = """
            insert into session_key_packet (message, recipient, for_source, key_id, wrapped)
            select ?, ?, ?, ?, ? where not exists (select from session_key_packet p where p.message = ?
                and p.recipient = ? and p.for_source = ? and p.key_id = ?)
            """;

    private static final String KEYS =
            "select m.id, e.packet_key from entry e join sealed_message m on m.entry = e.id where m.id = any (?)";

    private static final String OWN = """
            select p.message, e.packet_key, p.wrapped
            from session_key_packet p join sealed_message m on m.id = p.message join entry e on e.id = m.entry
            where p.message = any (?) and not p.for_source and (p.recipient = any (?) or p.recipient is null)
                and p.key_id <> all (?)
            """;

    private static final String DELETE_OLDER = """
            delete from session_key_packet where message = ? and recipient = ? and not for_source and key_id <> all (?)
            """;

    /**
     * Adds packets of a message, but for those whose subkey has one already.
     *
     * @param source the keys of a codename: a reply's packets for them are the source's
     */
    public void add(
            Connection transaction,
            UUID message,
            Collection<SessionKeyPacket> packets,
            Collection<EncryptionKey> source)
            throws SQLException {
        PacketWrapping wrapping = wrappings(transaction, List.of(message)).get(message);
        try (PreparedStatement insert = transaction.prepareStatement(ADD)) {
            for (SessionKeyPacket packet : packets) {
                add(insert, message, packet, source, Objects.requireNonNull(wrapping));
            }
            insert.executeBatch();
        }
    }

    /** Adds a reader's packet to each message, and takes away those of theirs that are for none of these subkeys. */
    public void replace(Connection transaction, Map<UUID, SessionKeyPacket> packets, Collection<EncryptionKey> kept)
            throws SQLException {
        Map<UUID, PacketWrapping> wrappings = wrappings(transaction, packets.keySet());
        try (PreparedStatement insert = transaction.prepareStatement(ADD);
                PreparedStatement delete = transaction.prepareStatement(DELETE_OLDER)) {
            for (Map.Entry<UUID, SessionKeyPacket> one : packets.entrySet()) {
                PacketWrapping wrapping = wrappings.get(one.getKey());
                if (wrapping != null) {
                    add(insert, one.getKey(), one.getValue(), List.of(), wrapping);
                    delete.setObject(1, one.getKey());
                    delete.setString(2, certificate(one.getValue()));
                    delete.setArray(3, KeyIds.of(transaction, kept));
                    delete.addBatch();
                }
            }
            insert.executeBatch();
            delete.executeBatch();
        }
    }

    private static void add(
            PreparedStatement insert,
            UUID message,
            SessionKeyPacket packet,
            Collection<EncryptionKey> source,
            PacketWrapping wrapping)
            throws SQLException {
        EncryptionKey key = packet.recipient();
        boolean forSource = source.contains(key);
        insert.setObject(1, message);
        insert.setString(2, certificate(packet));
        insert.setBoolean(3, forSource);
        insert.setBytes(4, KeyIds.of(key));
        insert.setBytes(5, wrapping.wrap(packet.octets()));
        insert.setObject(6, message);
        insert.setString(7, certificate(packet));
        insert.setBoolean(8, forSource);
        insert.setBytes(9, KeyIds.of(key));
        insert.addBatch();
    }

    private static String certificate(SessionKeyPacket packet) {
        return packet.recipient().certificate().hex();
    }

    private static Map<UUID, PacketWrapping> wrappings(Connection transaction, Collection<UUID> messages)
            throws SQLException {
        Map<UUID, PacketWrapping> wrappings = new HashMap<>();
        try (PreparedStatement query = transaction.prepareStatement(KEYS)) {
            query.setArray(1, transaction.createArrayOf("uuid", messages.toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    wrappings.put(rows.getObject(1, UUID.class), new PacketWrapping(rows.getBytes(2)));
                }
            }
        }
        return wrappings;
    }

    /**
     * The packets of messages that this reader may try: their own, and those that hide their recipient; none of a revoked subkey.
     * Messages without any are left out.
     */
    public Map<UUID, List<byte[]>> readable(Connection connection, Collection<UUID> messages, Reader reader)
            throws SQLException {
        Map<UUID, Set<ByteBuffer>> found = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(OWN)) {
            query.setArray(1, connection.createArrayOf("uuid", messages.toArray()));
            query.setArray(2, connection.createArrayOf("text", reader.certificateArray()));
            query.setArray(3, KeyIds.of(connection, reader.revoked()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.computeIfAbsent(rows.getObject(1, UUID.class), message -> new LinkedHashSet<>())
                            .add(ByteBuffer.wrap(new PacketWrapping(rows.getBytes(2)).unwrap(rows.getBytes(3))));
                }
            }
        }
        Map<UUID, List<byte[]>> packets = new HashMap<>();
        found.forEach((message, octets) -> packets.put(
                message, octets.stream().sorted().map(ByteBuffer::array).toList()));
        return packets;
    }
}
