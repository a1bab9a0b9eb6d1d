package org.sallyport.openpgp;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Which subkey of each recipient a message is sealed to: the newest with ML-KEM where every recipient has one, else the
 * newest without it.
 *
 * <p>One recipient without ML-KEM makes it useless for the whole message, and a kilobyte for each of the others. Somebody who
 * has nothing but ML-KEM is sealed to with it even then: a desk of different keys leaves nobody out, and is as strong as its
 * weakest key, whatever one does.
 */
final class SealingKeys {
    private SealingKeys() {}

    /** @throws IllegalArgumentException if a certificate cannot be sealed to at that time */
    static List<PublicKeyBody> choose(Collection<Certificate> to, Instant at) {
        List<List<PublicKeyBody>> living =
                to.stream().map(certificate -> certificate.sealingKeys(at)).toList();
        boolean postQuantum = living.stream().allMatch(keys -> keys.stream().anyMatch(PublicKeyBody::isPostQuantum));
        return living.stream().map(keys -> newest(keys, postQuantum)).toList();
    }

    private static PublicKeyBody newest(List<PublicKeyBody> living, boolean postQuantum) {
        List<PublicKeyBody> wanted = living.stream()
                .filter(key -> key.isPostQuantum() == postQuantum)
                .toList();
        return (wanted.isEmpty() ? living : wanted)
                .stream().max(Comparator.comparing(PublicKeyBody::created)).orElseThrow();
    }
}
