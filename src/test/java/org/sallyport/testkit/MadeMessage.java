package org.sallyport.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import org.sallyport.openpgp.EncryptionKey;

/**
 * A message of the right form whose inside is noise: enough for everything that handles messages without a private key,
 * and quick to make at any size.
 */
public final class MadeMessage {
    private static final int ECDH = 18;
    private static final int X25519 = 25;
    private static final int COMPOSITE = 35;
    private static final SecureRandom RANDOM = new SecureRandom();

    private MadeMessage() {}

    /** Version 3 packets for the keys, and a version 1 body of the given length. */
    public static byte[] binary(Collection<EncryptionKey> keys, int bodyLength) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        keys.forEach(key -> message.writeBytes(sessionKeyPacket(key)));
        message.writeBytes(packet(18, body(bodyLength)));
        return message.toByteArray();
    }

    public static String armored(Collection<EncryptionKey> keys, int bodyLength) {
        return armor("MESSAGE", binary(keys, bodyLength));
    }

    /** ASCII armor without a checksum (RFC 9580, 6). */
    public static String armor(String label, byte[] octets) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(octets);
        return "-----BEGIN PGP " + label + "-----\n\n" + base64 + "\n-----END PGP " + label + "-----\n";
    }

    public static byte[] sessionKeyPacket(EncryptionKey key) {
        return packet(1, sessionKeyPacketBody(key.key().keyId(), key.algorithm()));
    }

    /**
     * Of version 3, of the form that its algorithm gives it.
     *
     * @param keyId 0 hides the recipient: the gate lets in none, but such packets may be stored from before
     */
    public static byte[] sessionKeyPacketBody(long keyId, int algorithm) {
        byte[] encrypted = switch (algorithm) {
            case ECDH -> ecdh();
            case X25519 -> wrappedBehind(32);
            case COMPOSITE -> wrappedBehind(32 + 1088);
            default -> noise(50);
        };
        return ByteBuffer.allocate(10 + encrypted.length)
                .put((byte) 3)
                .putLong(keyId)
                .put((byte) algorithm)
                .put(encrypted)
                .array();
    }

    /** Cipher in clear, and a wrapped AES-256 key. */
    private static byte[] wrappedBehind(int agreed) {
        return ByteBuffer.allocate(agreed + 42)
                .put(noise(agreed))
                .put((byte) 41)
                .put((byte) 9)
                .put(noise(40))
                .array();
    }

    /** A point of Curve25519 and a wrapped session key that is shorter than a true one. */
    private static byte[] ecdh() {
        return ByteBuffer.allocate(50)
                .putShort((short) 263)
                .put((byte) 0x40)
                .put(noise(32))
                .put((byte) 14)
                .put(noise(14))
                .array();
    }

    /** A packet in the new format with a five-octet length (RFC 9580, 4.2.1). */
    public static byte[] packet(int tag, byte[] octets) {
        return ByteBuffer.allocate(6 + octets.length)
                .put((byte) (0xC0 | tag))
                .put((byte) 0xFF)
                .putInt(octets.length)
                .put(octets)
                .array();
    }

    public static byte[] noise(int length) {
        byte[] noise = new byte[length];
        RANDOM.nextBytes(noise);
        return noise;
    }

    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] body(int length) {
        byte[] body = noise(length);
        body[0] = 1;
        return body;
    }
}
