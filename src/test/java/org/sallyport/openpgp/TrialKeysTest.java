package org.sallyport.openpgp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.testkit.PlainGpg;
import org.sallyport.testkit.PostQuantumProgram;
import org.sallyport.testkit.Programs;

/** Trial keys are good by our own rules, and are ordinary keys to gpg and Sequoia. */
class TrialKeysTest {
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final Duration YEAR = Duration.ofDays(365);
    private static final String ALIAS = "urgent-1@desk.example";
    private static final String PASSPHRASE = "quiet-harbour-7";
    private static final byte[] REPORT = "the report\n".getBytes(UTF_8);

    @TempDir
    Path folder;

    private final TrialKeys keys = new TrialKeys();
    private final TrialKey reviewer = keys.reviewer(ALIAS, now, YEAR, PASSPHRASE.toCharArray());
    private final TrialKey inConsole = keys.consoleReviewer(ALIAS, now, YEAR, PASSPHRASE.toCharArray());
    private final TrialKey trustee = keys.trustee("trustee-1@trustees.example", now, YEAR, PASSPHRASE.toCharArray());

    @Test
    void aReviewersKeyReceivesAndATrusteesWordOnItCounts() throws CertificateRefused {
        byte[] vouched = trustee.vouchFor(reviewer.certificate(), "urgent", now, Duration.ofDays(180));
        Certificate certificate = Certificate.read(vouched);
        assertThat(certificate.standing(now)).isInstanceOfSatisfying(Standing.Usable.class, usable -> {
            assertThat(usable.alias()).isEqualTo(ALIAS);
            assertThat(usable.until()).isEqualTo(now.plus(YEAR));
        });
        Certificate by = Certificate.read(trustee.armoredCertificate());
        assertThat(certificate.certifications(List.of(by), "urgent", now))
                .containsExactly(new Certification(trustee.fingerprint(), now.plus(Duration.ofDays(180))));
        assertThat(certificate.certifications(List.of(by), "country", now)).isEmpty();
    }

    @Test
    void onlyWhoOpensInTheConsoleReadsVersionTwoAndHasMlKem() throws CertificateRefused {
        assertThat(Certificate.read(inConsole.certificate()).readsVersion2(now)).isTrue();
        assertThat(Certificate.read(reviewer.certificate()).readsVersion2(now)).isFalse();
        assertThat(algorithms(inConsole.certificate())).containsExactly(18, 35);
        assertThat(algorithms(reviewer.certificate())).containsExactly(18);
    }

    @Test
    void aTrusteesWordLeavesTheMlKemSubkeyInItsPlace() throws CertificateRefused {
        byte[] vouched = trustee.vouchFor(inConsole.certificate(), "urgent", now, Duration.ofDays(180));
        assertThat(algorithms(vouched)).containsExactly(18, 35);
        Certificate by = Certificate.read(trustee.certificate());
        assertThat(Certificate.read(vouched).certifications(List.of(by), "urgent", now))
                .hasSize(1);
    }

    /** What the no-script form seals to such a desk, opened as the console does it. */
    @Test
    void theBrowsersLibraryUnlocksTheKeyAndOpensWhatIsSealedWithMlKem() throws Exception {
        Certificate certificate = Certificate.read(inConsole.certificate());
        byte[] message = Sealing.seal(List.of(certificate), now, SealingTest.pieces(REPORT, 10))
                .readAllBytes();
        assertThat(Admitted.of(message, usable(inConsole.certificate()).keys()).recipients())
                .extracting(EncryptionKey::algorithm)
                .containsExactly(35);
        Files.write(folder.resolve("message.pgp"), message);
        Files.write(folder.resolve("key.asc"), inConsole.lockedSecretKey());
        Files.writeString(folder.resolve("passphrase"), PASSPHRASE);
        PostQuantumProgram.run(folder, """
                const text = (name) => new TextDecoder().decode(read(name));
                const privateKey = await openpgp.readPrivateKey({ armoredKey: text('key.asc') });
                const key = await openpgp.decryptKey({ privateKey, passphrase: text('passphrase') });
                const message = await openpgp.readMessage({ binaryMessage: read('message.pgp') });
                write('opened', (await openpgp.decrypt({ message, decryptionKeys: key, format: 'binary' })).data);
                """);
        assertThat(Files.readAllBytes(folder.resolve("opened"))).isEqualTo(REPORT);
    }

