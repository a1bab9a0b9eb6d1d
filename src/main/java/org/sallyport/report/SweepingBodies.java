package org.sallyport.report;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Removes bodies that no message refers to: uploads that broke off. No row says when it was written, so a body is given
 * up when it has not grown between two passes. An upload that is only that slow is refused in the end, never half kept:
 * its last transaction finds the body gone.
 */
@ApplicationScoped
public class SweepingBodies {
    private static final String UNFINISHED = """
            select b.id, (select count(*) from body_chunk c where c.body = b.id)
            from body b where not exists (select from sealed_message m where m.body = b.id)
            """;
    private static final String REMOVE = """
            delete from body b where b.id = ? and not exists (select from sealed_message m where m.body = b.id)
            """;

    private final DataSource database;
    private Map<UUID, Long> lastPass = Map.of();

    SweepingBodies(DataSource database) {
        this.database = database;
    }

    @Scheduled(every = "{sallyport.report.sweep-every}", delayed = "1m")
    void pass() throws SQLException {
        sweep();
    }

    /** One pass: removes what has not grown since the one before. */
    public synchronized void sweep() throws SQLException {
        try (Connection connection = database.getConnection()) {
            Map<UUID, Long> unfinished = unfinished(connection);
            try (PreparedStatement remove = connection.prepareStatement(REMOVE)) {
                for (Map.Entry<UUID, Long> body : unfinished.entrySet()) {
                    if (body.getValue().equals(lastPass.get(body.getKey()))) {
                        remove.setObject(1, body.getKey());
                        remove.executeUpdate();
                    }
                }
            }
            lastPass = unfinished;
        }
    }

    private static Map<UUID, Long> unfinished(Connection connection) throws SQLException {
        Map<UUID, Long> chunks = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(UNFINISHED);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                chunks.put(rows.getObject(1, UUID.class), rows.getLong(2));
            }
        }
        return chunks;
    }
}
