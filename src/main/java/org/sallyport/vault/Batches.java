package org.sallyport.vault;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Opens the inner door of the airlock on time: the usual batches at full intervals, those of desks that opted in every few seconds, and
 * after midnight the nightly pass. Any number of staff processes may run; one of them leads. The source face has no such setting, and
 * its database role could not.
 */
@ApplicationScoped
public class Batches {
    private static final Logger LOG = Logger.getLogger(Batches.class);
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration SHORTEST_PROMPT = Duration.ofSeconds(1);
    private static final String LOOK_EVERY = "1s";

    private final Optional<Duration> every;
    private final Optional<MovingBatches> moving;
    private @Nullable String said;

    Batches(
            Leadership leadership,
            People people,
            Clock clock,
            @ConfigProperty(name = "sallyport.batches.every") Optional<Duration> every,
            @ConfigProperty(name = "sallyport.batches.prompt-every", defaultValue = "10s") Duration promptEvery) {
        this.every = every;
        require(
                every.map(interval -> interval.compareTo(SHORTEST) >= 0).orElse(true),
                "sallyport.batches.every is a minute or more");
        require(promptEvery.compareTo(SHORTEST_PROMPT) >= 0, "sallyport.batches.prompt-every is a second or more");
        this.moving = every.map(interval -> new MovingBatches(
                leadership, people, clock, System::nanoTime, new BatchTimes(interval), new BatchTimes(promptEvery)));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    void start(@Observes StartupEvent started, Scheduler scheduler) {
        moving.ifPresent(batches -> scheduler
                .newJob("batches")
                .setInterval(LOOK_EVERY)
                .setConcurrentExecution(Scheduled.ConcurrentExecution.SKIP)
                .setTask(execution -> look(batches))
                .schedule());
    }

    void stop(@Observes ShutdownEvent stopping) {
        moving.ifPresent(MovingBatches::close);
    }

    /** How often what is new is shown; empty if this process moves no batches. */
    public Optional<Duration> every() {
        return every;
    }

    private void look(MovingBatches batches) {
        try {
            MovingBatches.Outcome outcome = batches.look();
            if (outcome.quarantined()) {
                LOG.error(
                        "Something that arrived could not be placed. Nothing of it is lost: it lies in the table quarantine."
                                + " Tell the maintainers its column \"reason\".");
            }
            say(
                    outcome.untidied()
                            ? "Files of what arrived could not be emptied for two batches: is a connection to the"
                                    + " database left open?"
                            : null);
        } catch (SQLException failure) {
            say("A batch did not come to its end, and is tried again: the database failed with state "
                    + failure.getSQLState());
        } catch (RuntimeException failure) {
            say("A batch could not begin, and is tried again: "
                    + failure.getClass().getSimpleName());
        }
    }

    /** Each thing once, until it is over. */
    private void say(@Nullable String what) {
        if (what != null && !what.equals(said)) {
            LOG.warn(what);
        }
        said = what;
    }
}
