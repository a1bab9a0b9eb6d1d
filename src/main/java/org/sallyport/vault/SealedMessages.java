package org.sallyport.vault;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.sallyport.openpgp.MessageFraming;

/** Stored messages as OpenPGP files. */
@ApplicationScoped
public class SealedMessages {
    private static final String MESSAGE = "select body, length from sealed_message where id = ? and entry = ?";

    private final DataSource database;
    private final SessionKeyPackets packets;
    private final SealedBodies bodies;

    SealedMessages(DataSource database, SessionKeyPackets packets, SealedBodies bodies) {
        this.database = database;
        this.packets = packets;
        this.bodies = bodies;
    }

    /**
     * One message of an entry, with the packets that this reader may try. Whether they may open the entry is the caller's to know.
     *
     * @return empty if the entry has no such message, or none that the reader may try
     */
    public Optional<SealedExport> export(Reader reader, UUID entry, UUID message) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(MESSAGE)) {
            query.setObject(1, message);
            query.setObject(2, entry);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                @Nullable UUID body = row.getObject(1, UUID.class);
                long length = row.getLong(2);
                List<byte[]> readable =
                        packets.readable(connection, List.of(message), reader).getOrDefault(message, List.of());
                return readable.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new SealedExport(
                                MessageFraming.header(readable, length),
                                length,
                                sink -> copy(body, message, length, sink)));
            }
        }
    }

    private void copy(@Nullable UUID body, UUID message, long length, OutputStream sink)
            throws IOException, SQLException {
        if (body == null) {
            bodies.copyReply(message, sink);
        } else {
            bodies.copy(body, length, sink);
        }
    }
}
