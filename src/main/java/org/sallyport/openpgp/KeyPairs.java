package org.sallyport.openpgp;

import java.time.Instant;
import java.util.Date;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;

/** The key pairs that we make, as OpenPGP has them. */
final class KeyPairs {
    private static final int VERSION = 4;

    private KeyPairs() {}

    /** @param algorithm one that the keys are of (RFC 9580, 9.1) */
    static PGPKeyPair version4(int algorithm, AsymmetricCipherKeyPair keys, Instant created) {
        try {
            return new BcPGPKeyPair(VERSION, algorithm, keys, Date.from(created));
        } catch (PGPException keysOfAnotherAlgorithm) {
            throw new IllegalArgumentException(keysOfAnotherAlgorithm);
        }
    }
}
