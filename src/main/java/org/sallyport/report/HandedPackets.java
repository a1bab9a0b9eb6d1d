package org.sallyport.report;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.openpgp.SessionKeyPacket;

/** The session-key packets of one entry's messages, as somebody hands them on. Always within the caller's transaction. */
final class HandedPackets {
    private static final String MESSAGES = """
            select m.id, m.seipd_version,
                array(select p.octets from session_key_packet p where p.message = m.id and not p.for_source
                    and (p.recipient = any (?) or p.recipient is null) and p.key_id <> all (?) order by p.octets),
                (select substring(c.octets from 1 for 4) from body_chunk c where c.body = m.body and c.number = 0),
                array(select p.recipient from session_key_packet p where p.message = m.id and not p.for_source
                    and p.recipient = any (?) and p.key_id = any (?))
            from shown_message m where m.entry = ? order by m.id limit ?
            """;

    private static final String ADD = """
            insert into session_key_packet (message, recipient, octets)
            select ?, ?, ? where not exists (select from session_key_packet p
                where p.message = ? and not p.for_source and p.recipient = ? and p.key_id = ?)
            """;

    private static final String ADD_READER = """
            insert into entry_access (entry, recipient, desk, received, state)
            select e.id, ?, ?, e.received, e.state from entry e where e.id = ?
            on conflict (entry, recipient) do update set desk = excluded.desk
                where not (entry_access.desk = any (?))
            """;

    private HandedPackets() {}

    /**
     * A message that the reader can open.
     *
     * @param has the certificates, of those asked about, that have a packet for one of their newest subkeys
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never shown
    record Held(UUID id, int seipdVersion, List<byte[]> packets, byte[] sealedHeader, Set<String> has) {
        boolean lacksOneOf(Collection<Colleague> colleagues) {
            return !colleagues.stream().map(Colleague::certificate).allMatch(has::contains);
        }
    }

    /** Those that the reader can open; the others cannot be handed on by them. */
    static List<Held> messages(Connection transaction, Reader reader, UUID entry, Collection<Colleague> colleagues)
            throws SQLException {
        List<Held> messages = new ArrayList<>();
        try (PreparedStatement query = transaction.prepareStatement(MESSAGES)) {
            query.setArray(1, transaction.createArrayOf("text", reader.certificateArray()));
            query.setArray(2, KeyIds.of(transaction, reader.revoked()));
            query.setArray(
                    3,
                    transaction.createArrayOf(
                            "text",
                            colleagues.stream().map(Colleague::certificate).toArray()));
            query.setArray(4, KeyIds.of(transaction, keys(colleagues)));
            query.setObject(5, entry);
            query.setInt(6, EntryThreads.MOST);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    List<byte[]> packets = List.of((byte[][]) rows.getArray(3).getArray());
                    if (!packets.isEmpty()) {
                        messages.add(new Held(
                                rows.getObject(1, UUID.class),
                                rows.getInt(2),
                                packets,
                                rows.getBytes(4),
                                new HashSet<>(
                                        List.of((String[]) rows.getArray(5).getArray()))));
                    }
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
    static void add(Connection transaction, UUID message, SessionKeyPacket packet) throws SQLException {
        EncryptionKey key = packet.recipient().orElseThrow();
        String recipient = key.certificate().hex();
        try (PreparedStatement insert = transaction.prepareStatement(ADD)) {
            insert.setObject(1, message);
            insert.setString(2, recipient);
            insert.setBytes(3, packet.octets());
            insert.setObject(4, message);
            insert.setString(5, recipient);
            insert.setBytes(6, KeyIds.of(key));
            insert.executeUpdate();
        }
    }

    /** Whoever can see the entry at a desk of theirs goes on seeing it there. */
    static void addReader(Connection transaction, UUID entry, Colleague colleague, LivingReaders living)
            throws SQLException {
        Object[] desks = living.places().stream()
                .filter(place -> place.certificate().equals(colleague.certificate()))
                .map(LivingReaders.Place::desk)
                .toArray();
        try (PreparedStatement insert = transaction.prepareStatement(ADD_READER)) {
            insert.setString(1, colleague.certificate());
            insert.setString(2, colleague.desk());
            insert.setObject(3, entry);
            insert.setArray(4, transaction.createArrayOf("text", desks));
            insert.executeUpdate();
        }
    }
}
