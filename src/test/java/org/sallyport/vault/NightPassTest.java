package org.sallyport.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.codename.Codename;
import org.sallyport.forensics.Known;
import org.sallyport.forensics.Seizure;
import org.sallyport.intake.MailboxesAsSource;
import org.sallyport.intake.SendNow;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.testkit.KeptMessage;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.Sql;

/** What a night does to the vault. */
class NightPassTest {
    private static final EncryptionKey KEY =
            new EncryptionKey(new Fingerprint("A".repeat(40)), new Fingerprint("CA".repeat(20)), 18);
    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
    private static final LocalDate NEXT = DAY.plusDays(1);
    private static final int LONG = 600_000;
    private static final List<String> TABLES = List.of(
            "body",
            "entry",
            "sealed_message",
            "session_key_packet",
            "mailbox",
            "entry_access",
            "access_withdrawn",
            "seen");

    @TempDir
    Path folder;

    @BeforeEach
    void nothingIsStored() throws Exception {
        PostgreSQL.empty();
        Sql.run("insert into desk (slug, name, description) values ('country', 'Country', 'Made for a test.')");
    }

    @Test
    void everyRowIsInsertedAnewInTheOtherLayer() throws Exception {
        int before = 0;
        for (int night = 0; night < 4; night++) {
            fill(5);
            Map<String, String> rows = contents();
            BatchNow.night(NEXT.plusDays(night));
            assertThat(contents()).isEqualTo(rows);
            int layer = Integer.parseInt(Sql.text("select max(layer) from entry"));
            assertThat(layer).isNotEqualTo(before).isBetween(1, 2);
            for (String table : TABLES) {
                assertThat(Sql.count(table + " where layer <> " + layer))
                        .as(table)
                        .isZero();
                assertThat(Sql.count(table)).as(table).isPositive();
            }
            assertThat(Sql.count("body_chunk where layer <> 1")).isZero();
            assertFilesAreEmptyBut(layer);
            before = layer;
        }
    }

    @Test
    void theRowsLieInAnOrderThatIsNotThatOfInsertion() throws Exception {
        Sql.run("insert into entry (id, desk, received, state, packet_key) select gen_random_uuid(), 'country', '" + DAY
                + "', 'received', int4send(n) from generate_series(1, 200) n");
        Sql.run("insert into mailbox select gen_random_uuid(), int4send(n), '' from generate_series(1, 200) n");
        Sql.run("insert into body select gen_random_uuid(), int4send(n), 1, 1 from generate_series(1, 200) n");
        Sql.run("insert into body_chunk select id, 0, digest, '' from body order by digest");
        Sql.run(
                "insert into sealed_message (id, entry, kind, received, seipd_version, length, author, octets)"
                        + " select gen_random_uuid(), id, 'reply', received, 1, 1, 'urgent-1', packet_key from entry order by packet_key");
        Sql.run("insert into seen select id, encode(octets, 'hex') from sealed_message order by octets");
        Sql.run(
                "insert into session_key_packet select id, null, false, octets, octets from sealed_message order by octets");
        BatchNow.night(NEXT);
        for (String column : List.of(
                "encode(packet_key, 'hex') from entry",
                "encode(token_hash, 'hex') from mailbox",
                "encode(digest, 'hex') from body",
                "encode(digest, 'hex') from body_chunk",
                "encode(octets, 'hex') from sealed_message",
                "encode(wrapped, 'hex') from session_key_packet",
                "recipient from seen")) {
            List<Integer> order = list("select " + column + " order by tableoid, ctid").stream()
                    .map(HexFormat::fromHexDigits)
                    .toList();
            Shuffled.assertShuffled(column, order);
        }
    }

    /** Packets that were united with a message of an earlier day, and what staff added. */
    @Test
    void whatCameToAnOlderMessageIsRewrittenToo() throws Exception {
        byte[] message = MadeMessage.binary(List.of(KEY), 100);
        SendNow.to("country").message(message, List.of(KEY));
        BatchNow.move(DAY, Map.of());
        BatchNow.night(NEXT);
        byte[] other = message.clone();
        other[40] ^= 1;
        SendNow.to("country").message(other, List.of(KEY));
        BatchNow.move(NEXT, Map.of());
        assertThat(Sql.count("session_key_packet")).isEqualTo(2);
        assertThat(Sql.count("session_key_packet where layer = 0")).isEqualTo(1);
        BatchNow.night(NEXT.plusDays(1));
        assertThat(Sql.count("session_key_packet where layer = 0")).isZero();
    }

