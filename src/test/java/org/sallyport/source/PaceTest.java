package org.sallyport.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final int MINUTE = 60 / Pace.TICK;

    private final Pace pace = new Pace();

    @Test
    void nobodyIsSlowBeforeAMinuteIsOver() {
        tick(MINUTE - 1);
        assertThat(pace.isSlow()).isFalse();
        tick(1);
        assertThat(pace.isSlow()).isTrue();
    }

    @Test
    void sixtyFourKiBInTheLastMinuteAreEnough() {
        tick(MINUTE);
        pace.moved(64 * 1024);
        assertThat(pace.isSlow()).isFalse();
        tick(MINUTE - 1);
        assertThat(pace.isSlow()).isFalse();
        tick(1);
        assertThat(pace.isSlow()).isTrue();
    }

    @Test
    void oneOctetLessIsSlow() {
        tick(MINUTE);
        pace.moved(64 * 1024 - 1);
        assertThat(pace.isSlow()).isTrue();
    }

    @Test
    void twoMinutesWithoutAnOctetAreSilence() {
        pace.moved(1);
        tick(2 * MINUTE);
        assertThat(pace.isSilent()).isFalse();
        tick(1);
        assertThat(pace.isSilent()).isTrue();
        pace.moved(1);
        assertThat(pace.isSilent()).isFalse();
    }

    private void tick(int ticks) {
        for (int i = 0; i < ticks; i++) {
            pace.tick();
        }
    }
}
