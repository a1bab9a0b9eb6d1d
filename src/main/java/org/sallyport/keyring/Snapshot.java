package org.sallyport.keyring;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Whom reports may be sealed to, as far as it was known at one moment.
 *
 * @param computed when the signatures were verified
 * @param ends when they must be verified again
 * @param confirmed when the database and the folders were last seen to say the same
 * @param tried when that was last attempted
 */
record Snapshot(
        KeyFiles files,
        Vetting vetting,
        List<VettedDesk> desks,
        Instant computed,
        Instant ends,
        Instant confirmed,
        Instant tried) {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration VERIFY_EVERY = Duration.ofDays(1);
    /**
     * How long an answer is used while the database or a folder cannot be read. A restart of PostgreSQL takes seconds and
     * should turn no source away; but whoever can cut the service off from the database must not thereby keep a revoked
     * reviewer a recipient, so it is short.
     */
    private static final Duration YOUNG = Duration.ofMinutes(1);

    static Snapshot of(KeyFiles files, Vetting vetting, Instant now) {
        Instant daily = now.plus(VERIFY_EVERY);
        Instant ends =
                vetting.nextChange(now).filter(change -> change.isBefore(daily)).orElse(daily);
        return new Snapshot(files, vetting, vetting.desks(now), now, ends, now, now);
    }

    /** Nothing has to be looked at. */
    boolean isFresh(Instant now) {
        return isWithin(now, tried, LOOK_EVERY) && holds(now);
    }

    /** It may be answered from, even if somebody should look. */
    boolean holds(Instant now) {
        return isYoung(now) && holdsStill(now);
    }

    boolean isYoung(Instant now) {
        return isWithin(now, confirmed, YOUNG);
    }

    /** A clock that was set back makes everything old, which is the safe side. */
    private static boolean isWithin(Instant now, Instant since, Duration time) {
        return !now.isBefore(since) && now.isBefore(since.plus(time));
    }

    /** Nothing changed outside; verified again if its time has come. */
    Snapshot confirmed(Instant now) {
        return holdsStill(now)
                ? new Snapshot(files, vetting, desks, computed, ends, now, now)
                : of(files, vetting, now);
    }

    /** Looking failed: what is known goes on for what is left of its minute, and what expired meanwhile is gone from it. */
    Snapshot triedAgain(Instant now) {
        Snapshot current = holdsStill(now) ? this : of(files, vetting, now);
        return new Snapshot(files, vetting, current.desks, current.computed, current.ends, confirmed, now);
    }

    private boolean holdsStill(Instant now) {
        return !now.isBefore(computed) && now.isBefore(ends);
    }
}
