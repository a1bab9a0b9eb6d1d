package org.sallyport.standalone;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.sallyport.codename.Codename;

/** A database as it was before the airlock, version 10 of its tables, and rows as the faces of then put them there. */
final class OldHouse implements AutoCloseable {
    private static final String NAME = "sallyport";
    private static final int CHUNK = 256 * 1024;

    /** Later than all days: a batch showed nothing of a day that had not ended. */
    private static final long LATE = 4_000_000_000L;

    private final Connection owner;
    private final Connection source;
    private final Connection staff;
    private final Database database;
    private int batches;

    OldHouse(Database database) throws SQLException {
        this.database = database;
        asSuperuser("drop database " + NAME);
        asSuperuser("create database " + NAME + " owner sallyport_owner");
        Flyway.configure()
                .dataSource(database.jdbcUrl(), DatabaseRole.OWNER.roleName(), database.password(DatabaseRole.OWNER))
                .locations("classpath:db/migration")
                .target("10")
                // Of later versions, and without a version.
                .repeatableSqlMigrationPrefix("none")
                .load()
                .migrate();
        owner = database.connect(DatabaseRole.OWNER);
        source = database.connect(DatabaseRole.SOURCE);
        staff = database.connect(DatabaseRole.STAFF);
    }

    /** What the server does by itself now and then. */
    void analyze() throws SQLException {
        try (Connection superuser = database.connect(DatabaseRole.SUPERUSER);
                Statement statement = superuser.createStatement()) {
            statement.execute("vacuum analyze");
        }
    }

    @Override
    public void close() throws SQLException {
        owner.close();
        source.close();
        staff.close();
    }

    private void asSuperuser(String sql) throws SQLException {
        try (Connection superuser = database.connect(DatabaseRole.SUPERUSER, "postgres");
                Statement statement = superuser.createStatement()) {
            statement.execute(sql);
        }
    }

    void desk(String slug) throws SQLException {
        run(staff, "insert into desk (slug, name, description) values (?, 'Desk', 'Made for a test.')", slug);
    }

    /** As {@code ReceivingReports} did. */
    UUID receive(
            String desk,
            LocalDate day,
            @Nullable Codename codename,
            byte[] body,
            List<byte[]> packets,
            List<String> readers)
            throws Exception {
        UUID bodyId = brokenUpload(body, body.length - 1 - (body.length - 1) % CHUNK);
        UUID id = UUID.randomUUID();
        UUID entry = codename == null ? UUID.randomUUID() : codename.mailboxId();
        source.setAutoCommit(false);
        if (codename != null) {
            run(
                    source,
                    "insert into mailbox (entry, token_hash, reply_certificate) values (?, ?, ?) on conflict do nothing",
                    entry,
                    codename.tokenHash(),
                    codename.replyCertificate());
        }
        int last = (body.length - 1) / CHUNK;
        if (last == 0) {
            run(source, "insert into body (id) values (?)", bodyId);
        }
        run(
                source,
                "insert into body_chunk (body, number, octets) values (?, ?, ?)",
                bodyId,
                last,
                Arrays.copyOfRange(body, last * CHUNK, body.length));
        run(
                source,
                "insert into entry (id, desk, received, state) values (?, ?, ?, 'received') on conflict do nothing",
                entry,
                desk,
                day);
        run(
                source,
                "insert into sealed_message (id, entry, body, desk, received, seipd_version, length, digest, arrived_for)"
                        + " values (?, ?, ?, ?, ?, 1, ?, ?, ?) on conflict do nothing",
                id,
                entry,
                bodyId,
                desk,
                day,
                (long) body.length,
                MessageDigest.getInstance("SHA-256").digest(body),
                source.createArrayOf("text", readers.toArray()));
        for (int number = 0; number < packets.size(); number++) {
            run(
                    source,
                    "insert into session_key_packet (message, recipient, octets) values (?, ?, ?)",
                    id,
                    readers.get(number),
                    packets.get(number));
        }
        source.commit();
        source.setAutoCommit(true);
        return id;
    }

