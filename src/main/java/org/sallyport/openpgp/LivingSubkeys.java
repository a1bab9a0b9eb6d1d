package org.sallyport.openpgp;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The encryption subkeys of a certificate that live at one moment: bound by its primary key, neither expired nor revoked, and
 * of a kind that may receive reports.
 *
 * @param keys at most as many as the certificate has, in no order
 */
record LivingSubkeys(Fingerprint certificate, List<PublicKeyBody> keys) {
    /** A report that was sealed before a rotation is not refused this long after it. */
    static final Duration GRACE = Duration.ofDays(7);

    static LivingSubkeys of(CertificateParts parts, Revocations revocations, Instant at) {
        return new LivingSubkeys(
                parts.primary().fingerprint(),
                parts.subkeys().stream()
                        .filter(subkey -> subkey.key().mayReceive())
                        .filter(subkey -> subkey.encryptingUnder(parts.primary(), revocations, at)
                                .isPresent())
                        .map(Subkey::key)
                        .toList());
    }

    List<EncryptionKey> all() {
        return named(key -> true);
    }

    /** The newest of each kind, classical and post-quantum: what senders take from now on. More than one of the same second. */
    List<EncryptionKey> newest() {
        return named(this::isNewest);
    }

    Optional<Instant> newestSince() {
        return keys.stream().filter(this::isNewest).map(PublicKeyBody::created).min(Instant::compareTo);
    }

    private boolean isNewest(PublicKeyBody key) {
        return successors(key).isEmpty();
    }

    /** Whether this key was replaced long enough ago that nothing new may be sealed to it. */
    boolean isSuperseded(PublicKeyBody key, Instant at) {
        return successors(key).stream()
                .anyMatch(successor -> !successor.created().plus(GRACE).isAfter(at));
    }

    private List<PublicKeyBody> successors(PublicKeyBody key) {
        return keys.stream()
                .filter(other -> other.isPostQuantum() == key.isPostQuantum())
                .filter(other -> other.created().isAfter(key.created()))
                .toList();
    }

    private List<EncryptionKey> named(Predicate<PublicKeyBody> which) {
        return keys.stream().filter(which).map(this::named).toList();
    }

    EncryptionKey named(PublicKeyBody key) {
        return new EncryptionKey(certificate, key.fingerprint(), key.algorithm());
    }
}
