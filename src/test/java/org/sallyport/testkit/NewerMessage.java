package org.sallyport.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.security.Security;
import java.time.Instant;
import java.util.Date;
import java.util.Iterator;
import org.bouncycastle.bcpg.AEADAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPLiteralDataGenerator;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyKeyEncryptionMethodGenerator;
import org.bouncycastle.openpgp.operator.jcajce.JcePGPDataEncryptorBuilder;

/** A message of version 2, AES-256-GCM in chunks of 64 KiB, as newer programs write it and gpg 2.2 cannot. */
public final class NewerMessage {
    private static final int CHUNK = 16;

    private NewerMessage() {}

    public static byte[] sealed(byte[] plaintext, Person reader) throws IOException {
        Security.addProvider(new BouncyCastleProvider());
        var ring = new PGPPublicKeyRing(Files.readAllBytes(Vetting.file(reader)), new BcKeyFingerprintCalculator());
        var sealing = new PGPEncryptedDataGenerator(new JcePGPDataEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256)
                .setSecureRandom(new SecureRandom())
                .setWithAEAD(AEADAlgorithmTags.GCM, CHUNK)
                .setUseV6AEAD());
        sealing.addMethod(new BcPublicKeyKeyEncryptionMethodGenerator(encryptionKey(ring)));
        ByteArrayOutputStream message = new ByteArrayOutputStream(plaintext.length + (1 << 20));
        try (OutputStream sealed = sealing.open(message, new byte[1 << 16]);
                OutputStream literal = new PGPLiteralDataGenerator()
                        .open(sealed, PGPLiteralData.BINARY, "", plaintext.length, Date.from(Instant.EPOCH))) {
            literal.write(plaintext);
        } catch (PGPException impossibleInMemory) {
            throw new IOException(impossibleInMemory);
        }
        return message.toByteArray();
    }

    private static PGPPublicKey encryptionKey(PGPPublicKeyRing ring) {
        for (Iterator<PGPPublicKey> keys = ring.getPublicKeys(); keys.hasNext(); ) {
            PGPPublicKey key = keys.next();
            if (key.isEncryptionKey()) {
                return key;
            }
        }
        throw new AssertionError("no encryption key");
    }
}
