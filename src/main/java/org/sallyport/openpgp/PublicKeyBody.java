package org.sallyport.openpgp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import org.bouncycastle.openpgp.PGPPublicKey;

/**
 * A version 4 public key or subkey (RFC 9580, 5.5.2).
 *
 * @param octets the packet's body
 * @param fingerprint as {@link #PublicKeyBody(byte[])} makes it of them, once: it is asked for with every signature
 */
record PublicKeyBody(byte[] octets, Fingerprint fingerprint) {
    static final int ED25519_LEGACY = 22;
    static final int ED25519 = 27;
    private static final int ECDH = 18;
    private static final int X25519 = 25;
    private static final int MATERIAL_AT = 6;
    /** Of what can encrypt, whatever its flags say: RSA, ElGamal, ECDH, X25519, X448 and the ML-KEM pairs. */
    private static final Set<Integer> ENCRYPTING = Set.of(1, 2, 16, 18, 20, 25, 26, 35, 36);

    /** Object identifier with its length, then an MPI of 263 bits that starts with 0x40 (RFC 9580, 5.5.5.5 and 9.2). */
    private static final byte[] ED25519_CURVE = HexFormat.of().parseHex("092b06010401da470f01" + "0107" + "40");

    private static final byte[] CURVE25519 = HexFormat.of().parseHex("0a2b060104019755010501" + "0107" + "40");

    PublicKeyBody(byte[] octets) {
        this(octets, fingerprint(octets));
    }

    static PublicKeyBody read(byte[] octets) throws CertificateRefused {
        if (octets.length > 0 && octets[0] != 4) {
            throw new CertificateRefused(CertificateFault.UNSUPPORTED_VERSION);
        }
        if (octets.length <= MATERIAL_AT || octets.length > 0xFFFF) {
            throw new CertificateRefused(CertificateFault.GARBAGE);
        }
        return new PublicKeyBody(octets);
    }

    /** Of a version 4 key that Bouncy Castle has made. */
    static PublicKeyBody of(PGPPublicKey key) {
        try {
            return read(key.getPublicKeyPacket().getEncodedContents());
        } catch (IOException | CertificateRefused impossibleWithOurOwnKeys) {
            throw new IllegalStateException(impossibleWithOurOwnKeys);
        }
    }

    Instant created() {
        return Instant.ofEpochSecond(
                Integer.toUnsignedLong(ByteBuffer.wrap(octets).getInt(1)));
    }

    int algorithm() {
        return octets[5] & 0xFF;
    }

    boolean isEd25519() {
        int material = octets.length - MATERIAL_AT;
        return switch (algorithm()) {
            case ED25519_LEGACY -> startsWith(ED25519_CURVE) && material == ED25519_CURVE.length + 32;
            case ED25519 -> material == 32;
            default -> false;
        };
    }

    boolean canEncrypt() {
        return ENCRYPTING.contains(algorithm());
    }

    /** Whether reports may be sealed to it: Curve25519, X25519, or ML-KEM-768+X25519 (RFC 9980, 4.3.2), of the right shape. */
    boolean mayReceive() {
        int material = octets.length - MATERIAL_AT;
        return switch (algorithm()) {
            case ECDH -> startsWith(CURVE25519) && material == CURVE25519.length + 32 + 4 && hasSoundKeyDerivation();
            case X25519 -> material == 32;
            case CompositeKem.ALGORITHM -> CompositeKem.isPublicKey(material(0, material));
            default -> false;
        };
    }

    /** Whether what is sealed to it stays secret from whoever records it today and has a quantum computer one day. */
    boolean isPostQuantum() {
        return algorithm() == CompositeKem.ALGORITHM;
    }

    /** Octets of what is particular to the algorithm, counted from its first. */
    byte[] material(int from, int length) {
        return Arrays.copyOfRange(octets, MATERIAL_AT + from, MATERIAL_AT + from + length);
    }

    /** SHA-2 and AES only (RFC 9580, 11.5.1). */
    private boolean hasSoundKeyDerivation() {
        int at = octets.length - 4;
        int hash = octets[at + 2];
        int cipher = octets[at + 3];
        return octets[at] == 3 && octets[at + 1] == 1 && hash >= 8 && hash <= 10 && cipher >= 7 && cipher <= 9;
    }

    private boolean startsWith(byte[] prefix) {
        return octets.length >= MATERIAL_AT + prefix.length
                && Arrays.equals(octets, MATERIAL_AT, MATERIAL_AT + prefix.length, prefix, 0, prefix.length);
    }

    /** As signatures hash it and the fingerprint is made of: 0x99, two octets of length, the body (RFC 9580, 5.2.4). */
    byte[] hashed() {
        return hashed(octets);
    }

    private static byte[] hashed(byte[] octets) {
        return ByteBuffer.allocate(3 + octets.length)
                .put((byte) 0x99)
                .putShort((short) octets.length)
                .put(octets)
                .array();
    }

    private static Fingerprint fingerprint(byte[] octets) {
        try {
            // A version 4 fingerprint is SHA-1 by definition; no signature is ever accepted with it.
            return Fingerprint.of(MessageDigest.getInstance("SHA-1").digest(hashed(octets)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
