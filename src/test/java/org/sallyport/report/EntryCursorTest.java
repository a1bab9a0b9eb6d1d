package org.sallyport.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryCursorTest {
    @Test
    void aCursorComesBackAsItWas() {
        EntryCursor cursor = new EntryCursor(true, LocalDate.of(2026, 11, 24), UUID.randomUUID());
        assertThat(EntryCursor.parse(cursor.text())).isEqualTo(cursor);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "%",
                "dW5vcGVuZWQ",
                "dW5vcGVuZWQgMjAyNi0xMy00NSAx",
                "dW5vcGVuZWQgMjAyNi0xMS0yNCBub3QtYS11dWlk"
            })
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> EntryCursor.parse(text));
    }
}
