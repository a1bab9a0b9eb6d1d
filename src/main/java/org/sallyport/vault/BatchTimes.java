package org.sallyport.vault;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * When a batch is due: at the full intervals of the wall clock, so that a start does not shift them; and never within nine tenths of an
 * interval after the one before, by the monotonic clock, whatever the wall clock does: late or left out, never extra and small. A
 * small batch would say when its messages came.
 */
final class BatchTimes {
    private final Duration interval;
    private @Nullable Instant begun;
    private @Nullable Instant done;
    private long movedNanos;
    private boolean hasMoved;

    BatchTimes(Duration interval) {
        this.interval = interval;
    }

    /** A process that begins to lead begins with the next full interval. */
    void begin(Instant now) {
        done = boundary(now);
    }

    /** The batch that is due now, if one is. */
    boolean isDue(Instant now, long nanos) {
        if (boundary(now).equals(done)) {
            return false;
        }
        return !hasMoved || nanos - movedNanos >= interval.toNanos() / 10 * 9;
    }

    /** The batch that is due now has begun: if it fails, the next look goes on with it, and begins no other. */
    void begun(Instant now) {
        begun = boundary(now);
    }

    boolean isBegun(Instant now) {
        return boundary(now).equals(begun);
    }

    /** It was moved, or there was nothing to move. */
    void moved(Instant now, long nanos) {
        done = boundary(now);
        movedNanos = nanos;
        hasMoved = true;
    }

    /** How many batches there are in so much time, at least one. */
    int in(Duration time) {
        return (int) Math.max(1, time.dividedBy(interval));
    }

    /** The day of the interval that has ended. */
    LocalDate day(Instant now) {
        return LocalDate.ofInstant(boundary(now).minusSeconds(1), ZoneOffset.UTC);
    }

    private Instant boundary(Instant now) {
        long seconds = interval.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond(), seconds) * seconds);
    }
}
