package org.sallyport.keyring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The key admin knows before a desk closes by itself. */
class DeskStateTest {
    private static final LocalDate SOON = LocalDate.of(2026, 12, 1);
    private static final LocalDate LATER = LocalDate.of(2027, 3, 1);

    @Test
    void itFallsBelowItsMinimumWithTheLastReviewerWhomTheNumberNeeds() {
        assertThat(openUntil(SOON, LATER)).isEqualTo(SOON);
        assertThat(openUntil(SOON, LATER, LATER.plusDays(1))).isEqualTo(LATER);
    }

    @Test
    void whoeverNeverEndsCountsLongest() {
        assertThat(openUntil(SOON, null)).isEqualTo(SOON);
        assertThat(openUntil(null, null)).isNull();
    }

    @Test
    void aDeskThatIsBelowAlreadyHasNoSuchDay() {
        assertThat(openUntil(LATER)).isNull();
        assertThat(openUntil()).isNull();
    }

    private static @Nullable LocalDate openUntil(@Nullable LocalDate... ends) {
        List<CertificateState> certificates =
                Stream.of(ends).map(DeskStateTest::vettedUntil).toList();
        return DeskState.of(new Desk("urgent", "Urgent protection", ""), List.of(), certificates, 2)
                .openUntil();
    }

    private static CertificateState vettedUntil(@Nullable LocalDate end) {
        return new CertificateState(
                "F",
                "urgent-1@desk.example",
                null,
                end,
                true,
                false,
                true,
                List.of(new CertificateState.Vouching("urgent", 2, 2, end)),
                "");
    }
}
