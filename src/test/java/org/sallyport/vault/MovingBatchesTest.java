package org.sallyport.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.intake.SendNow;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.standalone.DatabaseRole;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.ShownAtOnce;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StaffFaceWithoutSignIn;
import org.sallyport.testkit.WallClock;

/** Which of the staff's processes moves a batch, and when; and that nothing is written where nothing waits. */
@QuarkusTest
@TestProfile(StaffFaceWithoutSignIn.class)
class MovingBatchesTest {
    private static final EncryptionKey KEY =
            new EncryptionKey(new Fingerprint("A".repeat(40)), new Fingerprint("CA".repeat(20)), 18);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private final WallClock clock = new WallClock(NOON.minusSeconds(1));
    private long nanos;
    private final MovingBatches first = process();
    private final MovingBatches second = process();

    @BeforeEach
    void nothingIsStored() throws Exception {
        PostgreSQL.empty();
        Sql.run("insert into desk (slug, name, description) values ('country', 'Country', 'Made for a test.')");
    }

    @AfterEach
    void nobodyLeads() {
        first.close();
        second.close();
    }

    @Test
    void ofTwoProcessesOneMovesEveryBatch() throws Exception {
        first.look();
        second.look();
        for (int batch = 1; batch <= 3; batch++) {
            send();
            go(HOUR);
            second.look();
            assertThat(entries()).isEqualTo(batch - 1L);
            first.look();
            second.look();
            assertThat(entries()).isEqualTo(batch);
        }
    }

    @Test
    void batchesAreMovedAtTheFullIntervalAndOnceInEach() throws Exception {
        first.look();
        send();
        first.look();
        assertThat(entries()).isZero();
        go(Duration.ofSeconds(2));
        first.look();
        assertThat(entries()).isOne();
        send();
        go(Duration.ofMinutes(59));
        first.look();
        assertThat(entries()).isOne();
        go(Duration.ofMinutes(1));
        first.look();
        assertThat(entries()).isEqualTo(2);
    }

    @Test
    void whoeverBeginsToLeadBeginsWithTheNextFullInterval() throws Exception {
        send();
        go(Duration.ofMinutes(5));
        first.look();
        assertThat(entries()).isZero();
        go(HOUR);
        first.look();
        assertThat(entries()).isOne();
    }

    @Test
    void whenTheLeadersConnectionIsLostAnotherTakesOverAtItsNextFullInterval() throws Exception {
        go(Duration.ofSeconds(2));
        first.look();
        send();
        go(HOUR);
        first.look();
        second.look();
        assertThat(entries()).isOne();

        send();
        go(HOUR);
        endTheLeadersConnection();
        first.look();
        second.look();
        first.look();
        assertThat(entries()).as("nobody has led since the interval before").isOne();
        go(Duration.ofMinutes(30));
        second.look();
        assertThat(entries()).isOne();
        go(Duration.ofMinutes(30));
        first.look();
        assertThat(entries()).as("it leads no longer").isOne();
        second.look();
        assertThat(entries()).isEqualTo(2);
    }

    /** Before its batch is at its end: it cannot go on without the lock. */
    @Test
    void aLeaderWithoutItsConnectionMovesNothing() throws Exception {
        first.look();
        try (Connection other = PostgreSQL.owner();
                Statement statement = other.createStatement()) {
            send();
            go(HOUR);
            other.setAutoCommit(false);
            // What the batch waits for.
            statement.execute("lock table entry in share row exclusive mode");
            Thread batch = new Thread(() -> assertThatThrownBy(first::look).isInstanceOf(SQLException.class));
            batch.start();
            endTheLeadersConnection();
            batch.join();
            other.rollback();
        }
        second.look();
        assertThat(entries()).isZero();
        go(HOUR);
        first.look();
        second.look();
        assertThat(entries()).isOne();
    }

    @Test
    void aBatchThatFailedIsTriedAgainWithTheNextLook() throws Exception {
        first.look();
        send();
        go(HOUR);
        Sql.run("revoke execute on function switch_slot from sallyport_staff");
        try {
            assertThatThrownBy(first::look).isInstanceOf(SQLException.class);
        } finally {
            Sql.run("grant execute on function switch_slot to sallyport_staff");
        }
        assertThat(entries()).isZero();
        go(Duration.ofSeconds(1));
        first.look();
        assertThat(entries()).isOne();
    }

    /** Otherwise the next one, a second later, would be small, and say when its message came. */
    @Test
    void aBatchThatFailedInTheMiddleIsFinishedAndNoOtherBeginsInItsInterval() throws Exception {
        first.look();
        send();
        go(HOUR.plusMinutes(5));
        Sql.run("revoke execute on function place_arrivals from sallyport_staff");
        try {
            assertThatThrownBy(first::look).isInstanceOf(SQLException.class);
        } finally {
            Sql.run("grant execute on function place_arrivals to sallyport_staff");
        }
        send();
        go(Duration.ofSeconds(1));
        first.look();
        assertThat(entries()).as("what came before the batch began").isOne();
        go(HOUR);
        first.look();
        assertThat(entries()).isEqualTo(2);
    }

    @Test
    void aBatchAfterWhichTheLogIsNotForgottenIsDoneAllTheSame() throws Exception {
        first.look();
        send();
        go(HOUR.plusMinutes(5));
        try (Connection superuser = PostgreSQL.superuser();
                Statement statement = superuser.createStatement()) {
            statement.execute("revoke pg_checkpoint from sallyport_staff");
            try {
                assertThatThrownBy(first::look).isInstanceOf(SQLException.class);
                send();
                go(Duration.ofSeconds(1));
                first.look();
                assertThat(entries()).isOne();
            } finally {
                statement.execute("grant pg_checkpoint to sallyport_staff");
            }
        }
    }

