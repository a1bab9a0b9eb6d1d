package org.sallyport.keyring;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.CertificateRefused;
import org.sallyport.openpgp.Certification;
import org.sallyport.openpgp.Standing;

/**
 * The only way to become a recipient: what was stored on one side, the trustees' certificates on the other, and their
 * signatures between them. Its answers are kept in memory until something changes, and stored nowhere.
 */
final class Vetting {
    private static final Logger LOG = Logger.getLogger(Vetting.class);

    private final StoredKeyring stored;
    private final Trustees trustees;
    private final KeyringConfig config;
    private final People people;
    private final List<Candidate> candidates;

    private record Candidate(Certificate certificate, StoredCertificate row) {}

    Vetting(StoredKeyring stored, Trustees trustees, KeyringConfig config) {
        this.stored = stored;
        this.trustees = trustees;
        this.config = config;
        this.people = People.of(stored.certificates());
        this.candidates = stored.certificates().stream()
                .flatMap(row -> candidate(row).stream())
                .toList();
    }

    /** A row that does not hold what it says is nobody's certificate; it must not stop the others. */
    private Optional<Candidate> candidate(StoredCertificate row) {
        try {
            Certificate certificate = Certificate.read(row.octets());
            if (certificate.fingerprint().hex().equals(row.fingerprint())
                    && !trustees.include(certificate.fingerprint())) {
                return Optional.of(new Candidate(certificate.under(trustees.revocations()), row));
            }
            LOG.warn("A stored certificate is not the one its row names, or is a trustee's: it receives nothing");
        } catch (CertificateRefused refusal) {
            LOG.warnf(
                    "A stored certificate receives nothing: %s", refusal.fault().words());
        }
        return Optional.empty();
    }

    /** Every desk with its vetted reviewers at that moment, by name; closed ones too. */
    List<VettedDesk> desks(Instant at) {
        return stored.desks().stream()
                .map(desk -> new VettedDesk(
                        desk.slug(),
                        desk.name(),
                        desk.description(),
                        reviewers(desk.slug(), at),
                        config.deskMinimum(),
                        desk.isRetired(),
                        desk.isShownAtOnce()))
                .sorted(Comparator.comparing(VettedDesk::name).thenComparing(VettedDesk::slug))
                .toList();
    }

    private List<VettedReviewer> reviewers(String desk, Instant at) {
        return candidates.stream()
                .filter(candidate -> !candidate.row().isRetired())
                .flatMap(candidate -> vetted(candidate, desk, at).stream())
                .sorted(Comparator.comparing(VettedReviewer::alias).thenComparing(VettedReviewer::fingerprint))
                .toList();
    }

    private Optional<VettedReviewer> vetted(Candidate candidate, String desk, Instant at) {
        Certificate certificate = candidate.certificate();
        List<Certification> votes = certificate.certifications(trustees.certificates(), desk, at);
        if (votes.size() < config.quorum() || !(certificate.standing(at) instanceof Standing.Usable usable)) {
            return Optional.empty();
        }
        // The votes that last longest come first: the quorum ends with the last one it cannot do without.
        Instant quorumEnds = votes.get(config.quorum() - 1).until();
        Instant until = quorumEnds.isBefore(usable.until()) ? quorumEnds : usable.until();
        return Optional.of(new VettedReviewer(
                desk,
                usable.alias(),
                people.person(candidate.row().fingerprint()),
                candidate.row().holder(),
                certificate,
                usable.keys(),
                until));
    }

    People people() {
        return people;
    }

    Optional<String> alias(String fingerprint) {
        return candidates.stream()
                .map(Candidate::certificate)
                .filter(certificate -> certificate.fingerprint().hex().equals(fingerprint))
                .findFirst()
                .flatMap(Certificate::alias);
    }

    Quorum quorum() {
        return new Quorum(
                config.quorum(),
                trustees.certificates().stream().map(Certificate::octets).toList());
    }

    /** When any answer could next change by itself. */
    Optional<Instant> nextChange(Instant after) {
        List<Certificate> all = new ArrayList<>(trustees.certificates());
        candidates.forEach(candidate -> all.add(candidate.certificate()));
        return all.stream()
                .flatMap(certificate -> certificate.nextChange(after).stream())
                .min(Instant::compareTo);
    }

    boolean isOf(UUID version) {
        return stored.version().equals(version);
    }
}
