package org.sallyport.openpgp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.openpgp.SampleMessage.ascii;
import static org.sallyport.openpgp.SampleMessage.random;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.testkit.Programs;

/** Messages by the real Sequoia (sq 0.27) go in; sq, and gpg for its own reviewer, open what comes out. */
class GateSequoiaTest {
    private static final byte[] REPORT = ascii("They came at night.\n");
    private static final String ANNA = "urgent-1@desk.example";

    @TempDir
    private Path folder;

    private Path key;
    private Path certificate;

    @BeforeEach
    void generate() throws Exception {
        key = folder.resolve("boris.key");
        certificate = folder.resolve("boris.pgp");
        sq("key", "generate", "--userid", "urgent-2@desk.example", "--export", key.toString());
        sq("key", "extract-cert", "--output", certificate.toString(), key.toString());
    }

    private void sq(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Programs.require("sq").toString(), "--force"));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output");
        int status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        assertThat(status).as(Files.readString(output)).isZero();
    }

    private byte[] encrypt(byte[] text, String... options) throws Exception {
        Path in = Files.write(folder.resolve("in"), text);
        Path out = folder.resolve("out");
        List<String> arguments = new ArrayList<>(List.of("encrypt", "--output", out.toString()));
        arguments.addAll(List.of(options));
        arguments.add(in.toString());
        sq(arguments.toArray(String[]::new));
        return Files.readAllBytes(out);
    }

    private byte[] decrypt(byte[] message) throws Exception {
        Path in = Files.write(folder.resolve("message"), message);
        Path out = folder.resolve("opened");
        sq("decrypt", "--recipient-key", key.toString(), "--output", out.toString(), in.toString());
        return Files.readAllBytes(out);
    }

    /** The one subkey of algorithm 18, as gpg lists it. */
    private EncryptionKey encryptionKey(GpgHome gpg) throws IOException {
        byte[] listing =
                gpg.run(Files.readAllBytes(certificate), "--with-colons", "--with-subkey-fingerprint", "--show-keys");
        List<String> lines = new String(listing, UTF_8).lines().toList();
        int subkey = 0;
        while (!lines.get(subkey).matches("sub:[^:]*:[^:]*:18:.*")) {
            subkey++;
        }
        return new EncryptionKey(fingerprint(lines.get(1)), fingerprint(lines.get(subkey + 1)), 18);
    }

    private static Fingerprint fingerprint(String line) {
        return new Fingerprint(line.replaceAll("^fpr:+([0-9A-F]+):.*", "$1"));
    }

    @Test
    void itsMessagesGoInAndAreOpenedAgain() throws Exception {
        try (GpgHome anna = GpgHome.of(ANNA)) {
            EncryptionKey annas = anna.encryptionKey();
            EncryptionKey boriss = encryptionKey(anna);
            Path other = Files.write(folder.resolve("anna.pgp"), anna.certificate());
            String[] recipients = {"--recipient-cert", other.toString(), "--recipient-cert", certificate.toString()};
            byte[] large = random(500_001, 1);

            for (byte[] text : List.of(REPORT, large)) {
                for (String compression : List.of("none", "pad", "zip")) {
                    byte[] armored = encrypt(text, with(recipients, "--compression", compression));
                    byte[] binary = encrypt(text, with(recipients, "--compression", compression, "--binary"));
                    for (byte[] message : List.of(armored, binary)) {
                        Admitted admitted = Admitted.of(message, Set.of(annas, boriss));
                        assertThat(admitted.recipients()).containsExactlyInAnyOrder(annas, boriss);
                        assertThat(decrypt(admitted.message())).isEqualTo(text);
                        // gpg 2.2 calls sq's padding a manipulation where the text is long, before the gate as after
                        // it.
                        if (!compression.equals("pad")) {
                            assertThat(anna.decrypt(admitted.message())).isEqualTo(text);
                        }
                    }
                }
            }
        }
    }

    @Test
    void onlyTheDesksSessionKeysAreKept() throws Exception {
        try (GpgHome anna = GpgHome.of(ANNA)) {
            Path other = Files.write(folder.resolve("anna.pgp"), anna.certificate());
            byte[] message =
                    encrypt(REPORT, "--recipient-cert", other.toString(), "--recipient-cert", certificate.toString());
            EncryptionKey boriss = encryptionKey(anna);

            Admitted admitted = Admitted.of(message, Set.of(boriss));

            assertThat(admitted.recipients()).containsExactly(boriss);
            assertThat(decrypt(admitted.message())).isEqualTo(REPORT);
            assertThat(anna.cannotDecrypt(admitted.message())).isTrue();
        }
    }

    private static String[] with(String[] first, String... more) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
