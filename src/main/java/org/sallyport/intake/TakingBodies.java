package org.sallyport.intake;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/** Sealed bodies as rows of {@value #CHUNK} octets, written while they stream in. */
@ApplicationScoped
class TakingBodies {
    static final int CHUNK = 256 * 1024;

    /** It does not wait for the disk: the statement that finishes the arrival does, and with it everything before it. */
    private static final String WRITE_AHEAD = """
            set local synchronous_commit = off;
            insert into arriving_chunk (slot, message, number, octets)
            select s.current, cast(? as uuid), cast(? as integer), cast(? as bytea) from arrival_slot s where s.prompt = ?
            """;

    private static final String ABANDON = "select abandon_upload(?)";

    private final DataSource database;

    TakingBodies(DataSource database) {
        this.database = database;
    }

    /**
     * Takes a message's body in, all but its last chunk: that is written with what makes the arrival whole. Memory: two chunks,
     * whatever the size. When it fails, nothing of it is left.
     *
     * @throws org.sallyport.openpgp.MessageRefused if the gate refuses the message while it is read
     * @throws IOException if the upload breaks off
     */
    WrittenBody take(InputStream octets, boolean prompt) throws IOException, SQLException {
        UUID id = UUID.randomUUID();
        int number = 0;
        boolean whole = false;
        try {
            long length = 0;
            byte[] chunk = octets.readNBytes(CHUNK);
            while (true) {
                length += chunk.length;
                byte[] next = octets.readNBytes(CHUNK);
                if (next.length == 0) {
                    whole = true;
                    return new WrittenBody(id, number, chunk, length);
                }
                writeAhead(id, number, chunk, prompt);
                number++;
                chunk = next;
            }
        } finally {
            if (!whole && number > 0) {
                abandon(id);
            }
        }
    }

    private void writeAhead(UUID id, int number, byte[] octets, boolean prompt) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement(WRITE_AHEAD)) {
                insert.setObject(1, id);
                insert.setInt(2, number);
                insert.setBytes(3, octets);
                insert.setBoolean(4, prompt);
                insert.execute();
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    /** A database that cannot be asked keeps the chunks until a batch gives the upload up. */
    void abandon(UUID id) {
        try (Connection connection = database.getConnection();
                PreparedStatement call = connection.prepareStatement(ABANDON)) {
            call.setObject(1, id);
            call.execute();
        } catch (SQLException unreachable) {
            // The upload failed for a reason of its own, which is what the source is told.
        }
    }
}
