package org.sallyport.openpgp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sallyport.openpgp.ForgedKey.BORN;
import static org.sallyport.openpgp.ForgedKey.NOW;
import static org.sallyport.openpgp.ForgedKey.SHA512;
import static org.sallyport.openpgp.ForgedKey.YEAR;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.testkit.PlainGpg;

class SealingTest {
    private static final byte[] REPORT = "They came at night.\n".getBytes(UTF_8);
    private static final int VERSION_1 = 0x01;
    private static final int BOTH_VERSIONS = 0x09;

    /** A reviewer whose certificate says these features, with the secret half of the subkey that is to be used. */
    record Reviewer(Certificate certificate, ForgedKey subkey) {
        static Reviewer with(int features) {
            return with(features, ForgedKey.curve25519(BORN));
        }

        static Reviewer with(int features, ForgedKey subkey) {
            return new Reviewer(named(features).receiving(subkey).read(), subkey);
        }

        static ForgedCertificate named(int features) {
            return new ForgedCertificate(ForgedKey.ed25519()).named(ForgedCertificate.ALIAS, SHA512, BORN, said -> {
                said.setKeyFlags(true, 0x03);
                said.setFeature(false, (byte) features);
            });
        }

        byte[] open(byte[] message) throws Exception {
            return BouncyCastleOpens.with(subkey.pair(), message);
        }

        List<EncryptionKey> keys() {
            return SealingTest.keys(certificate);
        }
    }

    static List<EncryptionKey> keys(Certificate certificate) {
        return ((Standing.Usable) certificate.standing(NOW)).keys();
    }

    private static List<EncryptionKey> keys(Reviewer... reviewers) {
        return Arrays.stream(reviewers)
                .flatMap(reviewer -> reviewer.keys().stream())
                .toList();
    }

    /** Writes the octets in pieces. */
    static Sealing.Plaintext pieces(byte[] octets, int size) {
        return new Sealing.Plaintext() {
            private int at;

            @Override
            public boolean writeSome(OutputStream sealed) throws IOException {
                int length = Math.min(size, octets.length - at);
                sealed.write(octets, at, length);
                at += length;
                return at < octets.length;
            }
        };
    }

    private static byte[] sealed(byte[] content, Reviewer... to) throws IOException {
        List<Certificate> certificates =
                Arrays.stream(to).map(Reviewer::certificate).toList();
        return Sealing.seal(certificates, NOW, pieces(content, 10_000)).readAllBytes();
    }

    @Test
    void versionTwoWhereAllRecipientsReadIt() throws Exception {
        Reviewer anna = Reviewer.with(BOTH_VERSIONS);
        Reviewer boris = Reviewer.with(BOTH_VERSIONS, ForgedKey.x25519(BORN));

        byte[] message = sealed(REPORT, anna, boris);

        Admitted admitted = Admitted.of(message, keys(anna, boris));
        assertThat(admitted.version()).isEqualTo(2);
        // AES-256, GCM, chunks of 64 KiB.
        assertThat(Arrays.copyOf(admitted.body(), 4)).isEqualTo(new byte[] {2, 9, 3, 10});
        assertThat(admitted.recipients()).hasSize(2);
        assertThat(anna.open(message)).isEqualTo(REPORT);
        assertThat(boris.open(admitted.message())).isEqualTo(REPORT);
    }

    @Test
    void versionOneWhereOneRecipientReadsNothingNewer() throws Exception {
        Reviewer anna = Reviewer.with(BOTH_VERSIONS);
        Reviewer boris = Reviewer.with(VERSION_1);

        byte[] message = sealed(REPORT, anna, boris);

        Admitted admitted = Admitted.of(message, keys(anna, boris));
        assertThat(admitted.version()).isEqualTo(1);
        assertThat(admitted.recipients()).hasSize(2);
        assertThat(anna.open(message)).isEqualTo(REPORT);
        assertThat(boris.open(admitted.message())).isEqualTo(REPORT);
    }

