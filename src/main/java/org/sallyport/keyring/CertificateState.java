package org.sallyport.keyring;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.CertificateBundle;
import org.sallyport.openpgp.Standing;

/**
 * What a stored certificate is worth today, in words for whoever looks after it.
 *
 * @param fingerprint in groups of four, as people compare it by voice
 * @param alias the role alias of its user id; null if it has none that counts
 * @param fault why it can receive nothing whoever vouches for it, as the rest of a sentence; null if it could
 * @param until the day on which the certificate itself ends; null if never, or if it has a fault
 * @param retired whether it was taken out of use for good: it receives nothing and opens nothing, whoever vouches for it
 * @param desks every desk for which a trustee vouches, by slug
 * @param armored the certificate, to be signed by trustees
 */
public record CertificateState(
        String fingerprint,
        @Nullable String alias,
        @Nullable String fault,
        @Nullable LocalDate until,
        boolean version2,
        boolean postQuantum,
        boolean held,
        boolean retired,
        List<Vouching> desks,
        String armored) {
    private static final int ML_KEM = 35;

    /**
     * How many trustees vouch for it at a desk.
     *
     * @param until the day on which the quorum, or the certificate, ends; null without a quorum
     */
    public record Vouching(
            String desk, int trustees, int quorum, @Nullable LocalDate until) {}

    static CertificateState of(
            Certificate certificate,
            StoredCertificate row,
            List<String> desks,
            Trustees trustees,
            int quorum,
            Instant now) {
        Standing standing = certificate.standing(now);
        Standing.Usable usable = standing instanceof Standing.Usable found ? found : null;
        String fault = standing instanceof Standing.Unusable unusable
                ? unusable.fault().words()
                : null;
        List<Vouching> vouchings = desks.stream()
                .map(desk -> vouching(certificate, desk, usable, trustees, quorum, now))
                .filter(vouching -> vouching.trustees > 0)
                .toList();
        return new CertificateState(
                certificate.fingerprint().spoken(),
                certificate.alias().orElse(null),
                fault,
                usable == null ? null : day(usable.until()).orElse(null),
                usable != null && usable.version2(),
                usable != null && usable.keys().stream().anyMatch(key -> key.algorithm() == ML_KEM),
                row.holder().isPresent(),
                row.isRetired(),
                vouchings,
                CertificateBundle.armored(List.of(certificate)));
    }

    private static Vouching vouching(
            Certificate certificate,
            String desk,
            Standing.@Nullable Usable usable,
            Trustees trustees,
            int quorum,
            Instant now) {
        var votes = certificate.certifications(trustees.certificates(), desk, now);
        LocalDate until = null;
        if (usable != null && votes.size() >= quorum) {
            Instant quorumEnds = votes.get(quorum - 1).until();
            until = day(quorumEnds.isBefore(usable.until()) ? quorumEnds : usable.until())
                    .orElse(null);
        }
        return new Vouching(desk, votes.size(), quorum, until);
    }

    private static Optional<LocalDate> day(Instant end) {
        return end.equals(Instant.MAX)
                ? Optional.empty()
                : Optional.of(end.atZone(ZoneOffset.UTC).toLocalDate());
    }

    /** As {@link People} and the tables know it. */
    String hex() {
        return fingerprint.replace(" ", "");
    }

    /** Whether it receives the desk's reports today. */
    boolean isVettedFor(String desk) {
        return vettedFor(desk).isPresent();
    }

    /** The day on which it stops receiving the desk's reports if nothing is renewed; empty if it does not, or never stops. */
    Optional<LocalDate> lastDayFor(String desk) {
        return vettedFor(desk).flatMap(vouching -> Optional.ofNullable(vouching.until));
    }

    private Optional<Vouching> vettedFor(String desk) {
        return desks.stream()
                .filter(one -> fault == null && !retired && one.desk.equals(desk) && one.trustees >= one.quorum)
                .findFirst();
    }
}
