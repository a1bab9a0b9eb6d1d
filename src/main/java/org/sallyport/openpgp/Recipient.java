package org.sallyport.openpgp;

import java.util.Comparator;
import java.util.List;

/**
 * Somebody whom a message is sealed to, as their certificate stands at that moment.
 *
 * @param keys their living encryption subkeys, at least one, each of which can be sealed to
 * @param version2 whether their programs open a body of SEIPD version 2
 */
record Recipient(List<PublicKeyBody> keys, boolean version2) {
    boolean hasPostQuantum() {
        return keys.stream().anyMatch(PublicKeyBody::isPostQuantum);
    }

    /** Their newest key of this kind, or of the other where they have none of it. */
    PublicKeyBody newest(boolean postQuantum) {
        List<PublicKeyBody> wanted =
                keys.stream().filter(key -> key.isPostQuantum() == postQuantum).toList();
        return (wanted.isEmpty() ? keys : wanted)
                .stream().max(Comparator.comparing(PublicKeyBody::created)).orElseThrow();
    }
}
