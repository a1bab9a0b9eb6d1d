package org.sallyport.openpgp;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A subkey of a certificate and what the primary key signed about it.
 *
 * @param signatures none of them verified yet
 */
record Subkey(PublicKeyBody key, List<KeySignature> signatures) {
    /** RFC 9580, 5.2.3.29. */
    private static final int SIGNS = 0x02;

    /** Encrypt communications, encrypt storage. */
    private static final int ENCRYPTS = 0x04 | 0x08;

    /** The binding that makes this a living encryption subkey at that time, whatever its algorithm; empty if none does. */
    Optional<KeySignature> encryptingUnder(PublicKeyBody primary, Revocations revocations, Instant at) {
        return binding(primary, revocations, at).filter(this::isForEncryption);
    }

    /** Whether this is a living subkey that signs in the name of the primary key. */
    boolean isSigningUnder(PublicKeyBody primary, Revocations revocations, Instant at) {
        return binding(primary, revocations, at)
                .filter(binding -> (binding.flags().orElse(0) & SIGNS) != 0)
                .filter(binding -> binding.isReturnedBy(key, primary))
                .isPresent();
    }

    private Optional<KeySignature> binding(PublicKeyBody primary, Revocations revocations, Instant at) {
        if (key.created().isAfter(at)) {
            return Optional.empty();
        }
        Optional<KeySignature> binding = signatures.stream()
                .filter(signature -> signature.type() == KeySignature.SUBKEY_BINDING)
                .filter(signature -> !signature.created().isAfter(at))
                .filter(signature -> !signature.created().isBefore(key.created()))
                .sorted(KeySignature.NEWEST_FIRST)
                .filter(signature -> signature.grants(primary, primary.hashed(), key.hashed()))
                .findFirst();
        return binding.filter(found -> until(found).isAfter(at)).filter(found -> !isRevoked(primary, revocations));
    }

    Instant until(KeySignature binding) {
        Instant keyExpires = binding.keyExpires(key);
        return keyExpires.isBefore(binding.expires()) ? keyExpires : binding.expires();
    }

    private boolean isForEncryption(KeySignature binding) {
        return key.canEncrypt() && (binding.flags().orElse(0) & ENCRYPTS) != 0;
    }

    /** For good, whatever the reason: a subkey is cheap to replace. */
    boolean isRevoked(PublicKeyBody primary, Revocations revocations) {
        return revocations
                .verified(KeySignature.SUBKEY_REVOCATION, primary, primary.hashed(), key.hashed())
                .findAny()
                .isPresent();
    }
}
