package org.sallyport.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.Gate;
import org.sallyport.standalone.DatabaseRole;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.TestDataSource;
import org.sallyport.testkit.WallClock;

/** When a batch is shown, by whom, and in which order. */
class BatchTest {
    private static final EncryptionKey KEY =
            new EncryptionKey(new Fingerprint("A".repeat(40)), new Fingerprint("CA".repeat(20)), 18);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private final WallClock clock = new WallClock(NOON);

    @BeforeEach
    void nothingIsStored() throws Exception {
        PostgreSQL.empty();
    }

    /** In the tables' own order, which is that of writing: whoever reads them finds the messages of a batch shuffled. */
    @Test
    void theOrderOfShowingSaysNothingOfTheOrderOfArrival() throws Exception {
        int messages = 200;
        Map<String, Integer> arrival = new HashMap<>();
        for (int number = 0; number < messages; number++) {
            receive();
            arrival.put(newest(arrival), number);
        }

        process().show(NOON);

        for (String order : List.of(
                "select id from sealed_message where shown order by ctid",
                "select m.id from entry_access a join sealed_message m on m.entry = a.entry order by a.ctid")) {
            List<Integer> shown = list(order).stream().map(arrival::get).toList();
            assertThat(shown).hasSize(messages);
            // Of a random order: mean n(n-1)/4, standard deviation 473 (Kendall). Six of them are one chance in 500
            // million.
            assertThat(inversions(shown)).isCloseTo(messages * (messages - 1) / 4, within(6 * 473));
        }
    }

    @Test
    void ofTwoProcessesOneShowsTheBatchAndTheOtherNothing() throws Exception {
        receive();
        List<CompletableFuture<Boolean>> both = Stream.of(process(), process())
                .map(process -> CompletableFuture.supplyAsync(() -> show(process, NOON)))
                .toList();
        assertThat(both).extracting(each -> each.get(60, TimeUnit.SECONDS)).containsExactlyInAnyOrder(true, false);

        receive();
        assertThat(show(process(), NOON))
                .as("a process whose clock is a little later")
                .isFalse();
        assertThat(show(process(), NOON.minus(HOUR))).isFalse();
        assertThat(shown()).isOne();
        assertThat(show(process(), NOON.plus(HOUR))).isTrue();
        assertThat(shown()).isEqualTo(2);
    }

    @Test
    void aBatchThatBreaksOffInTheMiddleShowsNothingAndIsShownWholeLater() throws Exception {
        receive();
        receive();
        PGSimpleDataSource impatient = (PGSimpleDataSource) TestDataSource.of(DatabaseRole.STAFF);
        impatient.setOptions("-c statement_timeout=1000");
        try (Connection other = PostgreSQL.owner();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            // What it writes last of all, for one of the messages.
            statement.execute(
                    "insert into entry_access (entry, recipient, desk, received) select entry, arrived_for[1],"
                            + " desk, received from sealed_message order by id limit 1");
            assertThatThrownBy(() -> new ShowingMessages(impatient, clock, Optional.empty()).show(NOON))
                    .isInstanceOf(SQLException.class);
            other.rollback();
        }
        assertThat(shown()).isZero();
        assertThat(Sql.count("entry_access")).isZero();

        assertThat(show(process(), NOON)).isTrue();
        assertThat(shown()).isEqualTo(2);
    }

    @Test
    void batchesAreDueAtFullIntervalsOfTheWallClock() throws Exception {
        ShowingMessages process = process();
        clock.turn(NOON.minusSeconds(1));
        receive();
        process.look(HOUR);
        assertThat(shown()).isZero();
        clock.turn(NOON.plusSeconds(1));
        process.look(HOUR);
        assertThat(shown()).isOne();

        receive();
        clock.turn(NOON.plusSeconds(4));
        process.look(HOUR);
        process().look(HOUR);
        assertThat(shown())
                .as("in the same hour, also by a process that has just started")
                .isOne();
        clock.turn(NOON.plus(HOUR));
        process.look(HOUR);
        assertThat(shown()).isEqualTo(2);
    }

    @Test
    void aBatchThatWasMissedIsNotShownLate() throws Exception {
        receive();
        clock.turn(NOON.plus(Duration.ofMinutes(6)));
        process().look(HOUR);
        assertThat(shown()).isZero();
        clock.turn(NOON.plus(HOUR).plus(Duration.ofMinutes(5)));
        process().look(HOUR);
        assertThat(shown()).as("a few minutes late").isOne();
    }

    /** It bears the new day: whoever saw it in that batch would know that it came in the moment before. */
    @Test
    void whatComesJustAfterMidnightIsNotInMidnightsBatch() throws Exception {
        Instant midnight = Instant.parse("2026-11-25T00:00:00Z");
        clock.turn(midnight.minusSeconds(1));
        receive();
        clock.turn(midnight.plusSeconds(1));
        receive();
        ShowingMessages process = process();
        process.look(HOUR);
        assertThat(Sql.text("select string_agg(received::text, ' ') from shown_message"))
                .isEqualTo("2026-11-24");
        clock.turn(midnight.plus(HOUR));
        process.look(HOUR);
        assertThat(shown()).isEqualTo(2);
    }

    @Test
    void anIntervalOfLessThanAMinuteIsRefused() {
        assertThatThrownBy(() -> new ShowingMessages(
                        TestDataSource.of(DatabaseRole.STAFF), clock, Optional.of(Duration.ofSeconds(59))))
                .hasMessage("sallyport.report.show-every is a minute or more");
    }

    @Test
    void theStaffsRoleCannotAskForWhatWaits() throws Exception {
        try (Connection staff = PostgreSQL.staff();
                Statement statement = staff.createStatement()) {
            for (String query : List.of(
                    "select id from sealed_message",
                    "select count(*) from sealed_message where not shown",
                    "update sealed_message set shown = true",
                    "update showing set due = 0")) {
                assertThatThrownBy(() -> statement.execute(query)).hasMessageContaining("permission denied");
            }
        }
    }

    private ShowingMessages process() {
        return new ShowingMessages(TestDataSource.of(DatabaseRole.STAFF), clock, Optional.empty());
    }

    private static boolean show(ShowingMessages process, Instant due) {
        try {
            return process.show(due);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static long shown() {
        return Sql.count("shown_message");
    }

    private void receive() throws Exception {
        var source = TestDataSource.of(DatabaseRole.SOURCE);
        new ReceivingReports(source, new SealedBodies(source), new SessionKeyPackets(source), clock)
                .receive(
                        "country",
                        Set.of(),
                        Gate.admit(new ByteArrayInputStream(MadeMessage.binary(List.of(KEY), 100)), List.of(KEY)),
                        Optional.empty());
    }

    private static String newest(Map<String, Integer> known) throws SQLException {
        return list("select id from sealed_message").stream()
                .filter(id -> !known.containsKey(id))
                .findFirst()
                .orElseThrow();
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

    private static int inversions(List<Integer> order) {
        int inversions = 0;
        for (int i = 0; i < order.size(); i++) {
            for (int j = i + 1; j < order.size(); j++) {
                if (order.get(i) > order.get(j)) {
                    inversions++;
                }
            }
        }
        return inversions;
    }
}
