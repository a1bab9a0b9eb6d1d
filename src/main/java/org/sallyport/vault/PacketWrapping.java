package org.sallyport.vault;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Session-key packets under a key of their entry's own: whoever destroys that key shreds what they open, in every copy. 16 octets of
 * initialisation vector, then AES-256 in CBC mode with PKCS #7 padding, as the database function {@code wrap_packet} writes it. It
 * keeps nothing from whoever has the key; whether a packet is genuine the message itself shows when it is opened.
 */
final class PacketWrapping {
    private static final int BLOCK = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;

    /** @param key 32 octets */
    PacketWrapping(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    byte[] wrap(byte[] packet) {
        byte[] vector = new byte[BLOCK];
        RANDOM.nextBytes(vector);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, vector, packet, 0);
        byte[] wrapped = Arrays.copyOf(vector, BLOCK + sealed.length);
        System.arraycopy(sealed, 0, wrapped, BLOCK, sealed.length);
        return wrapped;
    }

    byte[] unwrap(byte[] wrapped) {
        return run(Cipher.DECRYPT_MODE, Arrays.copyOf(wrapped, BLOCK), wrapped, BLOCK);
    }

    private byte[] run(int mode, byte[] vector, byte[] octets, int from) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(mode, key, new IvParameterSpec(vector));
            return cipher.doFinal(octets, from, octets.length - from);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a stored packet does not lie under its entry's key", e);
        }
    }
}
