package org.sallyport.testkit;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock in UTC that stands until a test turns it. */
public class WallClock extends Clock {
    private volatile Instant now;

    public WallClock(Instant start) {
        now = start;
    }

    /** Forward or back. */
    public void turn(Instant to) {
        now = to;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
