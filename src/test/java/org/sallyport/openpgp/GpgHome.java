package org.sallyport.openpgp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.sallyport.testkit.Programs;

/** One person's gpg: a key ring in a folder of its own, whose agent ends with it. Keys have no passphrase. */
final class GpgHome implements AutoCloseable {
    private final String gpg = Programs.require("gpg").toString();

    /** Directly under the folder for temporary files: the path of an agent's socket has 107 octets at most. */
    private final Path folder = Files.createTempDirectory("g");

    private final String userId;

    GpgHome(String userId) throws IOException {
        this.userId = userId;
    }

    /** With an Ed25519 primary key and a cv25519 encryption subkey, which gpg 2.2 can use. */
    static GpgHome of(String userId) throws IOException {
        GpgHome home = new GpgHome(userId);
        home.run(new byte[0], "--quick-generate-key", userId, "ed25519", "cert,sign", "never");
        home.run(new byte[0], "--quick-add-key", home.fingerprints().get(0), "cv25519", "encr", "never");
        return home;
    }

    EncryptionKey encryptionKey() {
        List<String> fingerprints = fingerprints();
        return new EncryptionKey(new Fingerprint(fingerprints.get(0)), new Fingerprint(fingerprints.get(1)), 18);
    }

    private List<String> fingerprints() {
        byte[] colons = run(new byte[0], "--with-colons", "--with-subkey-fingerprint", "--list-keys", userId);
        return new String(colons, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("fpr:"))
                .map(line -> line.replaceAll("^fpr:+([0-9A-F]+):.*", "$1"))
                .toList();
    }

    byte[] certificate() {
        return run(new byte[0], "--export", userId);
    }

    void knows(GpgHome... others) {
        for (GpgHome other : others) {
            run(other.certificate(), "--import");
        }
    }

    byte[] encrypt(byte[] text, String... options) {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.add("--encrypt");
        return run(text, arguments.toArray(String[]::new));
    }

    /**
     * What gpg itself says counts, not its exit status: with hidden recipients it complains about each session key that is
     * not its own, and ends with 2 after it has opened the message.
     */
    byte[] decrypt(byte[] message) {
        Path status = folder.resolve("status");
        byte[] text = run(false, message, "--status-file", status.toString(), "--decrypt");
        assertThat(status).content().contains("[GNUPG:] GOODMDC", "[GNUPG:] DECRYPTION_OKAY");
        return text;
    }

    boolean cannotDecrypt(byte[] message, String... options) {
        Path status = folder.resolve("status");
        List<String> arguments = new ArrayList<>(List.of("--status-file", status.toString(), "--decrypt"));
        arguments.addAll(0, List.of(options));
        run(false, message, arguments.toArray(String[]::new));
        try {
            return Files.readString(status).contains("[GNUPG:] DECRYPTION_FAILED");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    byte[] run(byte[] input, String... arguments) {
        return run(true, input, arguments);
    }

    private byte[] run(boolean mustSucceed, byte[] input, String... arguments) {
        List<String> command = new ArrayList<>(List.of(gpg, "--homedir", folder.toString()));
        command.addAll(List.of("--quiet", "--batch", "--no-tty", "--yes", "--trust-model", "always"));
        command.addAll(List.of("--pinentry-mode", "loopback", "--passphrase", ""));
        command.addAll(List.of(arguments));
        Path in = folder.resolve("in");
        Path err = folder.resolve("err");
        try {
            Files.write(in, input);
            Process process = new ProcessBuilder(command)
                    .redirectInput(in.toFile())
                    .redirectError(err.toFile())
                    .start();
            byte[] output = process.getInputStream().readAllBytes();
            int status = process.onExit().join().exitValue();
            if (mustSucceed) {
                assertThat(status).as(Files.readString(err)).isZero();
            }
            return output;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        new ProcessBuilder(Programs.require("gpgconf").toString(), "--homedir", folder.toString(), "--kill", "all")
                .start()
                .onExit()
                .join();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
