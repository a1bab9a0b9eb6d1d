package org.sallyport.report;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.openpgp.SessionKeyPacket;

/** The session-key packets for subkeys that a reader has replaced by newer ones. */
final class OlderPackets {
    private static final UUID FIRST = new UUID(0, 0);

    /**
     * Messages that the reader may open, and for which they have no packet of their newest subkeys; a packet of a revoked one
     * opens nothing. It begins at the packets that are left: a reader for whom there are none costs one look into an index,
     * however much they can open.
     */
    private static final String DEPENDENT = """
            from (select p.message, p.recipient from session_key_packet p
                    where p.recipient = any (?) and not p.for_source and p.key_id <> all (?)
                  union
                  select p.message, c.recipient from session_key_packet p cross join unnest(?) c (recipient)
                    where p.recipient is null and not p.for_source) a
            join shown_message m on m.id = a.message
            where exists (select from entry_access e
                    where e.entry = m.entry and e.recipient = a.recipient and e.desk = any (?))
                and not exists (select from session_key_packet p where p.message = m.id and not p.for_source
                    and p.recipient = a.recipient and p.key_id = any (?))
            """;

    private static final String DEPENDENT_PAGE =
            """
            select m.entry, m.id,
                array(select p.octets from session_key_packet p where p.message = m.id and not p.for_source
                    and (p.recipient = a.recipient or p.recipient is null) and p.key_id <> all (?) order by p.octets),
                (select substring(c.octets from 1 for 4) from body_chunk c where c.body = m.body and c.number = 0)
            """ + DEPENDENT + " and (m.entry, m.id) > (?, ?) order by m.entry, m.id limit ?";

    private static final String REPLACE = """
            with added as (
                insert into session_key_packet (message, recipient, octets) select m.id, ?, ? from shown_message m
                where m.id = ? and not exists (select from session_key_packet p
                    where p.message = m.id and not p.for_source and p.recipient = ? and p.key_id = ?))
            delete from session_key_packet
            where message = ? and recipient = ? and not for_source and key_id <> all (?)
            """;

    /** Two of a person's tabs, one message: the second waits, and finds the packet there. */
    private static final String LOCK =
            "select from entry where id in (select entry from shown_message where id = any (?)) order by id for update";

    private OlderPackets() {}

    /** As {@link Readdressing#page}. */
    static List<Readdressing.Dependent> page(
            Connection connection,
            Reader reader,
            Collection<EncryptionKey> newest,
            Optional<Readdressing.Dependent> after,
            int size)
            throws SQLException {
        List<Readdressing.Dependent> page = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(DEPENDENT_PAGE)) {
            query.setArray(1, KeyIds.of(connection, reader.revoked()));
            ask(query, 2, reader, newest);
            query.setObject(7, after.map(Readdressing.Dependent::entry).orElse(FIRST));
            query.setObject(8, after.map(Readdressing.Dependent::message).orElse(FIRST));
            query.setInt(9, size);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    page.add(new Readdressing.Dependent(
                            rows.getObject(1, UUID.class),
                            rows.getObject(2, UUID.class),
                            List.of((byte[][]) rows.getArray(3).getArray()),
                            rows.getBytes(4)));
                }
            }
        }
        return page;
    }

    /** As {@link Readdressing#left}. */
    static long count(Connection connection, Reader reader, Collection<EncryptionKey> newest) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select count(*) " + DEPENDENT)) {
            ask(query, 1, reader, newest);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static void ask(PreparedStatement query, int at, Reader reader, Collection<EncryptionKey> newest)
            throws SQLException {
        Connection connection = query.getConnection();
        List<EncryptionKey> neither = new ArrayList<>(newest);
        neither.addAll(reader.revoked());
        Array certificates = connection.createArrayOf("text", reader.certificateArray());
        query.setArray(at, certificates);
        query.setArray(at + 1, KeyIds.of(connection, neither));
        query.setArray(at + 2, certificates);
        query.setArray(at + 3, connection.createArrayOf("text", reader.deskArray()));
        query.setArray(at + 4, KeyIds.of(connection, newest));
    }

    /** Within the caller's transaction; the packets of {@code newest} stay. */
    static void replace(Connection transaction, Map<UUID, SessionKeyPacket> packets, Collection<EncryptionKey> newest)
            throws SQLException {
        try (PreparedStatement lock = transaction.prepareStatement(LOCK);
                PreparedStatement replace = transaction.prepareStatement(REPLACE)) {
            lock.setArray(1, transaction.createArrayOf("uuid", packets.keySet().toArray()));
            lock.execute();
            Array kept = KeyIds.of(transaction, newest);
            for (Map.Entry<UUID, SessionKeyPacket> one : packets.entrySet()) {
                EncryptionKey key = one.getValue().recipient().orElseThrow();
                String recipient = key.certificate().hex();
                replace.setString(1, recipient);
                replace.setBytes(2, one.getValue().octets());
                replace.setObject(3, one.getKey());
                replace.setString(4, recipient);
                replace.setBytes(5, KeyIds.of(key));
                replace.setObject(6, one.getKey());
                replace.setString(7, recipient);
                replace.setArray(8, kept);
                replace.addBatch();
            }
            replace.executeBatch();
        }
    }
}
