package org.sallyport.openpgp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.testkit.PostQuantumProgram;

/** ML-KEM-768+X25519, against a program that we have not written: what one seals the other opens. */
class CompositeKemTest {
    private static final byte[] TEXT =
            "They came at night.\nПришли ночью.\n".repeat(5_000).getBytes(UTF_8);
    private static final int LIMIT = TEXT.length;

    @TempDir
    Path folder;

    private final Instant now = Instant.now().plusSeconds(5);

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void whatIsSealedHereTheBrowsersLibraryOpens(int version) throws Exception {
        Certificate reviewer = Certificate.read(PostQuantumProgram.reviewer(folder, version == 2, true));
        byte[] message = sealed(reviewer);
        Admitted admitted = Admitted.of(message, keys(reviewer));
        assertThat(admitted.version()).isEqualTo(version);
        assertThat(admitted.recipients()).extracting(EncryptionKey::algorithm).containsExactly(35);
        Files.write(folder.resolve("message.pgp"), admitted.message());
        PostQuantumProgram.run(folder, """
                const { data } = await openpgp.decrypt({
                  message: await openpgp.readMessage({ binaryMessage: read('message.pgp') }),
                  decryptionKeys: await openpgp.readPrivateKey({ binaryKey: read('reviewer.key') }),
                  format: 'binary',
                });
                write('opened', data);
                """);
        assertThat(Files.readAllBytes(folder.resolve("opened"))).isEqualTo(TEXT);
    }

    /** Version 1 because one of the two recipients reads nothing newer. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void whatTheBrowsersLibrarySealsPassesTheGateAndOpensHere(int version) throws Exception {
        Certificate reviewer = Certificate.read(PostQuantumProgram.reviewer(folder, version == 2, true));
        ReplyKey key = ReplyKeyTest.key(1);
        Files.write(folder.resolve("reply-key.pgp"), key.certificate());
        Files.write(folder.resolve("text"), TEXT);
        PostQuantumProgram.run(folder, """
                const key = (name) => openpgp.readKey({ binaryKey: read(name) });
                const message = await openpgp.encrypt({
                  message: await openpgp.createMessage({ binary: read('text') }),
                  encryptionKeys: [await key('reply-key.pgp'), await key('reviewer.pgp')],
                  format: 'binary',
                });
                write('message.pgp', message);
                """);
        byte[] message = Files.readAllBytes(folder.resolve("message.pgp"));

        Admitted admitted = Admitted.of(message, keys(reviewer));
        assertThat(admitted.version()).isEqualTo(version);
        assertThat(admitted.packets()).singleElement().satisfies(packet -> {
            assertThat(packet.recipient().algorithm()).isEqualTo(35);
            assertThat(packet.octets()[0]).isEqualTo((byte) (version == 1 ? 3 : 6));
            assertThat(packet.octets()).hasSizeBetween(1_150, 1_250);
        });
        try (OpenedReply opened = key.open(new ByteArrayInputStream(message), LIMIT, List.of(), now)) {
            assertThat(opened.text()).isEqualTo(TEXT);
        }
    }

    @Test
    void whatIsSealedHereOpensHere() throws Exception {
        CompositeSecret secret = new CompositeSecret(SampleMessage.random(CompositeSecret.OCTETS, 1));
        for (int features : new int[] {0x01, 0x09}) {
            ForgedCertificate forged = SealingTest.Reviewer.named(features).receiving(secret);
            Certificate certificate = forged.read();
            byte[] message = Sealing.seal(List.of(certificate), ForgedKey.NOW, SealingTest.pieces(TEXT, 9_000))
                    .readAllBytes();
            Admitted admitted = Admitted.of(message, SealingTest.keys(certificate));
            var secrets = new ReplySecrets(
                    certificate.fingerprint(),
                    ForgedKey.curve25519(ForgedKey.BORN).pair(),
                    secret);
            byte[] opened = secrets.open(admitted.packets(), admitted.body());
            assertThat(ReplyPackets.read(opened, LIMIT).text()).isEqualTo(TEXT);
        }
    }

    @Test
    void anySessionKeyPacketThatWasChangedIsRefused() throws Exception {
        CompositeSecret secret = new CompositeSecret(SampleMessage.random(CompositeSecret.OCTETS, 1));
        byte[] packet = packet(secret, 0x01);
        int end = packet.length;
        assertThat(secret.sessionKey(packet, 0).octets()).hasSize(32);
        // The ephemeral key, the ciphertext, the length, the cipher, the wrapped key.
        for (int at : new int[] {10, 50, 10 + 32 + 1_088, 10 + 32 + 1_088 + 1, end - 1}) {
            byte[] changed = packet.clone();
            changed[at] ^= 1;
            assertThatThrownBy(() -> secret.sessionKey(changed, 0)).isInstanceOf(IOException.class);
        }
        for (int length : new int[] {10, 11, 42, 1_130, 1_131, 1_132, end - 1, end + 1}) {
            byte[] changed = Arrays.copyOf(packet, length);
            assertThatThrownBy(() -> secret.sessionKey(changed, 0)).isInstanceOf(IOException.class);
        }
        CompositeSecret other = new CompositeSecret(SampleMessage.random(CompositeSecret.OCTETS, 2));
        assertThatThrownBy(() -> other.sessionKey(packet, 0)).isInstanceOf(IOException.class);
    }

    /** A key that agrees on nothing (X25519 with a point of small order) gives no secret that anybody could guess. */
    @Test
    void anEphemeralKeyOfSmallOrderIsRefused() throws Exception {
        CompositeSecret secret = new CompositeSecret(SampleMessage.random(CompositeSecret.OCTETS, 1));
        byte[] packet = packet(secret, 0x09);
        Arrays.fill(packet, 24, 24 + 32, (byte) 0);
        assertThatThrownBy(() -> secret.sessionKey(packet, 9)).isInstanceOf(IllegalStateException.class);
    }

    /** Of version 6 the sealed packet names the cipher: a key of another length cannot be its. */
    @Test
    void aSessionKeyThatDoesNotFitItsCipherIsRefused() throws Exception {
        CompositeSecret secret = new CompositeSecret(SampleMessage.random(CompositeSecret.OCTETS, 1));
        byte[] packet = packet(secret, 0x09);
        assertThat(secret.sessionKey(packet, 9).octets()).hasSize(32);
        for (int cipher : new int[] {0, 3, 7, 8, 10, 13}) {
            assertThatThrownBy(() -> secret.sessionKey(packet, cipher)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void closedItIsNoKeyAnyMore() {
        CompositeSecret secret = new CompositeSecret(SampleMessage.random(CompositeSecret.OCTETS, 1));
        secret.close();
        assertThat(secret.octets()).containsOnly(0);
        assertThat(secret).hasToString("[REDACTED]");
    }

    private static byte[] packet(CompositeSecret secret, int features) throws IOException {
        Certificate certificate =
                SealingTest.Reviewer.named(features).receiving(secret).read();
        byte[] message = Sealing.seal(List.of(certificate), ForgedKey.NOW, SealingTest.pieces(TEXT, 9_000))
                .readAllBytes();
        return Admitted.of(message, SealingTest.keys(certificate))
                .packets()
                .get(0)
                .octets();
    }

    private byte[] sealed(Certificate reviewer) throws IOException {
        return Sealing.seal(List.of(reviewer), now, SealingTest.pieces(TEXT, 9_000))
                .readAllBytes();
    }

    private List<EncryptionKey> keys(Certificate reviewer) {
        return ((Standing.Usable) reviewer.standing(now)).keys();
    }
}
