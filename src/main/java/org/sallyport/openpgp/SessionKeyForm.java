package org.sallyport.openpgp;

import java.nio.ByteBuffer;

/**
 * The form of what follows the algorithm's number in a session-key packet, for the algorithms that a reviewer's subkey may
 * have. At an ECDH packet that has it not, gpg 2.2 ends without trying the next one, and other programs do the same at others:
 * nobody could read a message whose captured copy brought such a packet.
 */
final class SessionKeyForm {
    private static final int ECDH = 18;
    private static final int X25519 = 25;

    /** Octets of the smallest curve's: Curve25519's, with its prefix. */
    private static final int SMALLEST_POINT = 33;

    /** Octets that wrapping adds (RFC 3394). */
    private static final int WRAPPING = 8;

    /** Of ECDH, 0 and 255 are reserved (RFC 9580, 5.1.5). */
    private static final int RESERVED_LENGTH = 255;

    private SessionKeyForm() {}

    /**
     * @param version of the packet
     * @param from where the number of the algorithm ends
     */
    static boolean isSound(int version, int algorithm, byte[] octets, int from) {
        return switch (algorithm) {
            case ECDH -> isEcdh(octets, from);
            case X25519 -> isWrapped(version, octets, from + CompositeKem.X25519);
            case CompositeKem.ALGORITHM ->
                isWrapped(version, octets, from + CompositeKem.X25519 + CompositeKem.ML_KEM_CIPHERTEXT);
            default -> true;
        };
    }

    /** A point, and a wrapped key with its length (RFC 9580, 5.1.5). */
    private static boolean isEcdh(byte[] octets, int from) {
        if (octets.length < from + 3) {
            return false;
        }
        int bits = ByteBuffer.wrap(octets).getShort(from) & 0xFFFF;
        int point = (bits + 7) / 8;
        int leadingBits = Integer.SIZE - Integer.numberOfLeadingZeros(octets[from + 2] & 0xFF);
        int lengthAt = from + 2 + point;
        if (point < SMALLEST_POINT || bits != 8 * (point - 1) + leadingBits || lengthAt >= octets.length) {
            return false;
        }
        int wrapped = octets[lengthAt] & 0xFF;
        return wrapped >= WRAPPING && wrapped < RESERVED_LENGTH && lengthAt + 1 + wrapped == octets.length;
    }

    /**
     * An AES key that is wrapped, behind its length; between them version 3 names the cipher in clear (RFC 9580, 5.1.6; RFC 9980,
     * 4.3.1).
     */
    private static boolean isWrapped(int version, byte[] octets, int lengthAt) {
        if (lengthAt >= octets.length || (octets[lengthAt] & 0xFF) != octets.length - lengthAt - 1) {
            return false;
        }
        boolean named = version == 3;
        int key = octets.length - lengthAt - 1 - (named ? 1 : 0) - WRAPPING;
        return switch (key) {
            case 16, 24, 32 -> !named || octets[lengthAt + 1] == 5 + key / 8;
            default -> false;
        };
    }
}
