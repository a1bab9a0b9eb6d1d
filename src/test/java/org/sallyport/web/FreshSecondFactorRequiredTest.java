package org.sallyport.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FreshSecondFactorRequiredTest {
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    private record Somebody(Optional<Instant> secondFactor) implements StaffMember {
        @Override
        public String subject() {
            return "an id";
        }

        @Override
        public String alias() {
            return "key-admin";
        }
    }

    private static boolean refused(Optional<Instant> proved) {
        Response answer = new FreshSecondFactorRequired(new Somebody(proved), Clock.fixed(NOW, ZoneOffset.UTC)).check();
        if (answer == null) {
            return false;
        }
        assertThat(answer.getStatus()).isEqualTo(403);
        assertThat(((Problem) answer.getEntity()).type()).isEqualTo(FreshSecondFactorRequired.TYPE);
        return true;
    }

    private static boolean refusedAfter(Duration time) {
        return refused(Optional.of(NOW.minus(time)));
    }

    @Test
    void it_lasts_five_minutes() {
        assertThat(refusedAfter(Duration.ZERO)).isFalse();
        assertThat(refusedAfter(Duration.ofSeconds(299))).isFalse();
        assertThat(refusedAfter(Duration.ofMinutes(5))).isTrue();
        assertThat(refusedAfter(Duration.ofDays(1))).isTrue();
    }

    @Test
    void without_one_nothing_is_done() {
        assertThat(refused(Optional.empty())).isTrue();
    }

    @Test
    void a_clock_that_is_a_little_ahead_is_forgiven_and_one_that_is_wrong_is_not() {
        assertThat(refusedAfter(Duration.ofSeconds(-5))).isFalse();
        assertThat(refusedAfter(Duration.ofMinutes(-1))).isTrue();
    }
}