    UUID entryOf(UUID message) throws SQLException {
        try (PreparedStatement query = owner.prepareStatement("select entry from sealed_message where id = ?")) {
            query.setObject(1, message);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getObject(1, UUID.class);
            }
        }
    }

    /** The chunks that came in front of the last, each by itself: an upload that breaks off leaves them. */
    UUID brokenUpload(byte[] body, int length) throws SQLException {
        UUID id = UUID.randomUUID();
        for (int at = 0; at < length; at += CHUNK) {
            if (at == 0) {
                run(source, "insert into body (id) values (?)", id);
            }
            run(
                    source,
                    "insert into body_chunk (body, number, octets) values (?, ?, ?)",
                    id,
                    at / CHUNK,
                    Arrays.copyOfRange(body, at, Math.min(length, at + CHUNK)));
        }
        return id;
    }

    void showBatch() throws SQLException {
        batches++;
        run(staff, "select show_batch(?)", LATE + batches);
    }

    /**
     * As {@code Replies} did.
     *
     * @param forSource the packet for the codename
     */
    UUID reply(
            UUID entry,
            String desk,
            LocalDate day,
            String author,
            byte[] body,
            byte[] forSource,
            byte @Nullable [] forReader,
            @Nullable String reader)
            throws Exception {
        UUID bodyId = UUID.randomUUID();
        UUID id = UUID.randomUUID();
        run(
                staff,
                "with b as (insert into body (id) values (?)), c as (insert into body_chunk (body, number, octets)"
                        + " values (?, 0, ?)) insert into sealed_message (id, entry, body, desk, received, seipd_version, length,"
                        + " digest, kind, author) values (?, ?, ?, ?, ?, 1, ?, ?, 'reply', ?)",
                bodyId,
                bodyId,
                body,
                id,
                entry,
                bodyId,
                desk,
                day,
                (long) body.length,
                MessageDigest.getInstance("SHA-256").digest(body),
                author);
        run(
                staff,
                "insert into session_key_packet (message, recipient, octets, for_source) values (?, ?, ?, true)",
                id,
                "E".repeat(40),
                forSource);
        if (forReader != null) {
            handOver(id, reader, forReader);
        }
        return id;
    }

    void handOver(UUID message, @Nullable String recipient, byte[] packet) throws SQLException {
        run(
                staff,
                "insert into session_key_packet (message, recipient, octets, for_source) values (?, ?, ?, false)",
                message,
                recipient,
                packet);
    }

    void makeReader(UUID entry, String recipient, String desk, LocalDate day) throws SQLException {
        run(
                staff,
                "insert into entry_access (entry, recipient, desk, received, state) values (?, ?, ?, ?, 'opened')",
                entry,
                recipient,
                desk,
                day);
    }

    /** A packet for an older subkey gives way to one for a newer. */
    void rotate(UUID message, String recipient, byte[] older, byte[] newer) throws SQLException {
        handOver(message, recipient, newer);
        run(staff, "delete from session_key_packet where message = ? and octets = ?", message, older);
    }

    void withdraw(UUID entry, String recipient, String desk) throws SQLException {
        run(staff, "insert into access_withdrawn (entry, recipient, desk) values (?, ?, ?)", entry, recipient, desk);
        run(staff, "delete from entry_access where entry = ? and recipient = ?", entry, recipient);
    }

    void see(UUID entry, UUID message, String recipient) throws SQLException {
        run(staff, "insert into seen (message, recipient) values (?, ?)", message, recipient);
        run(staff, "update entry set state = 'opened' where id = ?", entry);
        run(staff, "update entry_access set state = 'opened' where entry = ?", entry);
        run(
                staff,
                "update entry_access set unread = has_unread(entry, recipient) where entry = ? and recipient = ?",
                entry,
                recipient);
    }

    void end(String function, Codename codename) throws SQLException {
        run(source, "select " + function + "(?, ?)", codename.mailboxId(), codename.token());
    }

    /** A session-key packet of version 3 with this subkey's id. */
    static byte[] packet(byte[] noise, long keyId) {
        return ByteBuffer.allocate(10 + noise.length)
                .put((byte) 3)
                .putLong(keyId)
                .put((byte) 18)
                .put(noise)
                .array();
    }

    private static void run(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int at = 0; at < values.length; at++) {
                statement.setObject(at + 1, values[at]);
            }
            statement.execute();
        }
    }
}
