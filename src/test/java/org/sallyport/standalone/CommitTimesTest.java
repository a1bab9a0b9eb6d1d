package org.sallyport.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * PostgreSQL writes down when each transaction was committed, as microseconds since 2000. Every file that it keeps is searched
 * for any eight octets, at any place, that are a moment of the test's walk: whatever holds one, and in what kind of record.
 */
class CommitTimesTest {
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int COMMITS = 50;

    private final Clock clock = Clock.systemUTC();

    @TempDir
    Path folder;

    /** Microseconds since 2000; both ends belong to it. */
    private record Walk(long from, long to) {}

    @Test
    void twoForgettingsLaterNoFileHoldsTheTimeOfACommit() throws Exception {
        try (Database database = Database.start(folder, 0)) {
            Walk walk = commit(database);
            // The search can find them: nothing else than the log holds any, and it holds them all.
            Map<Path, Integer> before = moments(walk);
            assertThat(before.keySet())
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(file.getParent()).hasFileName("pg_wal"));
            assertThat(before.values().stream().mapToInt(Integer::intValue).sum())
                    .isGreaterThanOrEqualTo(COMMITS);

            database.forgetCommitTimes();
            database.forgetCommitTimes();

            assertThat(moments(walk)).isEmpty();
        }
    }

    @Test
    void whatWasCommittedSinceThenIsForgottenWhenPostgreSQLStopsAndWhenItStartsAfterItWasKilled() throws Exception {
        Walk stopped;
        try (Database database = Database.start(folder, 0)) {
            stopped = commit(database);
        }
        assertThat(moments(stopped)).isEmpty();

        Database database = Database.start(folder, 0);
        Walk killed = commit(database);
        ProcessHandle postmaster = new DatabaseProcesses(folder.toRealPath().resolve("cluster"))
                .postmaster()
                .orElseThrow();
        postmaster.destroyForcibly();
        postmaster.onExit().join();
        database.close();
        assertThat(moments(killed)).isNotEmpty();
        try (Database again = Database.start(folder, 0)) {
            assertThat(again.isRunning()).isTrue();
            assertThat(moments(killed)).isEmpty();
        }
    }

    /** As sources do: each in a transaction of its own, by rows that an index is asked about. */
    private Walk commit(Database database) throws SQLException {
        long from = now();
        try (Connection connection = database.connect(DatabaseRole.SOURCE);
                PreparedStatement insert = connection.prepareStatement(
                        "insert into arriving_chunk (slot, message, number, octets) values ('0', ?, 0, '\\x00')")) {
            for (int number = 0; number < COMMITS; number++) {
                insert.setObject(1, UUID.randomUUID());
                insert.executeUpdate();
            }
        }
        return new Walk(from, now());
    }

    private long now() {
        return ChronoUnit.MICROS.between(EPOCH, clock.instant());
    }

    /** How many moments of the walk each file holds; those that hold none are left out. */
    private Map<Path, Integer> moments(Walk walk) throws IOException {
        Map<Path, Integer> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder.resolve("cluster"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] octets = Files.readAllBytes(file);
                int moments = 0;
                for (int at = 0; at + Long.BYTES <= octets.length; at++) {
                    long moment = (long) LONG.get(octets, at);
                    if (moment >= walk.from() && moment <= walk.to()) {
                        moments++;
                    }
                }
                if (moments > 0) {
                    found.put(file, moments);
                }
            }
        }
        return found;
    }
}
