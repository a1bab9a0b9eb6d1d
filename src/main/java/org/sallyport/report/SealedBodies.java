package org.sallyport.report;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/** Sealed bodies as rows of {@value #CHUNK} octets: written while they stream in, read while they stream out. */
@ApplicationScoped
class SealedBodies {
    static final int CHUNK = 256 * 1024;

    private final DataSource database;

    SealedBodies(DataSource database) {
        this.database = database;
    }

    /**
     * Takes a message's body in, all but its last chunk: that is written with whatever makes the body visible. Memory: two
     * chunks, whatever the size.
     *
     * @throws org.sallyport.openpgp.MessageRefused if the gate refuses the message while it is read
     * @throws IOException if the upload breaks off
     */
    StoredBody take(InputStream octets) throws IOException, SQLException {
        UUID body = UUID.randomUUID();
        MessageDigest digest = sha256();
        long length = 0;
        int number = 0;
        byte[] chunk = octets.readNBytes(CHUNK);
        while (true) {
            digest.update(chunk);
            length += chunk.length;
            byte[] next = octets.readNBytes(CHUNK);
            if (next.length == 0) {
                return new StoredBody(body, number, chunk, length, digest.digest());
            }
            writeAhead(body, number, chunk);
            number++;
            chunk = next;
        }
    }

    /**
     * Writes a chunk that is not the body's last, in a transaction of its own that does not wait for the disk: the last
     * one does, and with it everything before it.
     */
    private void writeAhead(UUID body, int number, byte[] octets) throws SQLException {
        String first = number == 0 ? "insert into body (id) values (?);" : "";
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement("set local synchronous_commit = off;" + first
                    + "insert into body_chunk (body, number, octets) values (?, ?, ?)")) {
                int at = 1;
                if (number == 0) {
                    insert.setObject(at++, body);
                }
                insert.setObject(at++, body);
                insert.setInt(at++, number);
                insert.setBytes(at, octets);
                insert.execute();
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    /** @throws IOException if a chunk is missing, or the reader of {@code sink} is gone */
    void copy(UUID body, long length, OutputStream sink) throws IOException, SQLException {
        long left = length;
        for (int number = 0; left > 0; number++) {
            byte[] octets = read(body, number);
            sink.write(octets);
            left -= octets.length;
        }
    }

    /** One query a chunk, not one for all: a reviewer's slow line must not hold a transaction open. */
    private byte[] read(UUID body, int number) throws IOException, SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query =
                        connection.prepareStatement("select octets from body_chunk where body = ? and number = ?")) {
            query.setObject(1, body);
            query.setInt(2, number);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    throw new IOException("a chunk of a sealed body is missing");
                }
                return row.getBytes(1);
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
