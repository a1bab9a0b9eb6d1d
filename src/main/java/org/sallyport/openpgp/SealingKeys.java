package org.sallyport.openpgp;

import java.util.Collection;
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

    static List<PublicKeyBody> choose(Collection<Recipient> to) {
        boolean postQuantum = to.stream().allMatch(Recipient::hasPostQuantum);
        return to.stream().map(recipient -> recipient.newest(postQuantum)).toList();
    }
}
