package org.sallyport.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sallyport.openpgp.Gate;
import org.sallyport.openpgp.SealedMessage;
import org.sallyport.openpgp.SessionKeyPacket;

/** An entry of the urgent desk whose message is a real one: it went through the gate, and opens with its reviewer's key. */
public final class StoredMessage {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);

    private StoredMessage() {}

    /**
     * Stores what somebody has encrypted to these reviewers.
     *
     * @return the entry's id
     */
    public static UUID of(InputStream upload, Person... reviewers) throws IOException, SQLException {
        return of(upload, DAY, null, reviewers);
    }

    /** Puts a packet without a recipient in front of a stored message: the gate lets in none now, but once it did. */
    public static void hiddenPacket(UUID message, byte[] octets) throws SQLException {
        try (Connection database = PostgreSQL.owner()) {
            new VaultRows(database).packet(message, null, false, octets);
        }
    }

    /** @param mailbox its address, if there is one */
    static UUID of(InputStream upload, LocalDate day, @Nullable UUID mailbox, Person... reviewers)
            throws IOException, SQLException {
        SealedMessage message = Gate.admit(
                upload,
                Stream.of(reviewers)
                        .flatMap(reviewer -> Vetting.keys(reviewer).stream())
                        .toList());
        UUID entry = UUID.randomUUID();
        UUID id = UUID.randomUUID();
        try (Connection database = PostgreSQL.owner()) {
            database.setAutoCommit(false);
            VaultRows rows = new VaultRows(database);
            rows.entry(entry, "urgent", day, mailbox);
            rows.report(id, entry, day, message.seipdVersion(), message.body().readAllBytes());
            Set<String> readers = new TreeSet<>();
            for (SessionKeyPacket packet : message.packets()) {
                String recipient = packet.recipient().certificate().hex();
                rows.packet(id, recipient, false, packet.octets());
                readers.add(recipient);
            }
            for (String reader : readers) {
                rows.reader(entry, reader, "urgent", day);
            }
            database.commit();
        }
        return entry;
    }
}
