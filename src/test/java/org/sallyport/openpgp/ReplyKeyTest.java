package org.sallyport.openpgp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.junit.jupiter.api.Test;
import org.sallyport.testkit.PlainGpg;

class ReplyKeyTest {

    static ReplyKey key(int seed) {
        return new ReplyKey(
                SampleMessage.random(32, seed),
                SampleMessage.random(32, seed + 1),
                SampleMessage.random(ReplyKey.POST_QUANTUM_SEED, seed + 2));
    }

    /** Pinned: were it ever another, every codename that exists would lose its replies. */
    @Test
    void theSameSeedsGiveTheSameKeyForEver() throws CertificateRefused {
        byte[] primary = new byte[32];
        byte[] subkey = new byte[32];
        Arrays.fill(primary, (byte) 1);
        byte[] postQuantum = new byte[96];
        Arrays.fill(subkey, (byte) 2);
        Arrays.fill(postQuantum, (byte) 3);
        ReplyKey key = new ReplyKey(primary, subkey, postQuantum);
        assertThat(key.fingerprint().hex()).isEqualTo("9B13B86614CB2695928D01B5060F0E85E96AD1FF");
        assertThat(new ReplyKey(primary, subkey, postQuantum).certificate()).isEqualTo(key.certificate());
        assertThat(Fingerprint.of(key.subkey().getPublicKey().getFingerprint()).hex())
                .isEqualTo("2CF7BD00B3D22D1B151E0045AA996AB4B119990A");
        assertThat(subkeys(key))
                .extracting(Fingerprint::hex)
                .containsExactly(
                        "2CF7BD00B3D22D1B151E0045AA996AB4B119990A", "F79CC9454F7A30A559BCCAA7CC792248625644D5");
    }

    @Test
    void theCertificateIsSoundAndSaysNothingAboutAnybody() throws Exception {
        ReplyKey key = key(1);
        CertificateParts parts = CertificateParts.read(key.certificate());
        assertThat(parts.primary().fingerprint()).isEqualTo(key.fingerprint());
        assertThat(parts.userIds()).singleElement().satisfies(userId -> {
            assertThat(userId.octets()).isEqualTo("codename".getBytes(UTF_8));
            assertThat(userId.newest(parts.primary(), parts.primary(), ReplyKey.CREATED))
                    .isPresent();
        });
        assertThat(parts.subkeys())
                .extracting(subkey -> subkey.key().algorithm())
                .containsExactly(18, 35);
        assertThat(parts.subkeys()).allSatisfy(subkey -> {
            assertThat(subkey.key().mayReceive()).isTrue();
            assertThat(subkey.encryptingUnder(parts.primary(), Revocations.NONE, ReplyKey.CREATED))
                    .isPresent();
        });
    }

    private static List<Fingerprint> subkeys(ReplyKey key) throws CertificateRefused {
        return CertificateParts.read(key.certificate()).subkeys().stream()
                .map(subkey -> subkey.key().fingerprint())
                .toList();
    }

    @Test
    void gpgEncryptsToItWithoutImportAndTrust() throws Exception {
        ReplyKey key = key(3);
        byte[] reply = "Come on Thursday.\n".getBytes(UTF_8);
        try (PlainGpg reviewer = new PlainGpg()) {
            Path file = Files.write(reviewer.home().resolve("reply-key.pgp"), key.certificate());
            byte[] sealed = reviewer.run(reply, "--encrypt", "--recipient-file", file.toString())
                    .orFail();
            assertThat(BouncyCastleOpens.with(key.subkey(), sealed)).isEqualTo(reply);
        }
    }

    @Test
    void itsPublicHalfIsAllThatTheCertificateHolds() throws Exception {
        ReplyKey key = key(5);
        PGPPublicKeyRing ring = new PGPPublicKeyRing(key.certificate(), new BcKeyFingerprintCalculator());
        assertThat(ring.getPublicKey().isMasterKey()).isTrue();
        String hex = HexFormat.of().formatHex(key.certificate());
        assertThat(hex).doesNotContain(HexFormat.of().formatHex(SampleMessage.random(32, 5)));
        assertThat(hex).doesNotContain(HexFormat.of().formatHex(SampleMessage.random(32, 6)));
        assertThat(hex)
                .doesNotContain(
                        HexFormat.of().formatHex(SampleMessage.random(96, 7)).substring(0, 64));
    }

    @Test
    void closedItIsNoKeyAnyMore() {
        ReplyKey key = key(7);
        Fingerprint before = key.fingerprint();
        key.close();
        assertThat(key.fingerprint()).isNotEqualTo(before);
        assertThat(key).hasToString("[REDACTED]");
    }

    @Test
    void aSeedOfAnotherLengthIsRefused() {
        assertThatThrownBy(() -> new ReplyKey(new byte[31], new byte[32], new byte[96]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ReplyKey(new byte[32], new byte[32], new byte[64]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
