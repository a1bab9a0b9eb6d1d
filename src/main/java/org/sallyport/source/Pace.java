package org.sallyport.source;

import java.util.Arrays;

/** How fast an upload is, counted in ticks of the {@link Anteroom}: no time of day is read or kept. */
final class Pace {
    /** Seconds from one tick to the next. */
    static final int TICK = 5;

    private static final int MINUTE = 60 / TICK;
    private static final int SILENT = 2 * MINUTE;
    private static final long SLOW = 64 * 1024;

    private final long[] minute = new long[MINUTE];
    private long ticks;
    private long lastMoved;

    synchronized void moved(int octets) {
        minute[(int) (ticks % MINUTE)] += octets;
        lastMoved = ticks;
    }

    synchronized void tick() {
        ticks++;
        minute[(int) (ticks % MINUTE)] = 0;
    }

    /** In the last minute. */
    synchronized long octets() {
        return Arrays.stream(minute).sum();
    }

    /** It has had its minute, and less than 64 KiB came in it. */
    synchronized boolean isSlow() {
        return ticks >= MINUTE && octets() < SLOW;
    }

    /** Nothing came for two minutes. */
    synchronized boolean isSilent() {
        return ticks - lastMoved > SILENT;
    }

    /** Old enough to be compared with others: whoever has just come may still be fast. */
    synchronized boolean isKnown() {
        return ticks > 1;
    }
}
