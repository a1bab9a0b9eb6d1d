package org.sallyport.cases;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.sallyport.codename.Codename;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.openpgp.Gate;
import org.sallyport.openpgp.MessageFraming;
import org.sallyport.openpgp.SessionKeyPacket;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.Sql;
import org.sallyport.vault.SealedExport;

/** Questions to the vault that neither door asks, and messages made of parts of others. */
final class InVault {
    private InVault() {}

    static UUID only() {
        List<UUID> all = entries();
        if (all.size() != 1) {
            throw new AssertionError("not one entry, but " + all.size());
        }
        return all.get(0);
    }

    static List<UUID> entries() {
        return ids("select id from entry order by id");
    }

    /** Those that the codename's mailbox leads to. */
    static List<UUID> entries(Codename codename) {
        return ids("select id from entry where mailbox = '" + codename.mailboxId() + "' order by desk, id");
    }

    static UUID entry(Codename codename) {
        List<UUID> all = entries(codename);
        if (all.size() != 1) {
            throw new AssertionError("the codename leads to " + all.size() + " entries");
        }
        return all.get(0);
    }

    static List<UUID> ids(String query) {
        List<UUID> ids = new ArrayList<>();
        try (Connection owner = PostgreSQL.owner();
                Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                ids.add(rows.getObject(1, UUID.class));
            }
        } catch (SQLException e) {
            throw new AssertionError(query, e);
        }
        return ids;
    }

    /** The same sealed body, with garbage in session-key packets of the right form for the keys. */
    static byte[] withOtherPackets(byte[] message, List<EncryptionKey> own, Collection<EncryptionKey> keys)
            throws IOException {
        ByteArrayOutputStream other = new ByteArrayOutputStream();
        keys.forEach(key -> other.writeBytes(MadeMessage.sessionKeyPacket(key)));
        byte[] body = Gate.admit(new ByteArrayInputStream(message), own).body().readAllBytes();
        other.writeBytes(MadeMessage.packet(18, body));
        return other.toByteArray();
    }

    /** The same sealed body and only those of the packets that are for these keys. */
    static byte[] narrower(byte[] message, List<EncryptionKey> own, Collection<EncryptionKey> kept) throws IOException {
        var sealed = Gate.admit(new ByteArrayInputStream(message), own);
        List<byte[]> packets = sealed.packets().stream()
                .filter(packet -> kept.contains(packet.recipient()))
                .map(SessionKeyPacket::octets)
                .toList();
        return withPackets(message, own, packets);
    }

    /** The same sealed body behind these packets. */
    static byte[] withPackets(byte[] message, List<EncryptionKey> own, List<byte[]> packets) throws IOException {
        byte[] body = Gate.admit(new ByteArrayInputStream(message), own).body().readAllBytes();
        byte[] header = MessageFraming.header(packets, body.length);
        byte[] whole = Arrays.copyOf(header, header.length + body.length);
        System.arraycopy(body, 0, whole, header.length, body.length);
        return whole;
    }

    /** The session-key packets of a message or of an export. */
    static List<SessionKeyPacket> packets(byte[] message, List<EncryptionKey> keys) throws IOException {
        return Gate.admit(new ByteArrayInputStream(message), keys).packets();
    }

    /** The packet for this key, without its framing. */
    static byte[] packet(byte[] message, EncryptionKey key) throws IOException {
        return packets(message, List.of(key)).stream()
                .filter(packet -> packet.recipient().equals(key))
                .findFirst()
                .orElseThrow()
                .octets();
    }

    /** The most that a stored message has. */
    static long packetsOfASubkey() {
        return Sql.number("select max(packets) from (select count(*) as packets from session_key_packet"
                + " where recipient is not null group by message, key_id) p");
    }

    static boolean holds(byte[] file, byte[] part) {
        return new String(file, StandardCharsets.ISO_8859_1).contains(new String(part, StandardCharsets.ISO_8859_1));
    }

    static byte[] file(SealedExport export) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        export.writeTo(file);
        if (file.size() != export.length()) {
            throw new AssertionError("an export of " + export.length() + " octets has " + file.size());
        }
        return file.toByteArray();
    }
}
