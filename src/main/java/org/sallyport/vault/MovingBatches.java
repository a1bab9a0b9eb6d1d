package org.sallyport.vault;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Looks what is due, and does it if this process leads. Where nothing waits, nothing is written: no row, no transaction number. */
final class MovingBatches implements AutoCloseable {
    /** Untidied batches from which on somebody is told. */
    private static final int ALARM = 2;

    private final Leadership leadership;
    private final People people;
    private final Clock clock;
    private final LongSupplier nanos;
    private final BatchTimes usual;
    private final BatchTimes prompt;
    private boolean nightIsDue;
    private @Nullable LocalDate lastNight;
    private int untidied;

    MovingBatches(
            Leadership leadership,
            People people,
            Clock clock,
            LongSupplier nanos,
            BatchTimes usual,
            BatchTimes prompt) {
        this.leadership = leadership;
        this.people = people;
        this.clock = clock;
        this.nanos = nanos;
        this.usual = usual;
        this.prompt = prompt;
    }

    /**
     * What a look found worth telling.
     *
     * @param untidied whether files could not be emptied for two batches
     */
    record Outcome(boolean quarantined, boolean untidied) {}

    /** @throws SQLException what was due is then tried again with the next look */
    synchronized Outcome look() throws SQLException {
        Instant now = clock.instant();
        if (!leadership.leads()) {
            if (!leadership.seek()) {
                return new Outcome(false, false);
            }
            usual.begin(now);
            prompt.begin(now);
        }
        boolean ofPrompt = move(true, prompt, now);
        boolean ofUsual = move(false, usual, now);
        nightIfDue(now);
        return new Outcome(ofPrompt || ofUsual, untidied >= ALARM);
    }

    /** Whether something came into quarantine. */
    private boolean move(boolean isPrompt, BatchTimes times, Instant now) throws SQLException {
        if (!times.isDue(now, nanos.getAsLong())) {
            return false;
        }
        Optional<Connection> connection = leadership.connection();
        if (connection.isEmpty()) {
            return false;
        }
        Batch batch = new Batch(connection.get(), isPrompt);
        boolean quarantined = false;
        if (batch.waits()) {
            Batch.Moved moved = batch.move(times.day(now), people);
            untidied = moved.untidied() > 0 ? untidied + 1 : 0;
            quarantined = moved.quarantined() > 0;
            forgetCommitTimes(connection.get());
        }
        times.moved(now, nanos.getAsLong());
        nightIsDue = nightIsDue || !isPrompt;
        return quarantined;
    }

    /** Behind the first usual batch of a day, which brought in the rest of the day before. */
    private void nightIfDue(Instant now) throws SQLException {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        if (!nightIsDue || today.equals(lastNight)) {
            nightIsDue = false;
            return;
        }
        Optional<Connection> connection = leadership.connection();
        if (connection.isPresent()) {
            if (new NightPass(connection.get()).run(today)) {
                forgetCommitTimes(connection.get());
            }
            lastNight = today;
            nightIsDue = false;
        }
    }

    /** The write-ahead log holds the time of every commit, and the order of what was moved. */
    private static void forgetCommitTimes(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_switch_wal()");
            statement.execute("checkpoint");
        }
    }

    @Override
    public void close() {
        leadership.close();
    }
}
