package org.sallyport.cases;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.openpgp.SessionKeyPacket;
import org.sallyport.vault.KeyIds;
import org.sallyport.vault.Reader;
import org.sallyport.vault.SessionKeyPackets;

/** The session-key packets of one entry's messages, as somebody hands them on. Always within the caller's transaction. */
@ApplicationScoped
class HandedPackets {
    /** Not sorted at once: without statistics of ids PostgreSQL would look for an entry's messages along all ids, in their order. */
    private static final String MESSAGES = """
            with m as materialized (select * from sealed_message where entry = ?)
            select m.id, m.seipd_version,
                coalesce(substring(m.octets from 1 for 4),
                    (select substring(c.octets from 1 for 4) from stored_chunk c where c.body = m.body and c.number = 0)),
                array(select p.recipient from session_key_packet p where p.message = m.id and not p.for_source
                    and p.recipient = any (?) and p.key_id = any (?))
            from m order by m.id limit ?
            """;

    private static final String MOVE_READER = """
            update entry_access set desk = ? where entry = ? and recipient = ? and not (desk = any (?))
            """;

    private static final String ADD_READER = """
            insert into entry_access (entry, recipient, desk, received, state, body)
            select e.id, ?, ?, e.received, e.state, (select (array_agg(m.body order by m.id))[1]
                from sealed_message m where m.entry = e.id and m.kind = 'report' and m.part = 'report')
            from entry e where e.id = ?
                and not exists (select from entry_access a where a.entry = e.id and a.recipient = ?)
            """;

    private final SessionKeyPackets packets;

    HandedPackets(SessionKeyPackets packets) {
        this.packets = packets;
    }

    /**
     * A message that the reader can open.
     *
     * @param has the certificates, of those asked about, that have a packet for one of their newest subkeys
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never shown
    record Held(UUID id, int seipdVersion, List<byte[]> packets, byte[] sealedHeader, Set<String> has) {
        Held with(List<byte[]> readable) {
            return new Held(id, seipdVersion, readable, sealedHeader, has);
        }

        boolean lacksOneOf(Collection<Colleague> colleagues) {
            return !colleagues.stream().map(Colleague::certificate).allMatch(has::contains);
        }
    }

    /** Those that the reader can open; the others cannot be handed on by them. */
    List<Held> messages(Connection transaction, Reader reader, UUID entry, Collection<Colleague> colleagues)
            throws SQLException {
        List<Held> all = all(transaction, entry, colleagues);
        Map<UUID, List<byte[]>> readable =
                packets.readable(transaction, all.stream().map(Held::id).toList(), reader);
        return all.stream()
                .filter(message -> readable.containsKey(message.id()))
                .map(message -> message.with(readable.getOrDefault(message.id(), List.of())))
                .toList();
    }

    private static List<Held> all(Connection transaction, UUID entry, Collection<Colleague> colleagues)
            throws SQLException {
        List<Held> messages = new ArrayList<>();
        try (PreparedStatement query = transaction.prepareStatement(MESSAGES)) {
            query.setObject(1, entry);
            query.setArray(
                    2,
                    transaction.createArrayOf(
                            "text",
                            colleagues.stream().map(Colleague::certificate).toArray()));
            query.setArray(3, KeyIds.of(transaction, keys(colleagues)));
            query.setInt(4, EntryThreads.MOST);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    messages.add(new Held(
                            rows.getObject(1, UUID.class),
                            rows.getInt(2),
                            List.of(),
                            rows.getBytes(3),
                            new HashSet<>(List.of((String[]) rows.getArray(4).getArray()))));
                }
            }
        }
        return messages;
    }

    static List<EncryptionKey> keys(Collection<Colleague> colleagues) {
        return colleagues.stream()
                .flatMap(colleague -> colleague.newest().stream())
                .toList();
    }

    /** One that is there already stays. */
    void add(Connection transaction, UUID message, SessionKeyPacket packet) throws SQLException {
        packets.add(transaction, message, List.of(packet), List.of());
    }

    /** Whoever can see the entry at a desk of theirs goes on seeing it there. */
    static void addReader(Connection transaction, UUID entry, Colleague colleague, LivingReaders living)
            throws SQLException {
        Object[] desks = living.places().stream()
                .filter(place -> place.certificate().equals(colleague.certificate()))
                .map(LivingReaders.Place::desk)
                .toArray();
        try (PreparedStatement move = transaction.prepareStatement(MOVE_READER);
                PreparedStatement insert = transaction.prepareStatement(ADD_READER)) {
            move.setString(1, colleague.desk());
            move.setObject(2, entry);
            move.setString(3, colleague.certificate());
            move.setArray(4, transaction.createArrayOf("text", desks));
            move.executeUpdate();
            insert.setString(1, colleague.certificate());
            insert.setString(2, colleague.desk());
            insert.setObject(3, entry);
            insert.setString(4, colleague.certificate());
            insert.executeUpdate();
        }
    }
}
