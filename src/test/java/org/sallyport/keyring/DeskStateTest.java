package org.sallyport.keyring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.ForgedCertificate;

/** The key admin knows before a desk closes by itself. */
class DeskStateTest {
    private static final LocalDate SOON = LocalDate.of(2026, 12, 1);
    private static final LocalDate LATER = LocalDate.of(2027, 3, 1);

    private final Map<String, Optional<LocalDate>> ends = new HashMap<>();

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

    @Test
    void twoCertificatesOfOnePersonAreOneReviewerAndTheOneThatStaysLongerCounts() {
        assertThat(state(of("urgent-1", SOON), of("urgent-1", LATER)))
                .extracting(DeskState::reviewers, DeskState::open, DeskState::openUntil)
                .containsExactly(1, false, null);
        assertThat(state(of("urgent-1", SOON), of("urgent-1", LATER), of("urgent-2", LATER.plusDays(1))))
                .extracting(DeskState::reviewers, DeskState::open, DeskState::openUntil)
                .containsExactly(2, true, LATER);
    }

    @Test
    void aRetiredCertificateIsNoReviewerAndLacksNothing() {
        assertThat(state(of("urgent-1", LATER), StoredRows.retired(of("urgent-2", LATER))))
                .extracting(DeskState::reviewers, DeskState::open, DeskState::lacking)
                .containsExactly(1, false, List.of());
    }

    /** As many people as there are ends. */
    private @Nullable LocalDate openUntil(@Nullable LocalDate... ends) {
        StoredCertificate[] rows = new StoredCertificate[ends.length];
        for (int number = 0; number < ends.length; number++) {
            rows[number] = of("urgent-" + number, ends[number]);
        }
        return state(rows).openUntil();
    }

    /** A certificate that is vetted until then. */
    private StoredCertificate of(String alias, @Nullable LocalDate end) {
        StoredCertificate row = StoredRows.row(ForgedCertificate.plain(alias + "@desk.example"));
        ends.put(row.fingerprint(), Optional.ofNullable(end));
        return row;
    }

    private DeskState state(StoredCertificate... rows) {
        List<CertificateState> certificates =
                Stream.of(rows).map(row -> vetted(row)).toList();
        return DeskState.of(
                new Desk("urgent", "Urgent protection", ""), List.of(), certificates, People.of(List.of(rows)), 2);
    }

    private CertificateState vetted(StoredCertificate row) {
        LocalDate end = ends.getOrDefault(row.fingerprint(), Optional.empty()).orElse(null);
        return new CertificateState(
                new Fingerprint(row.fingerprint()).spoken(),
                row.alias().orElseThrow(),
                null,
                end,
                true,
                false,
                true,
                row.isRetired(),
                List.of(new CertificateState.Vouching("urgent", 2, 2, end)),
                "");
    }
}
