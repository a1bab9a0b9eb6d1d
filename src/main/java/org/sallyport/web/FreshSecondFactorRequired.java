package org.sallyport.web;

import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Refuses a key operation on a session that was left open, or that a password alone opened. */
class FreshSecondFactorRequired {
    /** What the console knows this refusal by. */
    static final String TYPE = "tag:sallyport.org,2026:second-factor";

    private static final Duration FRESH = Duration.ofMinutes(5);
    /** How far Keycloak's clock may be ahead of ours. */
    private static final Duration SKEW = Duration.ofSeconds(10);

    private final StaffMember person;
    private final Clock clock;

    FreshSecondFactorRequired(StaffMember person, Clock clock) {
        this.person = person;
        this.clock = clock;
    }

    @ServerRequestFilter
    @FreshSecondFactor
    public @Nullable Response check() {
        Instant now = clock.instant();
        boolean fresh = person.secondFactor()
                .filter(proved -> proved.plus(FRESH).isAfter(now))
                .filter(proved -> !proved.isAfter(now.plus(SKEW)))
                .isPresent();
        return fresh
                ? null
                : new Problem(
                                TYPE,
                                403,
                                "Confirm that it is you",
                                "Confirm with your second factor first: open /console/step-up in a second tab, then try"
                                        + " again here within five minutes.")
                        .response();
    }
}