    private Standing.Usable usable(byte[] certificate) throws CertificateRefused {
        return (Standing.Usable) Certificate.read(certificate).standing(now);
    }

    private List<Integer> algorithms(byte[] certificate) throws CertificateRefused {
        return usable(certificate).keys().stream().map(EncryptionKey::algorithm).toList();
    }

    /** gpg writes nothing newer, so an ordinary source reaches this reviewer too. */
    @Test
    void gpgEncryptsToWhoOpensInTheConsole() throws Exception {
        try (PlainGpg person = new PlainGpg()) {
            person.run(inConsole.lockedSecretKey(), "--passphrase", PASSPHRASE, "--import")
                    .orFail();
            byte[] sealed = person.run(REPORT, "--trust-model", "always", "-e", "-r", ALIAS)
                    .orFail();
            assertThat(person.run(sealed, "--passphrase", PASSPHRASE, "-d").orFail())
                    .isEqualTo(REPORT);
        }
    }

    @Test
    void aTrusteesKeyReceivesNothing() throws CertificateRefused {
        Certificate certificate = Certificate.read(trustee.certificate());
        assertThat(certificate.standing(now)).isInstanceOf(Standing.Unusable.class);
    }

    @Test
    void noTextOfTheLockedSecretKeyIsTheSecretItself() {
        assertThat(new String(reviewer.lockedSecretKey(), US_ASCII))
                .startsWith("-----BEGIN PGP PRIVATE KEY BLOCK-----")
                .doesNotContain("Version:", "Comment:");
    }

    @Test
    void gpgEncryptsToTheCertificateAndOpensWithTheSecretKey() throws Exception {
        try (PlainGpg sender = new PlainGpg();
                PlainGpg desk = new PlainGpg()) {
            sender.run(reviewer.certificate(), "--import").orFail();
            byte[] sealed = sender.run(REPORT, "--trust-model", "always", "-e", "-r", ALIAS)
                    .orFail();
            assertThat(opened(desk, reviewer, sealed)).isEqualTo(REPORT);
        }
    }

    @Test
    void gpgImportsTheArmoredBundleOfSeveral() throws Exception {
        TrialKey other = keys.reviewer("urgent-2@desk.example", now, YEAR, PASSPHRASE.toCharArray());
        String bundle = CertificateBundle.armored(
                List.of(Certificate.read(reviewer.certificate()), Certificate.read(other.certificate())));
        try (PlainGpg sender = new PlainGpg()) {
            sender.run(bundle.getBytes(US_ASCII), "--import").orFail();
            String listed = new String(sender.run(new byte[0], "--list-keys").orFail(), UTF_8);
            assertThat(listed)
                    .contains(reviewer.fingerprint().hex(), other.fingerprint().hex());
        }
    }

    /** Either certificate: Sequoia 0.27 passes over the subkey that it does not know. */
    @Test
    void sequoiaEncryptsToTheCertificateAndGpgOpens() throws Exception {
        Path sq = Programs.require("sq");
        for (TrialKey to : List.of(reviewer, inConsole)) {
            try (PlainGpg desk = new PlainGpg()) {
                Path file = Files.write(desk.home().resolve("desk.asc"), bundled(to));
                byte[] sealed = desk.run(List.of(sq.toString(), "encrypt", "--recipient-cert", file.toString()), REPORT)
                        .orFail();
                assertThat(opened(desk, to, sealed)).isEqualTo(REPORT);
            }
        }
    }

    private static byte[] bundled(TrialKey key) throws CertificateRefused {
        return CertificateBundle.armored(List.of(Certificate.read(key.certificate())))
                .getBytes(US_ASCII);
    }

    private static byte[] opened(PlainGpg desk, TrialKey key, byte[] sealed) throws Exception {
        desk.run(key.lockedSecretKey(), "--passphrase", PASSPHRASE, "--import").orFail();
        assertThat(desk.run(sealed, "--passphrase", "wrong", "-d").status()).isNotZero();
        return desk.run(sealed, "--passphrase", PASSPHRASE, "-d").orFail();
    }
}