    @Test
    void aCertificateThatSaysNothingAboutFeaturesGetsVersionOne() throws Exception {
        ForgedKey subkey = ForgedKey.curve25519(BORN);
        Certificate silent = new ForgedCertificate(ForgedKey.ed25519())
                .named()
                .receiving(subkey)
                .read();
        byte[] message = sealed(REPORT, new Reviewer(silent, subkey));
        assertThat(Admitted.of(message, ((Standing.Usable) silent.standing(NOW)).keys())
                        .version())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"1,0", "1,1", "1,65535", "1,65536", "1,3000000", "9,0", "9,1", "9,65535", "9,65536", "9,3000000"})
    void contentOfAnySize(int features, int size) throws Exception {
        Reviewer anna = Reviewer.with(features);
        byte[] content = SampleMessage.random(size, size);
        byte[] message = sealed(content, anna);
        assertThat(anna.open(message)).isEqualTo(content);
        assertThat(anna.open(Admitted.of(message, anna.keys()).message())).isEqualTo(content);
    }

    @Test
    void insideIsOneLiteralPacketWithoutATime() throws Exception {
        Reviewer anna = Reviewer.with(BOTH_VERSIONS);
        BouncyCastleOpens.Literal literal =
                BouncyCastleOpens.literal(anna.subkey().pair(), sealed(REPORT, anna));
        assertThat(literal.name()).isEqualTo("report.zip");
        assertThat(literal.format()).isEqualTo('b');
        assertThat(literal.modified()).isZero();
    }

    @Test
    void onlyTheNewestLivingSubkeyIsSealedTo() throws Exception {
        ForgedKey newest = ForgedKey.curve25519(BORN.plus(Duration.ofDays(2)));
        ForgedKey future = ForgedKey.curve25519(NOW.plus(Duration.ofDays(1)));
        Certificate certificate = Reviewer.named(BOTH_VERSIONS)
                .receiving(ForgedKey.curve25519(BORN))
                .receiving(newest, BORN.plus(Duration.ofDays(2)), said -> said.setKeyFlags(true, 0x0C))
                .receiving(ForgedKey.curve25519(BORN.plus(Duration.ofDays(1))), BORN.plus(Duration.ofDays(3)), said -> {
                    said.setKeyFlags(true, 0x0C);
                })
                .receiving(future, NOW.plus(Duration.ofDays(1)), said -> said.setKeyFlags(true, 0x0C))
                .read();
        Reviewer anna = new Reviewer(certificate, newest);
        byte[] message = sealed(REPORT, anna);
        assertThat(Admitted.of(message, anna.keys()).recipients())
                .singleElement()
                .satisfies(key -> assertThat(key.key()).isEqualTo(newest.fingerprint()));
        assertThat(anna.open(message)).isEqualTo(REPORT);
    }

    @Test
    void whatCannotBeSealedToIsRefusedBeforeAnythingIsWritten() {
        Certificate expired = Reviewer.with(BOTH_VERSIONS).certificate();
        Certificate trustee = ForgedCertificate.trustee().read();
        Sealing.Plaintext content = pieces(REPORT, 10);
        Instant beforeItWasBorn = BORN.minus(YEAR);
        assertThatThrownBy(() -> Sealing.seal(List.of(), NOW, content)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Sealing.seal(List.of(trustee), NOW, content))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Sealing.seal(List.of(expired), beforeItWasBorn, content))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void contentThatBreaksOffGivesNoWholeMessage() throws Exception {
        Reviewer anna = Reviewer.with(BOTH_VERSIONS);
        byte[] piece = new byte[100_000];
        int[] calls = {0};
        InputStream message = Sealing.seal(List.of(anna.certificate()), NOW, inside -> {
            inside.write(piece);
            if (++calls[0] == 3) {
                throw new IOException("the form was cut off");
            }
            return true;
        });
        SealedMessage admitted = Gate.admit(message, anna.keys());
        assertThatThrownBy(() -> admitted.body().readAllBytes()).hasMessage("the form was cut off");
        assertThatThrownBy(message::readAllBytes).isInstanceOf(IOException.class);
    }

    /** 64 MiB go through while the largest piece that waits to be read stays the size of a few buffers. */
    @Test
    void nothingIsReadAhead() throws Exception {
        Reviewer anna = Reviewer.with(BOTH_VERSIONS);
        byte[] piece = new byte[64 * 1024];
        long[] written = {0};
        InputStream message = Sealing.seal(List.of(anna.certificate()), NOW, inside -> {
            inside.write(piece);
            written[0] += piece.length;
            return written[0] < 64L << 20;
        });
        byte[] target = new byte[16 * 1024];
        long read = 0;
        for (int some = message.read(target); some >= 0; some = message.read(target)) {
            read += some;
            assertThat(written[0] - read).isLessThan(5L * piece.length);
        }
        assertThat(read).isGreaterThan(64L << 20);
    }

    @Test
    void gpgOpensVersionOne() throws Exception {
        Instant now = Instant.now();
        TrialKey reviewer = new TrialKeys().reviewer("urgent-1@desk.example", now, YEAR, "quiet".toCharArray());
        List<Certificate> to = List.of(Certificate.read(reviewer.certificate()));
        byte[] content = SampleMessage.random(200_000, 1);
        byte[] message = Sealing.seal(to, now, pieces(content, 50_000)).readAllBytes();
        try (PlainGpg desk = new PlainGpg()) {
            desk.run(reviewer.lockedSecretKey(), "--passphrase", "quiet", "--import")
                    .orFail();
            assertThat(desk.run(message, "--passphrase", "quiet", "--decrypt").orFail())
                    .isEqualTo(content);
        }
    }

    @Test
    void closedBeforeItsEndItGivesNothingMore() throws Exception {
        Reviewer anna = Reviewer.with(BOTH_VERSIONS);
        InputStream message = Sealing.seal(List.of(anna.certificate()), NOW, pieces(new byte[1_000_000], 1000));
        assertThat(message.readNBytes(10)).hasSize(10);
        message.close();
        assertThatThrownBy(message::readAllBytes).isInstanceOf(IOException.class);
    }
}
