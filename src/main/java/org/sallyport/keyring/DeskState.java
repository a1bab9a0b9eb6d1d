package org.sallyport.keyring;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A desk, for those who look after it.
 *
 * @param shownAtOnce whether its reviewers are shown a message within seconds
 * @param reviewers how many people are vetted for it today, whatever number of certificates they have
 * @param minimum with how many it is offered to sources
 * @param openUntil the day on which it falls below that number if nothing is renewed; null if it is below, or never falls
 * @param lacking what keeps each certificate that some trustee vouches for from receiving its reports, a sentence each; not
 *     that somebody retired it
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

    static DeskState of(
            Desk desk, List<DeskText> texts, List<CertificateState> certificates, People people, int minimum) {
        Map<String, LocalDate> vetted = vetted(desk.slug(), certificates, people);
        List<String> lacking = new ArrayList<>();
        for (CertificateState certificate : certificates) {
            if (!certificate.retired() && !certificate.isVettedFor(desk.slug())) {
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
                !desk.isRetired() && vetted.size() >= minimum,
                vetted.size(),
                minimum,
                openUntil(vetted, minimum),
                lacking);
    }

    /** By person: the last day of whichever of their certificates stays longest. */
    private static Map<String, LocalDate> vetted(String desk, List<CertificateState> certificates, People people) {
        return certificates.stream()
                .filter(certificate -> certificate.isVettedFor(desk))
                .collect(Collectors.toMap(
                        certificate -> people.person(certificate.hex()),
                        certificate -> certificate.lastDayFor(desk).orElse(LocalDate.MAX),
                        (one, other) -> one.isAfter(other) ? one : other));
    }

    /** Those who stay longest come first: with the last one whom the number needs it ends. */
    private static @Nullable LocalDate openUntil(Map<String, LocalDate> vetted, int minimum) {
        return vetted.values().stream()
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