    @Test
    void aDeskThatOptedInIsMovedEveryFewSeconds() throws Exception {
        ShownAtOnce.at("urgent");
        go(Duration.ofMinutes(10));
        first.look();
        SendNow.to("urgent").message(MadeMessage.binary(List.of(KEY), 100), List.of(KEY));
        send();
        go(Duration.ofSeconds(10));
        first.look();
        assertThat(Sql.text("select string_agg(desk, ' ') from entry")).isEqualTo("urgent");
    }

    /** The day's last hour is moved first. */
    @Test
    void theNightsPassFollowsTheFirstBatchOfADay() throws Exception {
        first.look();
        go(Duration.ofHours(11));
        first.look();
        send();
        go(HOUR);
        first.look();
        assertThat(Sql.text("select received || ' ' || layer from sealed_message"))
                .isEqualTo("2026-11-24 0");
        go(HOUR);
        first.look();
        assertThat(Sql.text("select received || ' ' || layer from sealed_message"))
                .matches("2026-11-24 [12]");
        String layer = Sql.text("select layer from sealed_message");
        send();
        go(HOUR);
        first.look();
        assertThat(Sql.text("select string_agg(received || ' ' || layer, ', ' order by received) from sealed_message"))
                .as("once a day")
                .isEqualTo("2026-11-24 " + layer + ", 2026-11-25 0");
    }

    @Test
    void somebodyIsToldOfWhatCouldNotBePlacedAndOfFilesThatStay() throws Exception {
        first.look();
        new RawArrival().arrival("desk", "'nowhere'").send();
        go(HOUR);
        assertThat(first.look().quarantined()).isTrue();
        try (Connection source = PostgreSQL.source();
                Statement statement = source.createStatement()) {
            source.setAutoCommit(false);
            String other = "'11111111-2222-4333-8444-55555555555";
            for (int slot = 0; slot < 3; slot++) {
                statement.execute(RawArrival.chunk(slot, other + slot + "'", 0));
            }
            send();
            go(HOUR);
            assertThat(first.look()).isEqualTo(new MovingBatches.Outcome(false, false));
            send();
            go(HOUR);
            assertThat(first.look()).isEqualTo(new MovingBatches.Outcome(false, true));
        }
    }

    /** Numbers of transactions that idle hours used would count them. */
    @Test
    void whereNothingWaitsNothingIsWritten() throws Exception {
        first.look();
        send();
        go(HOUR);
        first.look();
        go(Duration.ofDays(1));
        first.look();
        try (Connection superuser = PostgreSQL.superuser();
                Statement statement = superuser.createStatement()) {
            statement.execute("alter system set autovacuum = off");
            statement.execute("select pg_reload_conf()");
            try {
                Thread.sleep(3_000);
                String before = next(statement);
                String slots = Sql.text("select string_agg(xmin || ' ' || ctid, ' ') from arrival_slot");
                for (int look = 0; look < 100; look++) {
                    go(HOUR);
                    first.look();
                    second.look();
                }
                assertThat(next(statement)).isEqualTo(before);
                assertThat(Sql.text("select string_agg(xmin || ' ' || ctid, ' ') from arrival_slot"))
                        .isEqualTo(slots);
            } finally {
                statement.execute("alter system reset autovacuum");
                statement.execute("select pg_reload_conf()");
            }
        }
    }

    /** The next transaction's number. */
    private static String next(Statement superuser) throws SQLException {
        try (ResultSet row = superuser.executeQuery(
                "select pg_snapshot_xmax(pg_current_snapshot()) || coalesce(' ' || pg_current_xact_id_if_assigned(), '')")) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void anIntervalOfLessThanAMinuteIsRefused() {
        assertThatThrownBy(() -> batches(Duration.ofSeconds(59), Duration.ofSeconds(10)))
                .hasMessage("sallyport.batches.every is a minute or more");
        assertThatThrownBy(() -> batches(HOUR, Duration.ofMillis(999)))
                .hasMessage("sallyport.batches.prompt-every is a second or more");
    }

    private Batches batches(Duration every, Duration prompt) {
        return new Batches(leadership(), Map::of, clock, Optional.of(every), prompt);
    }

    private MovingBatches process() {
        return new MovingBatches(
                leadership(),
                Map::of,
                clock,
                () -> nanos,
                new BatchTimes(HOUR),
                new BatchTimes(Duration.ofSeconds(10)));
    }

    private static Leadership leadership() {
        return new Leadership(
                Optional.of(PostgreSQL.jdbcUrl()),
                Optional.of(DatabaseRole.STAFF.roleName()),
                Optional.of(PostgreSQL.password(DatabaseRole.STAFF)));
    }

    private void go(Duration later) {
        clock.turn(clock.instant().plus(later));
        nanos += later.toNanos();
    }

    private static void endTheLeadersConnection() throws SQLException {
        try (Connection superuser = PostgreSQL.superuser();
                Statement statement = superuser.createStatement();
                ResultSet row = statement.executeQuery("select pg_terminate_backend(pid, 10000) from pg_locks"
                        + " where locktype = 'advisory' and granted")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getBoolean(1)).isTrue();
            assertThat(row.next()).as("a second leader").isFalse();
        }
    }

    private static void send() throws Exception {
        SendNow.to("country").message(MadeMessage.binary(List.of(KEY), 100), List.of(KEY));
    }

    private static long entries() {
        return Sql.count("entry");
    }
}
