package org.sallyport.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryCursorTest {
    @Test
    void aCursorComesBackAsItWas() {
        EntryCursor cursor = new EntryCursor(1, LocalDate.of(2026, 11, 24), UUID.randomUUID());
        assertThat(EntryCursor.parse(cursor.text())).isEqualTo(cursor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%", "dW5vcGVuZWQ"})
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> EntryCursor.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 2026-11-24",
                "1 2026-13-45 00000000-0000-0000-0000-000000000001",
                "1 2026-11-24 not-a-uuid",
                "-1 2026-11-24 00000000-0000-0000-0000-000000000001",
                "3 2026-11-24 00000000-0000-0000-0000-000000000001",
                "unopened 2026-11-24 00000000-0000-0000-0000-000000000001",
                "1 2026-11-24 00000000-0000-0000-0000-000000000001 1"
            })
    void soIsWhatHasNotThreeGoodParts(String plain) {
        String text = Base64.getUrlEncoder().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
        assertThatIllegalArgumentException().isThrownBy(() -> EntryCursor.parse(text));
    }
}
