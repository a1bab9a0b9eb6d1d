package org.sallyport.testkit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows put straight into the vault, as a batch or the staff's face puts them there. */
final class VaultRows {
    private final Connection owner;

    VaultRows(Connection owner) {
        this.owner = owner;
    }

    void entry(UUID id, String desk, LocalDate day, @Nullable UUID mailbox) throws SQLException {
        run(
                "insert into entry (id, desk, received, state, mailbox, packet_key)"
                        + " values (?, ?, ?, 'received', cast(? as uuid), gen_random_bytes(32))",
                id,
                desk,
                day,
                mailbox == null ? null : mailbox.toString());
    }

    /** In chunks of 256 KiB. */
    void report(UUID id, UUID entry, LocalDate day, int version, byte[] body) throws SQLException {
        UUID bodyId = UUID.randomUUID();
        int chunk = 256 * 1024;
        for (int number = 0; number * chunk < body.length; number++) {
            byte[] octets = Arrays.copyOfRange(body, number * chunk, Math.min(body.length, (number + 1) * chunk));
            run(
                    "insert into body_chunk (body, number, digest, octets) values (?, ?, sha256(?), ?)",
                    bodyId,
                    number,
                    octets,
                    octets);
        }
        run(
                "insert into body (id, digest, length, seipd_version) select ?, sha256(string_agg(digest, ''::bytea order by number)),"
                        + " ?, ? from body_chunk where body = ?",
                bodyId,
                (long) body.length,
                version,
                bodyId);
        run(
                "insert into sealed_message (id, entry, kind, received, seipd_version, length, body)"
                        + " values (?, ?, 'report', ?, ?, ?, ?)",
                id,
                entry,
                day,
                version,
                (long) body.length,
                bodyId);
    }

    void reply(UUID id, UUID entry, LocalDate day, int version, byte[] body) throws SQLException {
        run(
                "insert into sealed_message (id, entry, kind, received, seipd_version, length, octets, author)"
                        + " values (?, ?, 'reply', ?, ?, ?, ?, 'urgent-1')",
                id,
                entry,
                day,
                version,
                (long) body.length,
                body);
    }

    void packet(UUID message, @Nullable String recipient, boolean forSource, byte[] octets) throws SQLException {
        run(
                "insert into session_key_packet (message, recipient, for_source, key_id, wrapped)"
                        + " select m.id, cast(? as text), ?, packet_key_id(?), wrap_packet(e.packet_key, ?)"
                        + " from sealed_message m join entry e on e.id = m.entry where m.id = ?",
                recipient,
                forSource,
                octets,
                octets,
                message);
    }

    void reader(UUID entry, String recipient, String desk, LocalDate day) throws SQLException {
        run(
                "insert into entry_access (entry, recipient, desk, received, body)"
                        + " select ?, ?, ?, ?, (select body from sealed_message where entry = ? and kind = 'report' limit 1)",
                entry,
                recipient,
                desk,
                day,
                entry);
    }

    private void run(String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = owner.prepareStatement(sql)) {
            for (int at = 0; at < values.length; at++) {
                statement.setObject(at + 1, values[at]);
            }
            statement.executeUpdate();
        }
    }
}
