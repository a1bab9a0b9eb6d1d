package org.sallyport.benchmark;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sallyport.intake.SendNow;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.ShownAtOnce;
import org.sallyport.testkit.Sql;
import org.sallyport.vault.BatchNow;

/**
 * How long a batch and a night take, how much the disk grows by them, and how long a source that sends, a reviewer who reads and one
 * who changes an entry wait meanwhile.
 */
@Tag("benchmark")
class BatchBenchmark {
    private static final int MEBI = 1 << 20;
    private static final int CHUNKS = 4096;
    private static final EncryptionKey KEY =
            new EncryptionKey(new Fingerprint("A".repeat(40)), new Fingerprint("C" + "A".repeat(39)), 18);

    /** Three readers with two packets each, as a form is sealed. */
    private static final String MESSAGES = """
            insert into arriving_message (slot, id, length, readers, recipients, packets, octets)
            select s.current, m.id, 2049, array[repeat('A', 40), repeat('B', 40), repeat('D', 40)],
                array[repeat('A', 40), repeat('A', 40), repeat('B', 40), repeat('B', 40), repeat('D', 40), repeat('D', 40)],
                array['\\x03'::bytea || gen_random_bytes(93), '\\x03'::bytea || gen_random_bytes(1000) || gen_random_bytes(200),
                    '\\x03'::bytea || gen_random_bytes(94), '\\x03'::bytea || gen_random_bytes(1000) || gen_random_bytes(201),
                    '\\x03'::bytea || gen_random_bytes(95), '\\x03'::bytea || gen_random_bytes(1000) || gen_random_bytes(202)],
                '\\x01'::bytea || gen_random_bytes(1024) || gen_random_bytes(1024)
            from made m, arrival_slot s where not s.prompt
            """;

    private static final String ARRIVALS = """
            insert into arrival (slot, id, kind, desk, address, token_hash, reply_certificate, report)
            select s.current, gen_random_uuid(), 'report', 'urgent', gen_random_uuid(), gen_random_bytes(32),
                '\\xC633'::bytea || gen_random_bytes(700), m.id
            from made m, arrival_slot s where not s.prompt
            """;

    @BeforeEach
    void nothingIsStored() throws SQLException {
        PostgreSQL.empty();
        ShownAtOnce.at("urgent");
        Sql.run("update desk set shown_at_once = false");
    }

    @Test
    void tenThousandMessages() throws Exception {
        fill(10_000);
        measure("a batch of 10,000 messages of 2 KB", BatchNow::move);
    }

    @Test
    void oneMessageOfAGibibyte() throws Exception {
        try (Connection owner = PostgreSQL.owner();
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("create temporary table made on commit drop as select gen_random_uuid() as id");
            try (PreparedStatement chunk = owner.prepareStatement(
                    "insert into arriving_chunk select s.current, m.id, ?, ? from made m, arrival_slot s where not s.prompt")) {
                for (int number = 0; number < CHUNKS; number++) {
                    byte[] octets = MadeMessage.noise(MEBI / 4);
                    octets[0] = 1;
                    chunk.setInt(1, number);
                    chunk.setBytes(2, octets);
                    chunk.executeUpdate();
                }
            }
            statement.execute(MESSAGES);
            statement.execute("update arriving_message set octets = null, length = " + CHUNKS * (MEBI / 4L));
            statement.execute(ARRIVALS);
            owner.commit();
        }
        measure("a batch of one message of 1 GiB", BatchNow::move);
    }

    @Test
    void aNightAfterAHundredThousandMessages() throws Exception {
        fill(100_000);
        BatchNow.move();
        measure(
                "the night after 100,000 messages of 2 KB",
                () -> BatchNow.night(LocalDate.now(ZoneOffset.UTC).plusDays(1)));
    }

    private static void fill(int messages) throws SQLException {
        try (Connection owner = PostgreSQL.owner();
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("create temporary table made on commit drop as select gen_random_uuid() as id"
                    + " from generate_series(1, " + messages + ")");
            statement.execute(MESSAGES);
            statement.execute(ARRIVALS);
            owner.commit();
        }
    }

    private static void measure(String what, Runnable work) throws Exception {
        SendNow.to("urgent").message(MadeMessage.binary(List.of(KEY), 2048), List.of(KEY));
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService others = Executors.newFixedThreadPool(3);
        long before = database();
        Future<Double> source = others.submit(longest(
                over, () -> SendNow.to("urgent").message(MadeMessage.binary(List.of(KEY), 2048), List.of(KEY))));
        Future<Double> reader = others.submit(
                longest(
                        over,
                        asStaff(
                                "select count(*) from (select from entry_access"
                                        + " where recipient = repeat('A', 40) and desk = 'urgent' order by received desc limit 50) page")));
        Future<Double> writer = others.submit(longest(
                over, asStaff("update entry set state = 'received' where id = (select id from entry limit 1)")));
        long start = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        long most = database();
        over.set(true);
        System.out.printf(
                "%s: %.1f s; the database has %d MB, %d MB before; longest waits: a source %.0f ms, a reader %.0f ms,"
                        + " who changes an entry %.0f ms%n",
                what, seconds, most / MEBI, before / MEBI, source.get(), reader.get(), writer.get());
        others.shutdown();
    }

    private interface Act {
        void once() throws Exception;
    }

    private static Act asStaff(String sql) {
        return () -> {
            try (Connection staff = PostgreSQL.staff();
                    Statement statement = staff.createStatement()) {
                statement.execute(sql);
            }
        };
    }

    /** Milliseconds. */
    private static Callable<Double> longest(AtomicBoolean over, Act act) {
        return () -> {
            double longest = 0;
            while (!over.get()) {
                long start = System.nanoTime();
                act.once();
                longest = Math.max(longest, (System.nanoTime() - start) / 1e6);
            }
            return longest;
        };
    }

    private static long database() {
        return Sql.number("select pg_database_size(current_database())");
    }
}
