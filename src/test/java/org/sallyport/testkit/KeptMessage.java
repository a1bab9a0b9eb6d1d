package org.sallyport.testkit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.openpgp.Gate;
import org.sallyport.openpgp.MessageFraming;
import org.sallyport.openpgp.SealedMessage;
import org.sallyport.openpgp.SessionKeyPacket;
import org.sallyport.vault.BatchNow;

/** Sealed messages in the database, read and written without any of the code under test but the gate. */
public final class KeptMessage {
    private KeptMessage() {}

    /** The one message that has arrived, or is stored, as a file that OpenPGP programs open. */
    public static byte[] only() throws SQLException {
        BatchNow.move();
        try (Connection owner = PostgreSQL.owner();
                PreparedStatement body = owner.prepareStatement("select octets from body_chunk order by number");
                PreparedStatement packet = owner.prepareStatement("select unwrap_packet(e.packet_key, p.wrapped)"
                        + " from session_key_packet p join sealed_message m on m.id = p.message"
                        + " join entry e on e.id = m.entry")) {
            byte[] octets = join(column(body));
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            file.writeBytes(MessageFraming.header(column(packet), octets.length));
            file.writeBytes(octets);
            return file.toByteArray();
        }
    }

    private static List<byte[]> column(PreparedStatement query) throws SQLException {
        List<byte[]> values = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                values.add(rows.getBytes(1));
            }
        }
        return values;
    }

    private static byte[] join(List<byte[]> parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }

    /**
     * Puts a reply into the thread of the entry that a mailbox leads to, as the staff face does: every packet is the codename's.
     *
     * @param mailbox its address
     */
    public static void reply(UUID mailbox, byte[] message, List<EncryptionKey> codename)
            throws SQLException, IOException {
        BatchNow.move();
        SealedMessage sealed = Gate.admit(new ByteArrayInputStream(message), codename);
        UUID id = UUID.randomUUID();
        UUID entry = UUID.fromString(Sql.text("select id from entry where mailbox = '" + mailbox + "'"));
        try (Connection owner = PostgreSQL.owner()) {
            VaultRows rows = new VaultRows(owner);
            byte[] body = sealed.body().readAllBytes();
            rows.reply(id, entry, LocalDate.of(2026, 11, 24), sealed.seipdVersion(), body);
            for (SessionKeyPacket packet : sealed.packets()) {
                rows.packet(id, codename.get(0).certificate().hex(), true, packet.octets());
            }
        }
    }
}
