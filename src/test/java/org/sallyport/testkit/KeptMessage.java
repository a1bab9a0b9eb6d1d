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
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.openpgp.Gate;
import org.sallyport.openpgp.MessageFraming;
import org.sallyport.openpgp.SealedMessage;
import org.sallyport.openpgp.SessionKeyPacket;

/** Sealed messages in the database, read and written without any of the code under test but the gate. */
public final class KeptMessage {
    private KeptMessage() {}

    /** The one message that is stored, as a file that OpenPGP programs open. */
    public static byte[] only() throws SQLException {
        try (Connection owner = PostgreSQL.owner();
                PreparedStatement body = owner.prepareStatement("select octets from body_chunk order by number");
                PreparedStatement packet = owner.prepareStatement("select octets from session_key_packet")) {
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

    /** Puts a reply into an entry's thread, as the staff face does: every packet is the codename's. */
    public static void reply(UUID entry, byte[] message, List<EncryptionKey> codename)
            throws SQLException, IOException {
        SealedMessage sealed = Gate.admit(new ByteArrayInputStream(message), codename);
        byte[] body = sealed.body().readAllBytes();
        UUID id = UUID.randomUUID();
        try (Connection owner = PostgreSQL.owner()) {
            run(owner, "insert into body (id) values (?)", id);
            run(owner, "insert into body_chunk (body, number, octets) values (?, 0, ?)", id, body);
            run(
                    owner,
                    "insert into sealed_message (id, entry, body, desk, received, seipd_version, length, digest, kind,"
                            + " author) values (?, ?, ?, 'urgent', ?, ?, ?, ?, 'reply', 'urgent-1')",
                    id,
                    entry,
                    id,
                    LocalDate.of(2026, 11, 24),
                    sealed.seipdVersion(),
                    (long) body.length,
                    Arrays.copyOf(body, 32));
            for (SessionKeyPacket packet : sealed.packets()) {
                run(
                        owner,
                        "insert into session_key_packet (message, recipient, octets, for_source) values (?, ?, ?, true)",
                        id,
                        codename.get(0).certificate().hex(),
                        packet.octets());
            }
        }
    }

    private static void run(Connection database, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(sql)) {
            for (int at = 0; at < values.length; at++) {
                statement.setObject(at + 1, values[at]);
            }
            statement.executeUpdate();
        }
    }
}
