package org.sallyport.openpgp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.PBESecretKeyEncryptor;

/**
 * An ML-KEM-768+X25519 subkey of a made-up person, as packets, since Bouncy Castle's rings have no place for it.
 *
 * @param open the public key and the primary key's signature on it
 * @param locked the secret key and the same signature
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; nobody here changes an array
record TrialSubkey(byte[] open, byte[] locked) {
    /** Whoever has no ML-KEM has no such subkey either. */
    static final TrialSubkey NONE = new TrialSubkey(new byte[0], new byte[0]);

    private static final int LOCKED_WITH_SHA1_CHECK = 254;

    static TrialSubkey make(
            PrimarySecret primary,
            Instant created,
            PGPSignatureSubpacketGenerator says,
            PBESecretKeyEncryptor lock,
            SecureRandom random)
            throws PGPException, IOException {
        byte[] octets = new byte[CompositeSecret.OCTETS];
        random.nextBytes(octets);
        try (CompositeSecret secret = new CompositeSecret(octets)) {
            PublicKeyBody key = secret.publicKey(created);
            byte[] binding = CompositeBinding.signature(primary, key, says);
            return new TrialSubkey(
                    joined(new CertificatePacket(CertificatePacket.PUBLIC_SUBKEY, key.octets()), binding),
                    joined(new CertificatePacket(CertificatePacket.SECRET_SUBKEY, body(key, octets, lock)), binding));
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }

    /** RFC 9580, 5.5.3: what is open, how the rest is locked, then the secret and its SHA-1, locked. */
    private static byte[] body(PublicKeyBody key, byte[] secret, PBESecretKeyEncryptor lock)
            throws PGPException, IOException {
        byte[] checked = joined(secret, sha1(secret));
        byte[] locked = lock.encryptKeyData(checked, 0, checked.length);
        Arrays.fill(checked, (byte) 0);
        byte[] how = {(byte) LOCKED_WITH_SHA1_CHECK, (byte) lock.getAlgorithm()};
        return joined(key.octets(), how, lock.getS2K().getEncoded(), lock.getCipherIV(), locked);
    }

    private static byte[] sha1(byte[] secret) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(secret);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] joined(CertificatePacket packet, byte[] signature) {
        return joined(packet.framed(), signature);
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }
}