    @Test
    void whatASourceDeletedOrClosedIsGoneFromTheFiles() throws Exception {
        byte[] shortReply = MadeMessage.noise(200);
        byte[] longReply = MadeMessage.noise(LONG / 10);
        shortReply[0] = 1;
        longReply[0] = 1;
        List<byte[]> needles = new ArrayList<>(List.of(shortReply, longReply));
        try (Codename deletes = Codename.mint(new SecureRandom());
                Codename closes = Codename.mint(new SecureRandom())) {
            for (Codename codename : List.of(deletes, closes)) {
                SendNow.to("country").under(codename).message(MadeMessage.binary(List.of(KEY), 100), List.of(KEY));
                KeptMessage.reply(codename.mailboxId(), sealed(shortReply), List.of(KEY));
                KeptMessage.reply(codename.mailboxId(), sealed(longReply), List.of(KEY));
            }
            needles.addAll(octets("select wrapped from session_key_packet where for_source"));
            needles.add(closes.tokenHash());
            needles.add(closes.replyCertificate());
            assertThat(recoverable("before", needles)).isNotEmpty();
            assertThat(MailboxesAsSource.deleteAllReplies(deletes)).isTrue();
            assertThat(MailboxesAsSource.open().close(closes.mailboxId(), closes.token()))
                    .isTrue();
        }
        BatchNow.move(DAY, Map.of());
        assertThat(Sql.count("sealed_message where kind = 'reply'")).isZero();
        Sql.run("vacuum");
        assertThat(recoverable("vacuumed", needles)).isNotEmpty();

        BatchNow.night(NEXT);

        assertThat(recoverable("after", needles)).isEmpty();
        assertThat(Sql.count("entry")).isEqualTo(2);
    }

    @Test
    void anUploadThatHasNotFinishedSurvivesIt() throws Exception {
        byte[] message = MadeMessage.binary(List.of(KEY), 4 * LONG);
        int half = message.length / 2;
        InputStream upload = new SequenceInputStream(
                new ByteArrayInputStream(message, 0, half),
                new SequenceInputStream(new Nights(), new ByteArrayInputStream(message, half, message.length - half)));
        SendNow.to("country").message(upload, List.of(KEY));
        BatchNow.move(DAY, Map.of());
        assertThat(Sql.count("sealed_message where length = " + 4 * LONG)).isEqualTo(1);
        BatchNow.night(NEXT);
        assertThat(Sql.number("select sum(octet_length(octets)) from body_chunk where layer = 1"))
                .isEqualTo(4L * LONG);
        assertThat(Sql.count("quarantine")).isZero();
        assertThat(Sql.number("select pg_relation_size('unfinished_upload') + pg_relation_size('unfinished_message')"))
                .as("which batches it spanned")
                .isZero();
    }

    /** Nothing to read, but a batch and two nights while somebody tries. */
    @SuppressWarnings("InputStreamSlowMultibyteRead") // it has nothing to read
    private static final class Nights extends InputStream {
        @Override
        public int read() {
            assertThat(Sql.count("arriving_chunk")).isPositive();
            BatchNow.move();
            for (int night = 0; night < 2; night++) {
                Sql.run("update night set deleted = true");
                BatchNow.night(NEXT.plusDays(night));
                assertThat(Sql.count("body_chunk where layer = 2")).isPositive();
            }
            return -1;
        }
    }

    @Test
    void whereThereIsNothingToDoNothingIsWritten() throws Exception {
        fill(3);
        BatchNow.night(NEXT);
        try (Connection superuser = PostgreSQL.superuser();
                Connection staff = PostgreSQL.staff();
                Statement statement = superuser.createStatement()) {
            statement.execute("alter system set autovacuum = off");
            statement.execute("select pg_reload_conf()");
            try {
                Thread.sleep(3_000);
                String before = next(statement);
                for (int night = 1; night < 20; night++) {
                    assertThat(new NightPass(staff).run(NEXT.plusDays(night))).isFalse();
                }
                assertThat(next(statement)).isEqualTo(before);
            } finally {
                statement.execute("alter system reset autovacuum");
                statement.execute("select pg_reload_conf()");
            }
        }
    }

