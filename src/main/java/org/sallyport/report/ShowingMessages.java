package org.sallyport.report;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What sources send is durable at once, and staff are shown it in batches, shuffled: somebody who keeps looking learns in
 * which interval a message arrived, and no more. A desk for what cannot wait opts out.
 *
 * <p>Batches are due at full intervals of the wall clock, so that a start does not shift them, and any number of processes
 * show each batch once.
 */
@ApplicationScoped
public class ShowingMessages {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final String LOOK_EVERY = "2s";
    /**
     * A batch is shown in the first tenth of its interval, or left out: shown late, it would make the next one small, and a small
     * batch says when its messages came.
     */
    private static final int PUNCTUAL = 10;

    private final DataSource database;
    private final Clock clock;
    private final Optional<Duration> every;
    private Instant done = Instant.MIN;

    ShowingMessages(
            DataSource database,
            Clock clock,
            @ConfigProperty(name = "sallyport.report.show-every") Optional<Duration> every) {
        this.database = database;
        this.clock = clock;
        this.every = every;
        if (every.filter(interval -> interval.compareTo(SHORTEST) < 0).isPresent()) {
            throw new IllegalArgumentException("sallyport.report.show-every is a minute or more");
        }
    }

    /** The source face has no such setting, and its database role could not. */
    void start(@Observes StartupEvent started, Scheduler scheduler) {
        every.ifPresent(interval -> scheduler
                .newJob("showing messages")
                .setInterval(LOOK_EVERY)
                .setTask(execution -> look(interval))
                .schedule());
    }

    /** How often what is new is shown; empty if this process does not show it. */
    public Optional<Duration> every() {
        return every;
    }

    /** Shows the batch that is due now, if it is and has not been shown. */
    synchronized void look(Duration interval) {
        Instant now = clock.instant();
        Instant due = Instant.ofEpochSecond(now.getEpochSecond() / interval.toSeconds() * interval.toSeconds());
        if (!due.equals(done) && now.isBefore(due.plus(interval.dividedBy(PUNCTUAL)))) {
            try {
                show(due);
            } catch (SQLException failure) {
                // The next look tries it again.
                throw new IllegalStateException(
                        "The batch that is due was not shown: " + failure.getSQLState(), failure);
            }
            done = due;
        }
    }

    /**
     * Shows everything that waits and bears the day of before the batch was due, all of it or nothing, durably.
     *
     * @return false if this batch or a later one was shown already: then nothing happens
     */
    boolean show(Instant due) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("select show_batch(?)")) {
            statement.setLong(1, due.getEpochSecond());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
