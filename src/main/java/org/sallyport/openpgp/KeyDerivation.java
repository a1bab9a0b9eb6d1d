package org.sallyport.openpgp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/**
 * HKDF with SHA-256 (RFC 5869): secrets that tell nothing about each other, nor about what they are derived from. The salt
 * is {@code sallyport/codename/v1}; what is derived for another use has another label. The browser derives the same.
 */
public final class KeyDerivation {
    private static final byte[] SALT = "sallyport/codename/v1".getBytes(US_ASCII);

    private KeyDerivation() {}

    /**
     * @param secret at least 16 octets that nobody can guess; stays as it is
     * @param label of one use: "info" in RFC 5869, in ASCII
     * @param length of the result, in octets; whoever asked for it wipes it
     */
    public static byte[] derive(byte[] secret, String label, int length) {
        HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA256Digest());
        byte[] keyed = secret.clone();
        hkdf.init(new HKDFParameters(keyed, SALT, label.getBytes(US_ASCII)));
        Arrays.fill(keyed, (byte) 0);
        byte[] derived = new byte[length];
        hkdf.generateBytes(derived, 0, length);
        return derived;
    }
}
