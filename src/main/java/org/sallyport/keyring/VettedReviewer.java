package org.sallyport.keyring;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.EncryptionKey;

/**
 * Somebody whom a quorum of trustees vouches for at a desk, now.
 *
 * @param desk its slug
 * @param alias the role alias of the certificate, e.g. {@code urgent-1@desk.example}; never a person's name
 * @param person the name of the person whose certificate it is ({@link People})
 * @param holder the subject ("sub") of the person who signs in for it, if it is bound to one
 * @param encryptionKeys the living encryption keys, at least one
 * @param validUntil when this ends if nothing is renewed: with the certificate or with the quorum; {@link Instant#MAX} never
 */
public record VettedReviewer(
        String desk,
        String alias,
        String person,
        Optional<String> holder,
        Certificate certificate,
        List<EncryptionKey> encryptionKeys,
        Instant validUntil) {

    /** The certificate's, in upper-case hexadecimal. */
    public String fingerprint() {
        return certificate.fingerprint().hex();
    }

    /** All keys that something for these may be sealed to. */
    public static List<EncryptionKey> encryptionKeys(Collection<VettedReviewer> reviewers) {
        return reviewers.stream()
                .flatMap(reviewer -> reviewer.encryptionKeys.stream())
                .toList();
    }

    /** The newest encryption keys of these, of each kind and each once: what everything they can open should be sealed to. */
    public static List<EncryptionKey> newestKeys(Collection<VettedReviewer> reviewers, Instant at) {
        return reviewers.stream()
                .flatMap(reviewer -> reviewer.certificate.newestEncryptionKeys(at).stream())
                .distinct()
                .toList();
    }

    /** The newest encryption keys of this one's certificate. */
    public List<EncryptionKey> newestKeys(Instant at) {
        return certificate.newestEncryptionKeys(at);
    }

    /** Whether its programs open a body of SEIPD version 2. */
    public boolean readsVersion2(Instant at) {
        return certificate.readsVersion2(at);
    }

    /** The revoked subkeys of these, each once. */
    public static List<EncryptionKey> revokedKeys(Collection<VettedReviewer> reviewers) {
        return reviewers.stream()
                .flatMap(reviewer -> reviewer.certificate.revokedEncryptionKeys().stream())
                .distinct()
                .toList();
    }

    /** The certificate, binary, as it came. */
    public byte[] certificateOctets() {
        return certificate.octets();
    }
}
