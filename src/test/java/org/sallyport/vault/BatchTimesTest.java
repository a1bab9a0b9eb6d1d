package org.sallyport.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** When a batch is due: late or left out, never extra and small. */
class BatchTimesTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private final BatchTimes times = new BatchTimes(HOUR);
    /** Far from zero: System.nanoTime begins anywhere, below zero too. */
    private long nanos = Long.MAX_VALUE - Duration.ofMinutes(30).toNanos();

    @Test
    void atFullIntervalsOfTheWallClockAndOnceInEach() {
        times.begin(NOON.minusSeconds(1));
        assertThat(times.isDue(NOON.minusNanos(1), nanos)).isFalse();
        assertThat(times.isDue(NOON, nanos)).isTrue();
        times.moved(NOON.plusSeconds(1), nanos);
        for (Duration later = Duration.ZERO; later.compareTo(HOUR) < 0; later = later.plusSeconds(1)) {
            assertThat(times.isDue(NOON.plus(later), nanos + later.toNanos())).isFalse();
        }
        assertThat(times.isDue(NOON.plus(HOUR), nanos + HOUR.toNanos())).isTrue();
    }

    @Test
    void whoeverBeginsToLeadBeginsWithTheNextFullInterval() {
        times.begin(NOON);
        assertThat(times.isDue(NOON, nanos)).isFalse();
        assertThat(times.isDue(NOON.plus(Duration.ofMinutes(59)), nanos)).isFalse();
        assertThat(times.isDue(NOON.plus(HOUR), nanos)).isTrue();
    }

    /** Also who led before, and lost it between two batches. */
    @Test
    void whoeverLeadsAgainBeginsWithTheNextFullIntervalToo() {
        times.begin(NOON.minus(HOUR));
        times.moved(NOON, nanos);
        times.begin(NOON.plus(HOUR));
        assertThat(times.isDue(NOON.plus(HOUR).plusSeconds(1), nanos + HOUR.toNanos()))
                .isFalse();
        assertThat(times.isDue(NOON.plus(HOUR.multipliedBy(2)), nanos + 2 * HOUR.toNanos()))
                .isTrue();
    }

    @Test
    void neverWithinNineTenthsOfAnIntervalByTheMonotonicClock() {
        times.begin(NOON.minus(HOUR));
        times.moved(NOON.plus(Duration.ofMinutes(10)), nanos);
        Instant next = NOON.plus(HOUR);
        assertThat(times.isDue(next, nanos + Duration.ofMinutes(50).toNanos())).isFalse();
        assertThat(times.isDue(next, nanos + Duration.ofMinutes(54).toNanos() - 1))
                .isFalse();
        assertThat(times.isDue(next, nanos + Duration.ofMinutes(54).toNanos())).isTrue();
    }

    @Test
    void aClockSetBackByADayMakesNoExtraBatch() {
        times.begin(NOON.minus(HOUR));
        times.moved(NOON, nanos);
        Duration day = Duration.ofDays(1);
        assertThat(gap(NOON.plus(Duration.ofMinutes(5)).minus(day), Duration.ofMinutes(5)))
                .isBetween(Duration.ofMinutes(54), HOUR);
        Instant yesterday = NOON.minus(day).plus(HOUR);
        times.moved(yesterday, nanos);
        assertThat(gap(yesterday, Duration.ZERO)).as("and then as before").isEqualTo(HOUR);
    }

    @Test
    void aClockSetForwardByAYearMakesNoExtraBatch() {
        times.begin(NOON.minus(HOUR));
        times.moved(NOON, nanos);
        Duration year = Duration.ofDays(365);
        assertThat(gap(NOON.plus(Duration.ofMinutes(5)).plus(year), Duration.ofMinutes(5)))
                .isBetween(Duration.ofMinutes(54), HOUR);
        Instant then = NOON.plus(HOUR).plus(year);
        times.moved(then, nanos);
        assertThat(gap(then, Duration.ZERO)).as("and then as before").isEqualTo(HOUR);
    }

    /** Somebody who may set the clock cannot have single messages moved by it. */
    @Test
    void aClockThatIsTurnedAllTheTimeMovesNoMoreOften() {
        times.begin(NOON);
        int moved = 0;
        for (int minute = 0; minute < 24 * 60; minute++) {
            Instant any = NOON.plus(Duration.ofHours(minute % 2 == 0 ? minute : -minute));
            long now = nanos + Duration.ofMinutes(minute).toNanos();
            if (times.isDue(any, now)) {
                times.moved(any, now);
                moved++;
            }
        }
        assertThat(moved).isBetween(1, 24 * 60 / 54 + 1);
    }

    @Test
    void theDayIsThatOfTheIntervalThatEnded() {
        Instant midnight = Instant.parse("2026-11-25T00:00:00Z");
        assertThat(times.day(midnight)).isEqualTo(LocalDate.of(2026, 11, 24));
        assertThat(times.day(midnight.plusSeconds(2))).isEqualTo(LocalDate.of(2026, 11, 24));
        assertThat(times.day(midnight.plus(Duration.ofMinutes(59)))).isEqualTo(LocalDate.of(2026, 11, 24));
        assertThat(times.day(midnight.plus(HOUR))).isEqualTo(LocalDate.of(2026, 11, 25));
    }

    /** How long after the last batch the next one is due, by the monotonic clock: both go on from here. */
    private Duration gap(Instant wall, Duration since) {
        Duration later = since;
        while (!times.isDue(wall.plus(later).minus(since), nanos + later.toNanos())) {
            later = later.plusSeconds(1);
        }
        nanos += later.toNanos();
        return later;
    }
}
