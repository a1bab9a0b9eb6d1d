package org.sallyport.openpgp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.security.Security;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.bouncycastle.bcpg.AEADAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyKeyEncryptionMethodGenerator;
import org.bouncycastle.openpgp.operator.jcajce.JcePGPDataEncryptorBuilder;

/**
 * Seals while the content still streams in, without threads and in constant memory: whoever reads the message pulls the
 * content through the cipher. AES-256 with GCM in SEIPD version 2 where every recipient reads it, else SEIPD version 1.
 */
public final class Sealing {
    /** 64 KiB; as chunk octet on the wire 10. Larger chunks are slow: each is garbage of its own. */
    private static final int CHUNK_LOG2 = 16;

    private static final String FILE_NAME = "report.zip";

    private static final SecureRandom RANDOM = new SecureRandom();

    static {
        // At the end of the list: Java's own AES, which is twenty times faster, comes first, and Bouncy Castle adds
        // HKDF.
        // One that another class loader brought does not know this one's parameters, so it gives way.
        if (!(Security.getProvider(BouncyCastleProvider.PROVIDER_NAME) instanceof BouncyCastleProvider)) {
            Security.removeProvider(BouncyCastleProvider.PROVIDER_NAME);
            Security.addProvider(new BouncyCastleProvider());
        }
    }

    /** What is to be sealed, piece by piece. */
    public interface Plaintext {
        /**
         * Writes some of it. Small pieces keep the memory small: what comes out of one call is held until it is read.
         *
         * @param sealed the same stream each time; left open
         * @return false when nothing is left
         */
        boolean writeSome(OutputStream sealed) throws IOException;
    }

    private Sealing() {}

    /** As {@link #seal(Collection, Instant, String, Plaintext)}, with the name {@value #FILE_NAME}. */
    public static InputStream seal(Collection<Certificate> to, Instant at, Plaintext content) {
        return seal(to, at, FILE_NAME, content);
    }

    /**
     * One OpenPGP message, binary: a session key for one living encryption subkey of each certificate (which one:
     * {@link SealingKeys}), then the content in a literal packet without a time. An exception of {@code content} comes out of {@code read}, again at each
     * further call, so that a message that was cut off has no end.
     *
     * @param to whom, at least one, each usable at that time
     * @param name of the file inside, which recipients see
     * @throws IllegalArgumentException if a certificate cannot be sealed to
     */
    public static InputStream seal(Collection<Certificate> to, Instant at, String name, Plaintext content) {
        if (to.isEmpty()) {
            throw new IllegalArgumentException("a message needs a recipient");
        }
        List<Recipient> recipients =
                to.stream().map(certificate -> certificate.recipient(at)).toList();
        boolean version2 = recipients.stream().allMatch(Recipient::version2);
        return new SealedStream(generator(SealingKeys.choose(recipients), version2), name, content);
    }

    private static PGPEncryptedDataGenerator generator(List<PublicKeyBody> keys, boolean version2) {
        JcePGPDataEncryptorBuilder cipher = new JcePGPDataEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256);
        if (version2) {
            cipher.setWithAEAD(AEADAlgorithmTags.GCM, CHUNK_LOG2).setUseV6AEAD();
        } else {
            cipher.setWithIntegrityPacket(true);
        }
        PGPEncryptedDataGenerator generator = new PGPEncryptedDataGenerator(cipher);
        for (PublicKeyBody key : keys) {
            generator.addMethod(
                    key.isPostQuantum()
                            ? new CompositeRecipient(key, RANDOM)
                            : new BcPublicKeyKeyEncryptionMethodGenerator(publicKey(key)));
        }
        return generator;
    }

    private static PGPPublicKey publicKey(PublicKeyBody key) {
        try {
            byte[] packet = new CertificatePacket(CertificatePacket.PUBLIC_KEY, key.octets()).framed();
            return new PGPPublicKeyRing(packet, new BcKeyFingerprintCalculator()).getPublicKey();
        } catch (IOException impossible) {
            throw new IllegalStateException("a key whose shape was checked cannot be read", impossible);
        }
    }
}
