package org.sallyport.report;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.SessionKeyPacket;

/**
 * Who may open what: the session-key packets, and the readers that follow from them. Nothing else in the house
 * writes either table, so that the two cannot disagree, and nothing else reads a packet; but {@link OlderPackets}, which
 * replaces a reader's packet by another of the same reader, {@link HandedPackets}, which adds a colleague's, and
 * {@link Withdrawals}.
 */
@ApplicationScoped
class SessionKeyPackets {
    private static final String ADD = """
            insert into session_key_packet (message, recipient, octets)
            select ?, recipient, octets from unnest(?::text[], ?::bytea[]) as packet (recipient, octets)
            """;

    private static final String ADD_REPLY = """
            insert into session_key_packet (message, recipient, octets, for_source) values (?, ?, ?, ?)
            """;

    private static final String READABLE = """
            select octets from session_key_packet
            where message = ? and not for_source and (recipient = any (?) or recipient is null) and key_id <> all (?)
            order by octets
            """;

    private final DataSource database;

    SessionKeyPackets(DataSource database) {
        this.database = database;
    }

    /** Adds the packets of what a source sent, within the caller's transaction. */
    void add(Connection transaction, UUID message, List<SessionKeyPacket> packets) throws SQLException {
        try (PreparedStatement insert = transaction.prepareStatement(ADD)) {
            insert.setObject(1, message);
            insert.setArray(
                    2,
                    transaction.createArrayOf(
                            "text",
                            packets.stream()
                                    .map(packet -> packet.recipient()
                                            .map(key -> key.certificate().hex())
                                            .orElse(null))
                                    .toArray()));
            insert.setArray(
                    3,
                    transaction.createArrayOf(
                            "bytea",
                            packets.stream().map(SessionKeyPacket::octets).toArray(byte[][]::new)));
            insert.executeUpdate();
        }
    }

    /**
     * Adds the packets of a reply, within the caller's transaction. It makes nobody a reader of the entry.
     *
     * @param source the keys of the codename
     */
    void addReply(
            Connection transaction, UUID message, List<SessionKeyPacket> packets, Collection<EncryptionKey> source)
            throws SQLException {
        try (PreparedStatement insert = transaction.prepareStatement(ADD_REPLY)) {
            for (SessionKeyPacket packet : packets) {
                insert.setObject(1, message);
                insert.setString(
                        2,
                        packet.recipient().map(key -> key.certificate().hex()).orElse(null));
                insert.setBytes(3, packet.octets());
                insert.setBoolean(4, packet.recipient().filter(source::contains).isPresent());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /**
     * The fingerprints of those who can open a message with these packets: when it is shown, the database makes them readers of
     * its entry. A reader whom the entry already has stays as they are.
     *
     * @param reviewers the desk's vetted certificates: each may try a packet that hides its recipient
     */
    static Set<String> readers(List<SessionKeyPacket> packets, Set<Fingerprint> reviewers) {
        boolean hidden = packets.stream().anyMatch(packet -> packet.recipient().isEmpty());
        Stream<Fingerprint> named =
                packets.stream().flatMap(packet -> packet.recipient().stream()).map(EncryptionKey::certificate);
        Stream<Fingerprint> all = hidden ? Stream.concat(named, reviewers.stream()) : named;
        return new TreeSet<>(all.map(Fingerprint::hex).toList());
    }

    /** Lists an entry, for all its readers, among those of a state. */
    void list(UUID entry, EntryState state) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update =
                        connection.prepareStatement("update entry_access set state = ? where entry = ?")) {
            update.setString(1, state.text());
            update.setObject(2, entry);
            update.executeUpdate();
        }
    }

    /** The packets of a message that this reader may try: their own, and those that hide their recipient; none of a revoked subkey. */
    List<byte[]> readable(UUID message, Reader reader) throws SQLException {
        List<byte[]> packets = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(READABLE)) {
            query.setObject(1, message);
            query.setArray(2, connection.createArrayOf("text", reader.certificateArray()));
            query.setArray(3, KeyIds.of(connection, reader.revoked()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    packets.add(rows.getBytes(1));
                }
            }
        }
        return packets;
    }
}
