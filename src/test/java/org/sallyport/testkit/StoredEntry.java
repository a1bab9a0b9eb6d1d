package org.sallyport.testkit;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.UUID;
import org.sallyport.openpgp.Fingerprint;

/**
 * An entry put straight into the vault, as if a batch had moved it there: one sealed message of one chunk, with a packet for each
 * recipient.
 *
 * @param body what the sealed body's octets are: no OpenPGP at all
 */
public record StoredEntry(UUID id, UUID message, String desk, LocalDate received, byte[] body) {

    public static StoredEntry at(String desk, LocalDate received, Fingerprint... recipients) throws SQLException {
        UUID id = UUID.randomUUID();
        byte[] body = ("\001sealed body of " + id).getBytes(StandardCharsets.UTF_8);
        StoredEntry entry = new StoredEntry(id, UUID.randomUUID(), desk, received, body);
        try (Connection database = PostgreSQL.owner()) {
            database.setAutoCommit(false);
            VaultRows rows = new VaultRows(database);
            rows.entry(id, desk, received, null);
            rows.report(entry.message, id, received, 1, body);
            for (Fingerprint recipient : recipients) {
                rows.packet(entry.message, recipient.hex(), false, entry.packet(recipient));
                rows.reader(id, recipient.hex(), desk, received);
            }
            database.commit();
        }
        return entry;
    }

    /** What the packet for this recipient holds. */
    public byte[] packet(Fingerprint recipient) {
        return ("packet of " + id + " for " + recipient.hex()).getBytes(StandardCharsets.UTF_8);
    }
}
