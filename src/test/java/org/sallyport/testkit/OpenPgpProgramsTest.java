package org.sallyport.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenPgpProgramsTest {
    @TempDir
    Path folder;

    @Test
    void whatSequoiaSealsGpgOpens() throws Exception {
        try (Gpg gpg = new Gpg();
                Sequoia sequoia = new Sequoia()) {
            String fingerprint = gpg.newKey("somebody@desk.example");
            Path certificate = folder.resolve("certificate.pgp");
            Files.write(
                    certificate, gpg.run(new byte[0], "--export", fingerprint).output());
            byte[] sealed = sequoia.encrypt("What happened".getBytes(UTF_8), certificate);
            assertThat(sealed).asString(UTF_8).startsWith("-----BEGIN PGP MESSAGE-----");
            assertThat(gpg.run(sealed, "--decrypt").text()).isEqualTo("What happened");
        }
    }
}
