package org.sallyport.openpgp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The air-gapped way: {@code gpg -se --recipient-file reply-key.pgp}. */
class ReplyFromGpgTest {
    private static final byte[] TEXT =
            "Come on Thursday.\nПриходите.\n".repeat(200).getBytes(UTF_8);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--armor",
                "--compress-algo zip",
                "--compress-algo zlib",
                "--compress-algo bzip2",
                "--compress-algo none",
                "--set-filename secret-plan.txt"
            })
    void itIsOpenedAndTheSignatureHolds(String options) throws Exception {
        assertThat(opened(options)).isEqualTo(TEXT);
    }

    /** OpenPGP ends the lines of a text with carriage return and line feed; what is signed is that. */
    @Test
    void asTextItHasTheLineEndsOfTheNet() throws Exception {
        assertThat(opened("--textmode")).asString(UTF_8).isEqualTo(new String(TEXT, UTF_8).replace("\n", "\r\n"));
    }

    /** The primary key only vouches and lies in a safe; a subkey signs. */
    @Test
    void signedWithASubkey() throws Exception {
        ReplyKey key = ReplyKeyTest.key(1);
        Path file = Files.write(folder.resolve("reply-key.pgp"), key.certificate());
        try (GpgHome reviewer = new GpgHome("urgent-1@desk.example")) {
            byte[] nothing = {};
            reviewer.run(nothing, "--quick-generate-key", "urgent-1@desk.example", "ed25519", "cert", "never");
            Fingerprint primary = Certificate.read(reviewer.certificate()).fingerprint();
            reviewer.run(nothing, "--quick-add-key", primary.hex(), "ed25519", "sign", "never");
            byte[] message = reviewer.run(TEXT, arguments("", file));
            List<Certificate> signers = List.of(Certificate.read(reviewer.certificate()));

            OpenedReply reply = key.open(
                    new ByteArrayInputStream(message),
                    64 * 1024,
                    signers,
                    Instant.now().plusSeconds(5));

            assertThat(reply.signedBy()).contains(primary);
        }
    }

    private byte[] opened(String options) throws Exception {
        ReplyKey key = ReplyKeyTest.key(1);
        Path file = Files.write(folder.resolve("reply-key.pgp"), key.certificate());
        try (GpgHome reviewer = GpgHome.of("urgent-1@desk.example");
                GpgHome colleague = GpgHome.of("urgent-2@desk.example")) {
            byte[] message = reviewer.run(TEXT, arguments(options, file));
            List<Certificate> signers =
                    List.of(Certificate.read(colleague.certificate()), Certificate.read(reviewer.certificate()));

            OpenedReply reply = key.open(
                    new ByteArrayInputStream(message),
                    64 * 1024,
                    signers,
                    Instant.now().plusSeconds(5));

            assertThat(reply.signedBy()).contains(reviewer.encryptionKey().certificate());
            return reply.text();
        }
    }

    private static String[] arguments(String options, Path replyKey) {
        String command = options + " --sign --encrypt --recipient-file " + replyKey;
        return command.strip().split(" +");
    }
}
