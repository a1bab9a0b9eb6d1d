package org.sallyport.keyring;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A desk, for those who look after it.
 *
 * @param shownAtOnce whether its reviewers are shown a message as soon as it is stored
 * @param reviewers how many are vetted for it today
 * @param minimum with how many it is offered to sources
 * @param openUntil the day on which it falls below that number if nothing is renewed; null if it is below, or never falls
 * @param lacking what keeps each certificate that some trustee vouches for from receiving its reports, a sentence each
 */
public record DeskState(
        String slug,
        String name,
        String description,
        List<DeskText> texts,
        boolean retired,
        boolean shownAtOnce,
        boolean open,
        int reviewers,
        int minimum,
        @Nullable LocalDate openUntil,
        List<String> lacking) {

    static DeskState of(Desk desk, List<DeskText> texts, List<CertificateState> certificates, int minimum) {
        int vetted = 0;
        List<String> lacking = new ArrayList<>();
        for (CertificateState certificate : certificates) {
            if (certificate.isVettedFor(desk.slug())) {
                vetted++;
            } else {
                certificate.desks().stream()
                        .filter(one -> one.desk().equals(desk.slug()))
                        .forEach(one -> lacking.add(sentence(certificate, one)));
            }
        }
        return new DeskState(
                desk.slug(),
                desk.name(),
                desk.description(),
                texts,
                desk.isRetired(),
                desk.isShownAtOnce(),
                !desk.isRetired() && vetted >= minimum,
                vetted,
                minimum,
                openUntil(desk.slug(), certificates, minimum),
                lacking);
    }

    /** Those who stay longest come first: with the last one whom the number needs it ends. */
    private static @Nullable LocalDate openUntil(String desk, List<CertificateState> certificates, int minimum) {
        return certificates.stream()
                .filter(certificate -> certificate.isVettedFor(desk))
                .map(certificate -> certificate.lastDayFor(desk).orElse(LocalDate.MAX))
                .sorted(Comparator.reverseOrder())
                .skip(Math.max(0, minimum - 1))
                .findFirst()
                .filter(day -> !day.equals(LocalDate.MAX))
                .orElse(null);
    }

    private static String sentence(CertificateState certificate, CertificateState.Vouching vouching) {
        String who = certificate.alias() == null ? certificate.fingerprint() : certificate.alias();
        return certificate.fault() == null
                ? who + ": " + vouching.trustees() + " of " + vouching.quorum() + " trustees vouch for it."
                : who + ": " + certificate.fault() + ".";
    }
}