    private static String next(Statement superuser) throws SQLException {
        try (ResultSet row = superuser.executeQuery("select pg_snapshot_xmax(pg_current_snapshot())")) {
            row.next();
            return row.getString(1);
        }
    }

    /** After so many tables, and in the middle of the next one. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 8})
    void killedInTheMiddleItEndsWhole(int tables) throws Exception {
        fill(10);
        Map<String, String> rows = contents();
        try (Connection staff = PostgreSQL.staff();
                Statement statement = staff.createStatement()) {
            statement.execute("select begin_night('" + NEXT + "')");
            for (String table : TABLES.subList(0, tables)) {
                statement.execute("select rewrite_table('" + table + "')");
            }
            statement.execute("select settle_chunks(1)");
            staff.setAutoCommit(false);
            statement.execute("select rewrite_table('entry')");
        }
        assertThat(contents()).isEqualTo(rows);
        try (Connection staff = PostgreSQL.staff()) {
            assertThat(new NightPass(staff).run(NEXT)).isTrue();
            assertThat(new NightPass(staff).run(NEXT)).isFalse();
        }
        assertThat(contents()).isEqualTo(rows);
        assertFilesAreEmptyBut(Integer.parseInt(Sql.text("select max(layer) from entry")));
    }

    private static void fill(int messages) throws Exception {
        for (int message = 0; message < messages; message++) {
            try (Codename codename = Codename.mint(new SecureRandom())) {
                int length = message == 0 ? LONG : 100;
                SendNow.to("country").under(codename).message(MadeMessage.binary(List.of(KEY), length), List.of(KEY));
            }
        }
        BatchNow.move(DAY, Map.of());
        Sql.run("insert into seen (message, recipient) select id, 'B' from sealed_message where layer = 0");
        Sql.run(
                "insert into access_withdrawn (entry, recipient, desk) select id, 'B', desk from entry where layer = 0");
    }

    /** Of each table, but for the layer. */
    private static Map<String, String> contents() {
        Map<String, String> contents = new TreeMap<>();
        for (String table : TABLES) {
            contents.put(
                    table,
                    Sql.text("select md5(string_agg(r, ' ' order by r)) from (select (to_jsonb(t) - 'layer')::text"
                            + " as r from " + table + " t) rows"));
        }
        contents.put(
                "body_chunk",
                Sql.text(
                        "select md5(string_agg(body::text || number || encode(sha256(octets), 'hex') || encode(digest, 'hex'),"
                                + " ' ' order by body, number)) from body_chunk"));
        return contents;
    }

    private static void assertFilesAreEmptyBut(int layer) {
        assertThat(list("select c.relname from pg_class c where c.relispartition and c.relkind = 'r'"
                        + " and c.relname !~ '^arriv' and pg_relation_size(c.oid) > 0"
                        + " and c.relname !~ '_" + layer + "$' and c.relname <> 'body_chunk_1'"))
                .isEmpty();
    }

    private static byte[] sealed(byte[] body) {
        byte[] packet = MadeMessage.sessionKeyPacket(KEY);
        byte[] sealed = MadeMessage.packet(18, body);
        byte[] message = Arrays.copyOf(packet, packet.length + sealed.length);
        System.arraycopy(sealed, 0, message, packet.length, sealed.length);
        return message;
    }

    /** Once the log has gone as after every batch. */
    private SortedSet<String> recoverable(String name, List<byte[]> needles) throws Exception {
        try (Connection superuser = PostgreSQL.superuser();
                Statement statement = superuser.createStatement()) {
            for (int time = 0; time < 2; time++) {
                statement.execute("select pg_switch_wal()");
                statement.execute("checkpoint");
            }
            return Seizure.afterCheckpoint(superuser, PostgreSQL.files(), folder.resolve(name))
                    .search(List.of(new Known(MadeMessage.noise(16), 0, "nothing")))
                    .recoverable(needles.toArray(byte[][]::new));
        }
    }

    private static List<byte[]> octets(String query) {
        return list(query.replace("select wrapped", "select encode(wrapped, 'hex')")).stream()
                .map(HexFormat.of()::parseHex)
                .toList();
    }

    private static List<String> list(String query) {
        List<String> values = new ArrayList<>();
        try (Connection owner = PostgreSQL.owner();
                Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        } catch (SQLException failure) {
            throw new AssertionError(query, failure);
        }
        return values;
    }
}
