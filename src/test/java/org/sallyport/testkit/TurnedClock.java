package org.sallyport.testkit;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The clock of the face under test: the machine's, until a test turns it ahead. So a session can be one that was left open
 * for a while; Keycloak, a process of its own, goes by the machine's.
 */
@Alternative
@Priority(1)
@Singleton
public class TurnedClock extends Clock {
    private static volatile Duration ahead = Duration.ZERO;

    /** Until it is turned back, with {@link Duration#ZERO}. */
    public static void ahead(Duration time) {
        ahead = time;
    }

    /** Longer than a second factor counts as fresh. */
    public static void aSessionLater() {
        ahead(Duration.ofMinutes(6));
    }

    public static void back() {
        ahead(Duration.ZERO);
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead);
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
