package org.sallyport.vault;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Sealed bodies, read chunk after chunk while they stream out. */
@ApplicationScoped
class SealedBodies {
    private static final String CHUNK = "select octets from stored_chunk where body = ? and number = ?";
    private static final String REPLY = "select octets from sealed_message where id = ?";

    private final DataSource database;

    SealedBodies(DataSource database) {
        this.database = database;
    }

    /** @throws IOException if a chunk is missing, or the reader of {@code sink} is gone */
    void copy(UUID body, long length, OutputStream sink) throws IOException, SQLException {
        long left = length;
        for (int number = 0; left > 0; number++) {
            byte[] octets = read(CHUNK, body, number);
            sink.write(octets);
            left -= octets.length;
        }
    }

    /** A reply lies in its own row. */
    void copyReply(UUID message, OutputStream sink) throws IOException, SQLException {
        sink.write(read(REPLY, message, null));
    }

    /** One query a chunk, not one for all: a reviewer's slow line must not hold a transaction open. */
    private byte[] read(String sql, UUID id, @Nullable Integer number) throws IOException, SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setObject(1, id);
            if (number != null) {
                query.setInt(2, number);
            }
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    throw new IOException("a chunk of a sealed body is missing");
                }
                return row.getBytes(1);
            }
        }
    }
}
