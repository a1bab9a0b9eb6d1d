package org.sallyport.openpgp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.kems.MLKEMExtractor;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;

/** The secret half of an ML-KEM-768+X25519 subkey. Its octets are wiped by {@link #close}. */
final class CompositeSecret implements AutoCloseable {
    static final int OCTETS = CompositeKem.X25519 + CompositeKem.ML_KEM_SEED;

    private static final int LARGEST_KEY = 32;

    private final byte[] octets;

    /** @param octets the X25519 secret key, then the seed of ML-KEM, as a secret key packet has them (RFC 9980, 4.3.2); copied */
    CompositeSecret(byte[] octets) {
        if (octets.length != OCTETS) {
            throw new IllegalArgumentException("the secret key has " + OCTETS + " octets");
        }
        this.octets = octets.clone();
    }

    byte[] octets() {
        return octets.clone();
    }

    PublicKeyBody publicKey(Instant created) {
        byte[] x25519 = x25519().generatePublicKey().getEncoded();
        byte[] mlKem = mlKem().getPublicKey();
        return new PublicKeyBody(ByteBuffer.allocate(1 + 4 + 1 + x25519.length + mlKem.length)
                .put((byte) 4)
                .putInt((int) created.getEpochSecond())
                .put((byte) CompositeKem.ALGORITHM)
                .put(x25519)
                .put(mlKem)
                .array());
    }

    /**
     * The session key in a packet for this key.
     *
     * @param packet a PKESK of version 3 or 6, without framing
     * @param seipdCipher what the sealed packet of version 2 names; unused for version 3, whose own packet names it
     * @throws IOException if the packet is damaged, for another key, or its key does not fit the cipher
     */
    SessionKey sessionKey(byte[] packet, int seipdCipher) throws IOException {
        boolean version3 = packet[0] == 3;
        int start = SessionKeyPacket.algorithmAt(packet) + 1;
        int lengthAt = start + CompositeKem.X25519 + CompositeKem.ML_KEM_CIPHERTEXT;
        int wrappedAt = lengthAt + (version3 ? 2 : 1);
        if (packet.length <= wrappedAt || packet.length - lengthAt - 1 != (packet[lengthAt] & 0xFF)) {
            throw new IOException("the session key has another length than it says");
        }
        byte[] ephemeral = Arrays.copyOfRange(packet, start, start + CompositeKem.X25519);
        byte[] ciphertext = Arrays.copyOfRange(packet, start + CompositeKem.X25519, lengthAt);
        int cipher = version3 ? packet[wrappedAt - 1] : seipdCipher;
        byte[] key = unwrapped(ephemeral, ciphertext, Arrays.copyOfRange(packet, wrappedAt, packet.length));
        if (cipher < 7 || cipher > 9 || key.length != 16 + 8 * (cipher - 7)) {
            Arrays.fill(key, (byte) 0);
            throw new IOException("the session key does not fit its cipher, or that is not AES");
        }
        return new SessionKey(cipher, key);
    }

    private byte[] unwrapped(byte[] ephemeral, byte[] ciphertext, byte[] wrapped) throws IOException {
        if (wrapped.length > LARGEST_KEY + 8) {
            throw new IOException("the session key is too long");
        }
        X25519PrivateKeyParameters x25519 = x25519();
        byte[] x25519Share = new byte[CompositeKem.X25519];
        x25519.generateSecret(new X25519PublicKeyParameters(ephemeral), x25519Share, 0);
        byte[] mlKemShare = new MLKEMExtractor(mlKem()).extractSecret(ciphertext);
        byte[] recipient = x25519.generatePublicKey().getEncoded();
        byte[] wrappingKey = CompositeKem.wrappingKey(mlKemShare, x25519Share, ephemeral, recipient);
        try {
            return CompositeKem.wrapper(false, wrappingKey).unwrap(wrapped, 0, wrapped.length);
        } catch (InvalidCipherTextException foreignOrDamaged) {
            throw new IOException("the session key cannot be unwrapped", foreignOrDamaged);
        }
    }

    private X25519PrivateKeyParameters x25519() {
        return new X25519PrivateKeyParameters(octets, 0);
    }

    private MLKEMPrivateKeyParameters mlKem() {
        byte[] seed = Arrays.copyOfRange(octets, CompositeKem.X25519, OCTETS);
        try {
            return new MLKEMPrivateKeyParameters(MLKEMParameters.ml_kem_768, seed);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    @Override
    public void close() {
        Arrays.fill(octets, (byte) 0);
    }

    @Override
    public String toString() {
        return "[REDACTED]";
    }
}
