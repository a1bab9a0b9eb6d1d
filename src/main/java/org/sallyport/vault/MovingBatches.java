package org.sallyport.vault;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Looks what is due, and does it if this process leads. Where nothing waits, nothing is written: no row, no transaction number. */
final class MovingBatches implements AutoCloseable {
    /** Untidied batches from which on somebody is told. */
    private static final int ALARM = 2;
    /** After so long without a chunk an upload is given up: one that lives is cut off by the source face after two silent minutes. */
    private static final Duration STANDSTILL = Duration.ofHours(2);

    private final Leadership leadership;
    private final People people;
    private final Clock clock;
    private final LongSupplier nanos;
    private final DesksOfAClass usual;
    private final DesksOfAClass prompt;
    private boolean nightIsDue;
    private @Nullable LocalDate lastNight;
    /** What nobody has been told of yet, as the batch that found it failed later on. */
    private boolean quarantined;

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
        this.usual = new DesksOfAClass(false, usual);
        this.prompt = new DesksOfAClass(true, prompt);
    }

    /** Those whose batches are moved together. */
    private static final class DesksOfAClass {
        private final boolean prompt;
        private final BatchTimes times;
        private int untidied;

        private DesksOfAClass(boolean prompt, BatchTimes times) {
            this.prompt = prompt;
            this.times = times;
        }
    }

    /**
     * What a look found worth telling.
     *
     * @param untidied whether files could not be emptied for two batches
     */
    record Outcome(boolean quarantined, boolean untidied) {}

    /** @throws SQLException the next look goes on with what was due: no other batch begins in the same interval */
    synchronized Outcome look() throws SQLException {
        Instant now = clock.instant();
        if (!leadership.leads()) {
            if (!leadership.seek()) {
                return new Outcome(false, false);
            }
            usual.times.begin(now);
            prompt.times.begin(now);
        }
        move(prompt, now);
        move(usual, now);
        nightIfDue(now);
        Outcome outcome = new Outcome(quarantined, Math.max(prompt.untidied, usual.untidied) >= ALARM);
        quarantined = false;
        return outcome;
    }

    private void move(DesksOfAClass desks, Instant now) throws SQLException {
        BatchTimes times = desks.times;
        if (!times.isDue(now, nanos.getAsLong())) {
            return;
        }
        Optional<Connection> connection = leadership.connection();
        if (connection.isEmpty()) {
            return;
        }
        Batch batch = new Batch(connection.get(), desks.prompt);
        boolean waits = batch.waits();
        if (waits) {
            move(batch, desks, now);
        }
        times.moved(now, nanos.getAsLong());
        nightIsDue = nightIsDue || !desks.prompt;
        if (waits) {
            forgetCommitTimes(connection.get());
        }
    }

    private void move(Batch batch, DesksOfAClass desks, Instant now) throws SQLException {
        Map<String, String> persons = people.byCertificate();
        boolean begins = !desks.times.isBegun(now);
        if (begins) {
            batch.begin();
            desks.times.begun(now);
        }
        try {
            Batch.Moved moved = batch.finish(desks.times.day(now), persons);
            desks.untidied = moved.untidied() > 0 ? desks.untidied + 1 : 0;
        } finally {
            quarantined = quarantined || batch.quarantined() > 0;
        }
        if (begins && !desks.prompt) {
            batch.sweep(desks.times.in(STANDSTILL));
        }
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
