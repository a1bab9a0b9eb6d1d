package org.sallyport.openpgp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import org.bouncycastle.crypto.Wrapper;
import org.bouncycastle.crypto.digests.SHA3Digest;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.RFC3394WrapEngine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPublicKeyParameters;

/**
 * ML-KEM-768+X25519 (RFC 9980, 4.2): a session key is wrapped under what two key agreements give together, so that it stays
 * secret as long as one of them holds. Bouncy Castle has both, but not yet their combination in OpenPGP.
 */
final class CompositeKem {
    /** Its number as a public-key algorithm; the only one of that RFC that version 4 subkeys may have. */
    static final int ALGORITHM = 35;

    /** An X25519 public key, secret key or shared secret. */
    static final int X25519 = 32;

    static final int ML_KEM_PUBLIC = 1184;
    static final int ML_KEM_CIPHERTEXT = 1088;

    /** The values d and z of FIPS 203, 3.3, one after the other. */
    static final int ML_KEM_SEED = 64;

    private static final byte[] DOMAIN = "OpenPGPCompositeKDFv1".getBytes(US_ASCII);

    private CompositeKem() {}

    /**
     * Of the right length, and with ML-KEM's numbers below its modulus. FIPS 203, 7.2 demands that check of whoever
     * encapsulates; made before anything is sealed, so that sealing cannot break off.
     *
     * @param material what is particular to the algorithm in a public key packet
     */
    static boolean isPublicKey(byte[] material) {
        if (material.length != X25519 + ML_KEM_PUBLIC) {
            return false;
        }
        try {
            mlKem(Arrays.copyOfRange(material, X25519, material.length));
            return true;
        } catch (IllegalArgumentException beyondTheModulus) {
            return false;
        }
    }

    /** @throws IllegalArgumentException if it is none */
    static MLKEMPublicKeyParameters mlKem(byte[] encoded) {
        return new MLKEMPublicKeyParameters(MLKEMParameters.ml_kem_768, encoded);
    }

    /**
     * The key that wraps the session key (RFC 9980, 4.2.1). Both shares are wiped.
     *
     * @param ephemeral the sender's X25519 public key, as it travels in the packet
     * @param recipient the recipient's X25519 public key
     */
    static byte[] wrappingKey(byte[] mlKemShare, byte[] x25519Share, byte[] ephemeral, byte[] recipient) {
        SHA3Digest digest = new SHA3Digest(256);
        for (byte[] part : new byte[][] {mlKemShare, x25519Share, ephemeral, recipient}) {
            digest.update(part, 0, part.length);
        }
        digest.update((byte) ALGORITHM);
        digest.update(DOMAIN, 0, DOMAIN.length);
        digest.update((byte) DOMAIN.length);
        byte[] key = new byte[digest.getDigestSize()];
        digest.doFinal(key, 0);
        Arrays.fill(mlKemShare, (byte) 0);
        Arrays.fill(x25519Share, (byte) 0);
        return key;
    }

    /** AES-256 key wrap (RFC 3394), whose check of 64 bits tells whether both agreements came out right. The key is wiped. */
    static Wrapper wrapper(boolean wrapping, byte[] wrappingKey) {
        Wrapper wrapper = new RFC3394WrapEngine(AESEngine.newInstance());
        wrapper.init(wrapping, new KeyParameter(wrappingKey));
        Arrays.fill(wrappingKey, (byte) 0);
        return wrapper;
    }
}
