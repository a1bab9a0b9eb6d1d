package org.sallyport.cases;

import jakarta.enterprise.context.ApplicationScoped;
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
import org.sallyport.vault.KeyIds;
import org.sallyport.vault.Reader;
import org.sallyport.vault.SessionKeyPackets;

/** The session-key packets for subkeys that a reader has replaced by newer ones. */
@ApplicationScoped
class OlderPackets {
    private static final UUID FIRST = new UUID(0, 0);
    /** Parameters of {@link #DEPENDENT}. */
    private static final int ASKED = 6;

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
            join sealed_message m on m.id = a.message
            where exists (select from entry_access e
                    where e.entry = m.entry and e.recipient = a.recipient and e.desk = any (?))
                and not exists (select from access_withdrawn w where w.entry = m.entry and w.recipient = any (?))
                and not exists (select from session_key_packet p where p.message = m.id and not p.for_source
                    and p.recipient = a.recipient and p.key_id = any (?))
            """;

    private static final String DEPENDENT_PAGE =
            """
            select m.entry, m.id,
                coalesce(substring(m.octets from 1 for 4),
                    (select substring(c.octets from 1 for 4) from stored_chunk c where c.body = m.body and c.number = 0))
            """ + DEPENDENT + " and (m.entry, m.id) > (?, ?) order by m.entry, m.id limit ?";

    /** Two of a person's tabs, one message: the second waits, and finds the packet there. */
    private static final String LOCK =
            "select from entry where id in (select entry from sealed_message where id = any (?)) order by id for update";

    private final SessionKeyPackets packets;

    OlderPackets(SessionKeyPackets packets) {
        this.packets = packets;
    }

    /** As {@link Readdressing#page}. */
    List<Readdressing.Dependent> page(
            Connection connection,
            Reader reader,
            Collection<EncryptionKey> newest,
            Optional<Readdressing.Dependent> after,
            int size)
            throws SQLException {
        List<Readdressing.Dependent> page = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(DEPENDENT_PAGE)) {
            ask(query, reader, newest);
            query.setObject(ASKED + 1, after.map(Readdressing.Dependent::entry).orElse(FIRST));
            query.setObject(
                    ASKED + 2, after.map(Readdressing.Dependent::message).orElse(FIRST));
            query.setInt(ASKED + 3, size);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    page.add(new Readdressing.Dependent(
                            rows.getObject(1, UUID.class), rows.getObject(2, UUID.class), List.of(), rows.getBytes(3)));
                }
            }
        }
        Map<UUID, List<byte[]>> readable = packets.readable(
                connection, page.stream().map(Readdressing.Dependent::message).toList(), reader);
        return page.stream()
                .map(one -> one.with(readable.getOrDefault(one.message(), List.of())))
                .toList();
    }

    /** As {@link Readdressing#left}. */
    static long count(Connection connection, Reader reader, Collection<EncryptionKey> newest) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select count(*) " + DEPENDENT)) {
            ask(query, reader, newest);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static void ask(PreparedStatement query, Reader reader, Collection<EncryptionKey> newest)
            throws SQLException {
        Connection connection = query.getConnection();
        List<EncryptionKey> neither = new ArrayList<>(newest);
        neither.addAll(reader.revoked());
        Array certificates = connection.createArrayOf("text", reader.certificateArray());
        query.setArray(1, certificates);
        query.setArray(2, KeyIds.of(connection, neither));
        query.setArray(3, certificates);
        query.setArray(4, connection.createArrayOf("text", reader.deskArray()));
        query.setArray(5, connection.createArrayOf("text", reader.personArray()));
        query.setArray(ASKED, KeyIds.of(connection, newest));
    }

    /** Within the caller's transaction; the packets of {@code newest} stay. */
    void replace(Connection transaction, Map<UUID, SessionKeyPacket> replacements, Collection<EncryptionKey> newest)
            throws SQLException {
        try (PreparedStatement lock = transaction.prepareStatement(LOCK)) {
            lock.setArray(
                    1, transaction.createArrayOf("uuid", replacements.keySet().toArray()));
            lock.execute();
        }
        packets.replace(transaction, replacements, newest);
    }
}
