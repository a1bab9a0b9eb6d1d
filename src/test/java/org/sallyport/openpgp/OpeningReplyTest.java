package org.sallyport.openpgp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.sallyport.openpgp.ForgedKey.BORN;
import static org.sallyport.openpgp.ForgedKey.NOW;
import static org.sallyport.openpgp.ForgedKey.SHA1;
import static org.sallyport.openpgp.ForgedKey.SHA512;
import static org.sallyport.openpgp.SampleMessage.join;
import static org.sallyport.openpgp.SampleMessage.packet;
import static org.sallyport.openpgp.SampleMessage.random;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.bcpg.AEADAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPCompressedDataGenerator;
import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPPadding;
import org.bouncycastle.openpgp.operator.bc.BcPGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyKeyEncryptionMethodGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.openpgp.ReplyRefused.Reason;

/** Replies that are put together octet by octet; those of real programs are in {@link ReplyFromGpgTest}. */
class OpeningReplyTest {
    private static final int LIMIT = 64 * 1024;
    private static final byte[] TEXT = "Come on Thursday.\nПриходите.\n".getBytes(UTF_8);

    private final ReplyKey key = ReplyKeyTest.key(1);
    private final ForgedCertificate reviewer = ForgedCertificate.plain();

    private byte[] sealed(int version, byte[]... packets) throws Exception {
        var cipher =
                new BcPGPDataEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256).setSecureRandom(new SecureRandom());
        if (version == 2) {
            cipher.setWithAEAD(AEADAlgorithmTags.GCM, 10).setUseV6AEAD();
        } else {
            cipher.setWithIntegrityPacket(true);
        }
        var sealing = new PGPEncryptedDataGenerator(cipher);
        sealing.addMethod(
                new BcPublicKeyKeyEncryptionMethodGenerator(key.subkey().getPublicKey()));
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        try (OutputStream inside = sealing.open(message, new byte[1 << 12])) {
            inside.write(join(packets));
        }
        return message.toByteArray();
    }

    private static byte[] literal(byte[] text) {
        return packet(11, join(new byte[] {'b', 3, 'a', 'b', 'c', 1, 2, 3, 4}, text));
    }

    private byte[] signature(byte[] text) {
        return reviewer.primary.sign(0x00, SHA512, NOW, said -> {}, text);
    }

    private static byte[] padding(int length) throws IOException {
        return new PGPPadding(length).getEncoded();
    }

    private static byte[] compressed(int algorithm, byte[] packets) throws IOException {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        try (OutputStream inside = new PGPCompressedDataGenerator(algorithm).open(packet)) {
            inside.write(packets);
        }
        return packet.toByteArray();
    }

    private OpenedReply open(byte[] message) throws IOException {
        return open(message, reviewer, NOW);
    }

    private OpenedReply open(byte[] message, ForgedCertificate signer, Instant at) throws IOException {
        return key.open(new ByteArrayInputStream(message), LIMIT, List.of(signer.read()), at);
    }

    private Reason refusal(byte[] message) {
        ReplyRefused refused = catchThrowableOfType(ReplyRefused.class, () -> open(message));
        assertThat(refused).isNotNull();
        return refused.reason();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aSignedReplyWithPadding(int version) throws Exception {
        byte[] message = sealed(version, signature(TEXT), literal(TEXT), padding(30_000));
        try (OpenedReply reply = open(message)) {
            assertThat(reply.text()).isEqualTo(TEXT);
            assertThat(reply.signed()).isTrue();
            assertThat(reply.signedBy()).contains(reviewer.primary.fingerprint());
            assertThat(reply).hasToString("[REDACTED]");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void compressedOnce(int algorithm) throws Exception {
        byte[] message = sealed(2, compressed(algorithm, join(signature(TEXT), literal(TEXT))), padding(100));
        assertThat(open(message).text()).isEqualTo(TEXT);
        assertThat(open(message).signedBy()).isPresent();
    }

    /** RFC 9580, 4.3: whoever does not know a packet of these types passes over it. */
    @Test
    void withPacketsOfUnknownTypes() throws Exception {
        byte[] first = SampleMessage.packet(40, random(90, 1));
        byte[] last = SampleMessage.packet(63, random(90, 1));
        assertThat(open(sealed(2, first, signature(TEXT), last, literal(TEXT), first))
                        .text())
                .isEqualTo(TEXT);
        assertThat(refusal(sealed(2, literal(TEXT), SampleMessage.packet(39, random(90, 1)))))
                .isEqualTo(Reason.NOT_A_TEXT);
    }

    @Test
    void closedItIsWiped() throws Exception {
        OpenedReply reply = open(sealed(2, literal(TEXT)));
        reply.close();
        assertThat(reply.text()).containsOnly(0);
    }

    @Test
    void anUnsignedOne() throws Exception {
        OpenedReply reply = open(sealed(2, literal(TEXT)));
        assertThat(reply.signed()).isFalse();
        assertThat(reply.signedBy()).isEmpty();
    }

    @Test
    void aSignatureOnSomethingElse() throws Exception {
        OpenedReply reply = open(sealed(2, signature(random(10, 1)), literal(TEXT)));
        assertThat(reply.signed()).isTrue();
        assertThat(reply.signedBy()).isEmpty();
    }

    @Test
    void aSignatureOfSomebodyElse() throws Exception {
        OpenedReply reply = open(sealed(2, signature(TEXT), literal(TEXT)), ForgedCertificate.plain(), NOW);
        assertThat(reply.signed()).isTrue();
        assertThat(reply.signedBy()).isEmpty();
    }

    @Test
    void aSignatureWithAWeakHashThatEndedOrOfAnotherKind() throws Exception {
        ForgedKey primary = reviewer.primary;
        byte[] weak = primary.sign(0x00, SHA1, NOW, said -> {}, TEXT);
        byte[] ended = primary.sign(0x00, SHA512, BORN, said -> said.setSignatureExpirationTime(60), TEXT);
        byte[] certification = primary.sign(0x10, SHA512, NOW, said -> {}, TEXT);
        for (byte[] signature : List.of(weak, ended, certification)) {
            assertThat(open(sealed(2, signature, literal(TEXT))).signedBy()).isEmpty();
        }
    }

    @Test
    void aSignerWhoseCertificateHasEnded() throws Exception {
        ForgedCertificate ended = new ForgedCertificate(reviewer.primary)
                .named(ForgedCertificate.ALIAS, SHA512, BORN, said -> {
                    said.setKeyFlags(true, 0x03);
                    said.setKeyExpirationTime(Duration.ofDays(40).toSeconds());
                });
        byte[] message = sealed(2, signature(TEXT), literal(TEXT));
        assertThat(open(message, ended, NOW).signedBy()).isPresent();
        assertThat(open(message, ended, NOW.plus(Duration.ofDays(20))).signedBy())
                .isEmpty();
    }

    @Test
    void aKeyThatMayOnlyVouchSignsNoReplies() throws Exception {
        ForgedCertificate vouching = new ForgedCertificate(reviewer.primary)
                .named(ForgedCertificate.ALIAS, SHA512, BORN, said -> said.setKeyFlags(true, 0x01));
        assertThat(open(sealed(2, signature(TEXT), literal(TEXT)), vouching, NOW)
                        .signedBy())
                .isEmpty();
    }

    /** Else a reviewer could pass a colleague's answer off as their own. */
    @Test
    void aSubkeySignsOnlyForThePrimaryKeyThatItAgreedTo() throws Exception {
        ForgedKey subkey = ForgedKey.ed25519();
        ForgedCertificate owner = ForgedCertificate.plain();
        ForgedCertificate thief = ForgedCertificate.plain();
        byte[] signature = subkey.sign(0x00, SHA512, NOW, said -> {}, TEXT);
        byte[] message = sealed(2, signature, literal(TEXT));
        byte[] agreed = subkey.sign(0x19, SHA512, BORN, said -> {}, owner.primary.hashed(), subkey.hashed());
        for (ForgedCertificate certificate : List.of(owner, thief)) {
            certificate.receiving(subkey, BORN, said -> {
                said.setKeyFlags(true, 0x02);
                ForgedKey.forged(() -> {
                    said.addEmbeddedSignature(false, ForgedKey.parsed(agreed));
                    return said;
                });
            });
        }
        assertThat(open(message, owner, NOW).signedBy()).contains(owner.primary.fingerprint());
        assertThat(open(message, thief, NOW).signedBy()).isEmpty();
    }

    @Test
    void sealedToAnotherCodename() throws Exception {
        byte[] message = sealed(2, literal(TEXT));
        ReplyRefused refused = catchThrowableOfType(
                ReplyRefused.class,
                () -> ReplyKeyTest.key(9).open(new ByteArrayInputStream(message), LIMIT, List.of(), NOW));
        assertThat(refused.reason()).isEqualTo(Reason.NOT_FOR_THIS_KEY);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void oneBitChangedAnywhereInTheBody(int version) throws Exception {
        byte[] message = sealed(version, literal(random(3000, 1)));
        for (int fromEnd = 1; fromEnd < 3000; fromEnd += 97) {
            byte[] changed = message.clone();
            changed[changed.length - fromEnd] ^= 1;
            assertThat(refusal(changed)).isEqualTo(Reason.DAMAGED);
        }
    }

    @Test
    void cutOff() throws Exception {
        byte[] message = sealed(2, literal(TEXT));
        assertThat(refusal(Arrays.copyOf(message, message.length - 1))).isEqualTo(Reason.NOT_SEALED);
    }

    @Test
    void notSealedAtAll() {
        assertThat(refusal(literal(TEXT))).isEqualTo(Reason.NOT_SEALED);
        assertThat(refusal(TEXT)).isEqualTo(Reason.NOT_SEALED);
        assertThat(refusal(new byte[0])).isEqualTo(Reason.NOT_SEALED);
        assertThat(refusal(join(SampleMessage.skesk(), SampleMessage.seipd2(200))))
                .isEqualTo(Reason.NOT_SEALED);
    }

    @Test
    void overTheLimit() throws Exception {
        assertThat(open(sealed(2, literal(new byte[LIMIT]))).text()).hasSize(LIMIT);
        assertThat(refusal(sealed(2, literal(new byte[LIMIT + 1])))).isEqualTo(Reason.TOO_LARGE);
        assertThat(refusal(sealed(2, literal(new byte[10 * LIMIT])))).isEqualTo(Reason.TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aBomb(int algorithm) throws Exception {
        byte[] message = sealed(2, compressed(algorithm, literal(new byte[50_000_000])));
        assertThat(message.length).isLessThan(2 * LIMIT);
        assertThat(refusal(message)).isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void somethingElseInside() throws Exception {
        assertThat(refusal(sealed(2, padding(10)))).isEqualTo(Reason.NOT_A_TEXT);
        assertThat(refusal(sealed(2, literal(TEXT), literal(TEXT)))).isEqualTo(Reason.NOT_A_TEXT);
        assertThat(refusal(sealed(2, compressed(1, compressed(1, literal(TEXT))))))
                .isEqualTo(Reason.NOT_A_TEXT);
        assertThat(refusal(sealed(2, packet(8, new byte[] {77, 1})))).isEqualTo(Reason.NOT_A_TEXT);
        assertThat(refusal(sealed(2, packet(11, new byte[] {'b', 9})))).isEqualTo(Reason.NOT_A_TEXT);
        assertThat(refusal(sealed(2, key.certificate()))).isEqualTo(Reason.NOT_A_TEXT);
        assertThat(refusal(sealed(2, TEXT))).isEqualTo(Reason.NOT_A_TEXT);
        assertThat(refusal(sealed(2, SampleMessage.octets(0xCB, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 'b'))))
                .isEqualTo(Reason.NOT_A_TEXT);
    }
}
