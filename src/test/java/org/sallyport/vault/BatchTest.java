package org.sallyport.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.codename.Codename;
import org.sallyport.intake.SendNow;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.Sql;

/** What a batch moves, in which order, and what becomes of it when it breaks off. */
class BatchTest {
    private static final EncryptionKey KEY =
            new EncryptionKey(new Fingerprint("A".repeat(40)), new Fingerprint("CA".repeat(20)), 18);
    private static final int LONG = 600_000;
    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);

    @BeforeEach
    void nothingIsStored() throws Exception {
        PostgreSQL.empty();
        Sql.run("insert into desk (slug, name, description) values ('country', 'Country', 'Made for a test.')");
    }

    /** In the tables' own order, which is that of writing: whoever reads them finds the messages of a batch shuffled. */
    @Test
    void theOrderOfAllRowsSaysNothingOfTheOrderOfArrival() throws Exception {
        Map<String, Integer> arrival = new HashMap<>();
        for (int number = 0; number < 200; number++) {
            byte[] message = message(number % 20 == 0 ? LONG : 100);
            SendNow.to("country").message(message, List.of(KEY));
            arrival.put(digest(message), number);
        }

        BatchNow.move();

        String digest = "select encode(b.digest, 'hex') from ";
        String joined = " join sealed_message m on m.entry = t.entry join body b on b.id = m.body order by t.ctid";
        for (String order : List.of(
                "body b order by b.ctid",
                "body_chunk t join body b on b.id = t.body where t.number = 0 order by t.ctid",
                "sealed_message t join body b on b.id = t.body order by t.ctid",
                "session_key_packet t join sealed_message m on m.id = t.message join body b on b.id = m.body order by t.ctid",
                "entry_access t" + joined,
                "(select id as entry, ctid from entry) t" + joined)) {
            List<Integer> moved =
                    list(digest + order).stream().map(arrival::get).toList();
            assertThat(moved).as(order).hasSize(200).doesNotContainNull();
            Shuffled.assertShuffled(order, moved);
        }
    }

    @Test
    void whatArrivesWhileABatchIsMovedComesWithTheNext() throws Exception {
        send(100);
        try (Connection staff = PostgreSQL.staff()) {
            call(staff, "select switch_slot(false)");
            send(LONG);
            while (number(staff, "select move_chunks(false, 1000000)") > 0) {
                assertThat(Sql.count("entry")).isZero();
            }
            place(staff);
            assertThat(number(staff, "select tidy_slots(false)")).isZero();
        }
        assertThat(Sql.count("entry")).isEqualTo(1);
        assertThat(Sql.count("arrival")).isEqualTo(1);
        BatchNow.move();
        assertThat(Sql.count("entry")).isEqualTo(2);
        assertFilesAreEmpty();
    }

    /** The connection is lost there, and the next batch is another process's. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void aBatchThatBrokeOffIsEndedByTheNext(int step) throws Exception {
        for (int message = 0; message < 3; message++) {
            send(LONG);
            send(100);
        }
        List<String> steps = List.of(
                "select switch_slot(false)",
                "select move_chunks(false, 300000)",
                "select placed from place_arrivals(false, current_date, '{}', '{}', 2)",
                "select set_aside_unfinished(false)");
        try (Connection staff = PostgreSQL.staff()) {
            for (String one : steps.subList(0, step)) {
                call(staff, one);
            }
            // And in the middle of a transaction.
            staff.setAutoCommit(false);
            call(staff, "select placed from place_arrivals(false, current_date, '{}', '{}', 2)");
        }
        BatchNow.move();
        BatchNow.move();
        assertThat(Sql.count("entry")).isEqualTo(6);
        assertThat(Sql.count("sealed_message")).isEqualTo(6);
        assertThat(Sql.number("select sum(octet_length(octets)) from body_chunk"))
                .isEqualTo(3L * LONG + 300);
        assertThat(Sql.count("quarantine")).isZero();
        assertFilesAreEmpty();
    }

    /** A function that sees one moment only would lose what is acknowledged after it began. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "move_chunks(false, 1)",
                "place_arrivals(false, current_date, '{}', '{}', 1)",
                "set_aside_unfinished(false)",
                "tidy_slots(false)",
                "rewrite_table('entry')",
                "settle_chunks(1)",
                "tidy_night()"
            })
    void repeatableReadIsRefused(String function) throws Exception {
        send(LONG);
        Sql.run("update night set under_way = true");
        for (int level : new int[] {Connection.TRANSACTION_REPEATABLE_READ, Connection.TRANSACTION_SERIALIZABLE}) {
            try (Connection staff = PostgreSQL.staff();
                    Statement statement = staff.createStatement()) {
                staff.setTransactionIsolation(level);
                assertThatThrownBy(() -> statement.execute("select " + function))
                        .hasMessageContaining("a batch is moved at READ COMMITTED");
            }
        }
        Sql.run("update night set under_way = false");
        BatchNow.move();
        assertThat(Sql.count("entry")).isEqualTo(1);
    }

    @Test
    void filesInWhichSomebodyWorksAreLeftForTheNextBatch() throws Exception {
        send(100);
        try (Connection source = PostgreSQL.source();
                Connection staff = PostgreSQL.staff()) {
            source.setAutoCommit(false);
            call(source, RawArrival.chunk(0, "'11111111-2222-4333-8444-555555555555'", 0));
            Batch.Moved moved = BatchNow.move(staff, false, DAY);
            assertThat(moved.placed()).isEqualTo(1);
            assertThat(moved.untidied()).isPositive();
            source.commit();
            send(100);
            assertThat(BatchNow.move(staff, false, DAY).untidied()).isZero();
        }
        assertThat(Sql.count("entry")).isEqualTo(2);
        assertThat(Sql.count("body_chunk where octets = '\\x01020304'")).isEqualTo(1);
    }

    /** It names both that wait; they are placed by the very batch during which it came. */
    @Test
    void aMailboxThatIsClosedWhileItsArrivalsAreMovedLeadsNowhere() throws Exception {
        for (int time = 0; time < 10; time++) {
            try (Codename codename = Codename.mint(new SecureRandom());
                    Connection staff = PostgreSQL.staff();
                    Connection source = PostgreSQL.source();
                    PreparedStatement close = source.prepareStatement("select close_mailbox(?, ?)")) {
                for (int message = 0; message < 3; message++) {
                    SendNow.to("country").under(codename).message(message(100), List.of(KEY));
                }
                call(staff, "select switch_slot(false)");
                close.setObject(1, codename.mailboxId());
                close.setBytes(2, codename.token());
                close.execute();
                place(staff);
                BatchNow.move();
            }
        }
        assertThat(Sql.count("entry where mailbox is not null")).isZero();
        assertThat(Sql.count("mailbox")).isZero();
        assertThat(Sql.count("sealed_message")).isEqualTo(30);
    }

    /** Whichever is placed first: what readers have of the entry is its report. */
    @Test
    void aReportAndItsAdditionInOneBatchAreOneEntryThatKnowsItsReport() throws Exception {
        for (int source = 0; source < 20; source++) {
            try (Codename codename = Codename.mint(new SecureRandom())) {
                SendNow.to("country").under(codename).message(message(100), List.of(KEY));
                SendNow.to("country").under(codename).asAddition().message(message(200), List.of(KEY));
            }
        }
        BatchNow.move();
        assertThat(Sql.count("entry")).isEqualTo(20);
        assertThat(Sql.count("sealed_message where kind = 'report' and length = 100"))
                .isEqualTo(20);
        assertThat(Sql.count("entry_access a join body b on b.id = a.body where b.length = 100"))
                .isEqualTo(20);
    }

    @Test
    void theDayIsTheOneThatTheBatchIsFor() throws Exception {
        send(100);
        BatchNow.move(DAY, Map.of());
        for (String table : List.of("entry", "sealed_message", "entry_access")) {
            assertThat(Sql.text("select string_agg(received::text, ' ') from " + table))
                    .isEqualTo("2026-11-24");
        }
    }

    @Test
    void theStaffsRoleCannotAskForWhatWaits() throws Exception {
        try (Connection staff = PostgreSQL.staff();
                Statement statement = staff.createStatement()) {
            for (String query : List.of(
                    "select id from arrival",
                    "select count(*) from arriving_message",
                    "select count(*) from arriving_chunk",
                    "select count(*) from arriving_act",
                    "select count(*) from unfinished_message",
                    "select count(*) from unfinished_upload",
                    "select reason from quarantine",
                    "select current from arrival_slot",
                    "select octets from body_chunk",
                    "delete from arrival",
                    "update arrival_slot set current = 0")) {
                assertThatThrownBy(() -> statement.execute(query)).as(query).hasMessageContaining("permission denied");
            }
        }
    }

    private static void assertFilesAreEmpty() {
        assertThat(Sql.text("select string_agg(c.relname, ' ') from pg_class c where c.relispartition"
                        + " and c.relkind = 'r' and c.relname ~ '^arriv' and pg_relation_size(c.oid) > 0"))
                .isNull();
    }

    private static void place(Connection staff) throws SQLException {
        while (number(staff, "select placed from place_arrivals(false, current_date, '{}', '{}', 2)") > 0) {
            // Until nothing is left.
        }
    }

    private static int number(Connection staff, String query) throws SQLException {
        try (Statement statement = staff.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void call(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void send(int length) throws Exception {
        SendNow.to("country").message(message(length), List.of(KEY));
    }

    private static byte[] message(int length) {
        return MadeMessage.binary(List.of(KEY), length);
    }

    /** As {@code body.digest}. */
    private static String digest(byte[] message) throws Exception {
        int chunk = 256 * 1024;
        // Behind one packet for a key and the body's own header.
        byte[] body = Arrays.copyOfRange(message, 66 + 6, message.length);
        MessageDigest all = MessageDigest.getInstance("SHA-256");
        for (int at = 0; at < body.length; at += chunk) {
            all.update(MessageDigest.getInstance("SHA-256")
                    .digest(Arrays.copyOfRange(body, at, Math.min(body.length, at + chunk))));
        }
        return HexFormat.of().formatHex(all.digest());
    }

    private static List<String> list(String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection owner = PostgreSQL.owner();
                Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
