package org.sallyport.openpgp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A user id of a certificate and what is signed about it.
 *
 * @param octets as they stand in the certificate
 * @param signatures certifications, by the key itself and by others, none of them verified yet
 */
record UserId(byte[] octets, List<KeySignature> signatures) {
    /** A role alias and nothing beside it: so no certificate can carry a person's name to sources. */
    private static final Pattern ROLE_ALIAS =
            Pattern.compile("<?([A-Za-z0-9][A-Za-z0-9._+-]{0,63}@[A-Za-z0-9][A-Za-z0-9.-]{0,126})>?");

    Optional<String> alias() {
        Matcher matcher = ROLE_ALIAS.matcher(new String(octets, UTF_8));
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The newest statement about this user id that the signer really made and that does not come from the future. */
    Optional<KeySignature> newest(PublicKeyBody key, PublicKeyBody signer, Instant at) {
        return signatures.stream()
                .filter(signature -> signature.claims(signer.fingerprint()))
                .filter(signature ->
                        signature.isCertification() && !signature.created().isAfter(at))
                .sorted(KeySignature.NEWEST_FIRST)
                .filter(signature -> signature.grants(signer, key.hashed(), hashed()))
                .findFirst();
    }

    /** A revocation ends every older statement of its maker; one from the same second or from the future too. */
    boolean isRevoked(KeySignature statement, PublicKeyBody key, PublicKeyBody signer, Revocations revocations) {
        return revocations
                .verified(KeySignature.CERTIFICATION_REVOCATION, signer, key.hashed(), hashed())
                .anyMatch(revocation -> !revocation.created().isBefore(statement.created()));
    }

    /** RFC 9580, 5.2.4. */
    byte[] hashed() {
        return ByteBuffer.allocate(5 + octets.length)
                .put((byte) 0xB4)
                .putInt(octets.length)
                .put(octets)
                .array();
    }
}
