package org.sallyport.keyring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.ForgedCertificate;

/** The folders that decide who is trusted: a file that is not what belongs there refuses them all. */
class TrusteesTest {
    @TempDir
    Path place;

    private final ForgedCertificate trustee = ForgedCertificate.trustee();
    private Path folder;
    private Path revocations;

    @BeforeEach
    void folders() throws IOException {
        folder = Files.createDirectory(place.resolve("trustees"));
        revocations = Files.createDirectory(place.resolve("revocations"));
        Files.write(folder.resolve("one.pgp"), trustee.octets());
    }

    private Trustees read() throws IOException, KeyFileRefused {
        return Trustees.of(KeyFiles.read(new Rules(folder, Optional.of(revocations), 2, 2)));
    }

    private void refuses(Path file, String reason) {
        assertThatThrownBy(this::read).isInstanceOf(KeyFileRefused.class).hasMessage(file + ": " + reason);
    }

    @Test
    void everyKeyFileIsATrusteeAndNothingElseIs() throws Exception {
        Files.write(folder.resolve("two.pgp"), ForgedCertificate.trustee().octets());
        Files.writeString(folder.resolve("README.md"), "About these keys");
        Files.writeString(folder.resolve(".keep"), "");
        assertThat(read().certificates()).hasSize(2);
        assertThat(read().include(trustee.read().fingerprint())).isTrue();
        assertThat(read().include(ForgedCertificate.trustee().read().fingerprint()))
                .isFalse();
    }

    @Test
    void aMissingFolderIsRefused() {
        folder = place.resolve("nowhere");
        refuses(folder, "there is no such folder");
    }

    @Test
    void aFileOfAnotherKindIsRefused() throws IOException {
        refuses(Files.writeString(folder.resolve("one.key"), "x"), "only .asc and .pgp files belong here");
    }

    @Test
    void aFileThatIsNoCertificateIsRefused() throws IOException {
        refuses(Files.writeString(folder.resolve("two.asc"), "hello"), "this is not an OpenPGP certificate");
    }

    @Test
    void aSecretKeyIsRefused() throws IOException {
        String armor = "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nAAAA\n-----END PGP PRIVATE KEY BLOCK-----\n";
        assertThatThrownBy(() -> {
                    Files.write(folder.resolve("two.asc"), armor.getBytes(StandardCharsets.US_ASCII));
                    read();
                })
                .isInstanceOf(KeyFileRefused.class)
                .hasMessageContaining("this is a secret key");
    }

    @Test
    void theSameTrusteeTwiceIsRefused() throws IOException {
        refuses(
                Files.write(folder.resolve("two.pgp"), trustee.octets()),
                "another file holds the same trustee's certificate");
    }

    @Test
    void aFileThatIsTooLargeIsRefused() throws IOException {
        refuses(
                Files.write(folder.resolve("two.pgp"), new byte[200_000]),
                "too many files in this folder, or this one is too large");
    }

    @Test
    void moreFilesThanAnybodyHasTrusteesAreRefused() throws IOException {
        for (int number = 0; number < 64; number++) {
            Files.write(folder.resolve(number + ".pgp"), trustee.octets());
        }
        assertThatThrownBy(this::read).hasMessageContaining("too many files in this folder");
    }

    @Test
    void aRevocationsFileThatRevokesNothingIsRefused() throws IOException {
        refuses(Files.write(revocations.resolve("one.pgp"), trustee.octets()), "there is no revocation in it");
    }

    @Test
    void aRevocationThatGpgPrintedInTheCertificateIsRead() throws Exception {
        Files.write(
                revocations.resolve("one.pgp"),
                ForgedCertificate.trustee().with(trustee.revocation()).octets());
        Certificate read = read().certificates().get(0);
        assertThat(read.fingerprint()).isEqualTo(trustee.read().fingerprint());
    }
}
