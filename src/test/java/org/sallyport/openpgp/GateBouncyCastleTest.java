package org.sallyport.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.openpgp.SampleMessage.ascii;
import static org.sallyport.openpgp.SampleMessage.random;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.bcpg.AEADAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.crypto.generators.X25519KeyPairGenerator;
import org.bouncycastle.crypto.params.X25519KeyGenerationParameters;
import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPEncryptedDataList;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPLiteralDataGenerator;
import org.bouncycastle.openpgp.PGPPublicKeyEncryptedData;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyDataDecryptorFactory;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyKeyEncryptionMethodGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SEIPD version 2 and PKESK version 6, which neither gpg 2.2 nor sq 0.27 writes: by Bouncy Castle, which opens what comes out. */
class GateBouncyCastleTest {
    private static final byte[] REPORT = ascii("They came at night.\n");

    private static PGPKeyPair keyPair(int version) throws Exception {
        X25519KeyPairGenerator generator = new X25519KeyPairGenerator();
        generator.init(new X25519KeyGenerationParameters(new SecureRandom()));
        return new BcPGPKeyPair(
                version, PublicKeyAlgorithmTags.X25519, generator.generateKeyPair(), Date.from(Instant.EPOCH));
    }

    private static EncryptionKey encryptionKey(PGPKeyPair pair) {
        Fingerprint fingerprint = Fingerprint.of(pair.getPublicKey().getFingerprint());
        return new EncryptionKey(fingerprint, fingerprint, PublicKeyAlgorithmTags.X25519);
    }

    private static byte[] encrypt(byte[] text, int aead, int chunk, boolean hidden, PGPKeyPair... recipients)
            throws Exception {
        var sealing = new PGPEncryptedDataGenerator(new BcPGPDataEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256)
                .setSecureRandom(new SecureRandom())
                .setWithAEAD(aead, chunk)
                .setUseV6AEAD());
        for (PGPKeyPair recipient : recipients) {
            var method = new BcPublicKeyKeyEncryptionMethodGenerator(recipient.getPublicKey());
            method.setUseWildcardRecipient(hidden);
            sealing.addMethod(method);
        }
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        try (OutputStream sealed = sealing.open(message, new byte[1 << 12]);
                OutputStream literal = new PGPLiteralDataGenerator()
                        .open(sealed, PGPLiteralData.BINARY, "", text.length, Date.from(Instant.EPOCH))) {
            literal.write(text);
        }
        return message.toByteArray();
    }

    private static byte[] decrypt(byte[] message, PGPKeyPair recipient) throws Exception {
        var sealed = (PGPEncryptedDataList) new BcPGPObjectFactory(message).nextObject();
        for (int i = 0; i < sealed.size(); i++) {
            var packet = (PGPPublicKeyEncryptedData) sealed.get(i);
            if (packet.getKeyIdentifier().matchesExplicit(recipient.getKeyIdentifier())) {
                var opened = packet.getDataStream(new BcPublicKeyDataDecryptorFactory(recipient));
                return ((PGPLiteralData) new BcPGPObjectFactory(opened).nextObject())
                        .getInputStream()
                        .readAllBytes();
            }
        }
        throw new AssertionError("no session key for this recipient");
    }

    @ParameterizedTest
    @CsvSource({"6,1,6", "6,2,10", "6,3,16", "4,2,16", "4,3,10"})
    void itsMessagesGoInAndAreOpenedAgain(int keyVersion, int aead, int chunk) throws Exception {
        PGPKeyPair anna = keyPair(keyVersion);
        PGPKeyPair boris = keyPair(PublicKeyPacket.VERSION_6);
        PGPKeyPair source = keyPair(keyVersion);
        List<EncryptionKey> desk = List.of(encryptionKey(anna), encryptionKey(boris));
        for (byte[] text : List.of(REPORT, random(300_000, 1))) {
            byte[] message = encrypt(text, aead, chunk, false, anna, source, boris);

            Admitted admitted = Admitted.of(message, desk);

            assertThat(admitted.version()).isEqualTo(2);
            assertThat(admitted.recipients()).containsExactlyInAnyOrderElementsOf(desk);
            assertThat(decrypt(admitted.message(), anna)).isEqualTo(text);
            assertThat(decrypt(admitted.message(), boris)).isEqualTo(text);
        }
    }

    @Test
    void aHiddenRecipientIsRefused() throws Exception {
        PGPKeyPair anna = keyPair(PublicKeyPacket.VERSION_6);
        byte[] message = encrypt(REPORT, AEADAlgorithmTags.GCM, 16, true, anna);

        assertThat(Admitted.refusal(new ByteArrayInputStream(message), List.of(encryptionKey(anna))))
                .contains(Refusal.HIDDEN_RECIPIENT);
    }

    @Test
    void nobodyOnTheDesk() throws Exception {
        byte[] message = encrypt(REPORT, AEADAlgorithmTags.GCM, 16, false, keyPair(PublicKeyPacket.VERSION_6));
        assertThat(Admitted.refusal(message)).isEqualTo(Refusal.NOT_FOR_THIS_DESK);
    }
}
