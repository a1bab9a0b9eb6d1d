package org.sallyport.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** GnuPG as somebody has it on their own machine, with a home of its own. */
public final class Gpg implements AutoCloseable {
    private static final byte[] NOTHING = {};
    private final String program;
    private final Path home;

    public Gpg() throws IOException {
        program = Programs.require("gpg").toString();
        home = Scratch.folder("gpg");
    }

    /** Runs gpg and expects it to succeed. */
    public Ran run(byte[] input, String... arguments) throws IOException, InterruptedException {
        return attempt(input, arguments).succeeded();
    }

    public Ran attempt(byte[] input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program, "--batch", "--no-tty", "--pinentry-mode", "loopback"));
        command.addAll(List.of(arguments));
        return Ran.with(Map.of("GNUPGHOME", home.toString()), input, command);
    }

    /** Makes a key without a passphrase. @return its fingerprint */
    public String newKey(String userId) throws IOException, InterruptedException {
        run(NOTHING, "--passphrase", "", "--quick-generate-key", userId, "future-default", "default", "never");
        return run(NOTHING, "--with-colons", "--list-keys", userId)
                .text()
                .lines()
                .filter(line -> line.startsWith("fpr:"))
                .findFirst()
                .orElseThrow()
                .split(":", -1)[9];
    }

    /** @return binary, encrypted to each of the certificates and to nobody else */
    public byte[] encrypt(byte[] text, Collection<Path> certificates, String... more)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("--trust-model", "always"));
        arguments.addAll(List.of(more));
        certificates.forEach(certificate -> arguments.addAll(List.of("--recipient-file", certificate.toString())));
        arguments.add("--encrypt");
        return run(text, arguments.toArray(String[]::new)).output();
    }

    /** The numbers of a certificate's keys, in 16 hexadecimal digits: the primary key's, then its subkeys'. */
    public List<String> keyIds(String fingerprint) throws IOException, InterruptedException {
        return run(NOTHING, "--with-colons", "--list-keys", fingerprint)
                .text()
                .lines()
                .filter(line -> line.startsWith("pub:") || line.startsWith("sub:"))
                .map(line -> line.split(":", -1)[4])
                .toList();
    }

    /** What gpg says of a message's packets; it need not be able to open it. */
    public String packets(byte[] message) throws IOException, InterruptedException {
        return attempt(message, "--list-packets").text();
    }

    /** @param key a locked secret key, as the trial organisation keeps it */
    public void importFile(Path key) throws IOException, InterruptedException {
        run(NOTHING, "--import", key.toString());
    }

    public byte[] open(byte[] message, Path passphrase) throws IOException, InterruptedException {
        return run(message, "--passphrase-file", passphrase.toString(), "--decrypt")
                .output();
    }

    @Override
    public void close() {
        try {
            Ran.with(Map.of("GNUPGHOME", home.toString()), NOTHING, List.of("gpgconf", "--kill", "all"));
        } catch (IOException noAgent) {
            // Nothing to end.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        Scratch.remove(home);
    }
}
