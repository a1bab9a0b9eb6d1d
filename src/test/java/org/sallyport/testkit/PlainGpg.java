package org.sallyport.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The real gpg with a home of its own, which is gone afterwards together with its agent. */
public final class PlainGpg implements AutoCloseable {
    private final Path gpg = Programs.require("gpg");
    private final Path gpgconf = Programs.require("gpgconf");
    private final Path home;

    public PlainGpg() throws IOException {
        // Short, because the agent's socket is in it and a socket's path may have 108 octets only.
        home = Files.createTempDirectory("gpg");
    }

    /** What one run of gpg wrote, and how it ended. */
    public record Ran(int status, byte[] out, String err) {
        public byte[] orFail() {
            if (status != 0) {
                throw new AssertionError("gpg ended with " + status + ":\n" + err);
            }
            return out;
        }
    }

    /** Runs gpg with these arguments; no question is ever asked. */
    public Ran run(byte[] input, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(gpg.toString(), "--homedir", home.toString(), "--batch", "--yes", "--no-tty"));
        command.addAll(List.of("--pinentry-mode", "loopback"));
        command.addAll(List.of(arguments));
        return run(command, input);
    }

    /** Any other program, with this home in its environment. */
    public Ran run(List<String> command, byte[] input) throws IOException {
        Path errors = Files.createTempFile(home, "err", "");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().put("GNUPGHOME", home.toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        Thread feeding = new Thread(() -> feed(process.getOutputStream(), input));
        feeding.start();
        try (InputStream stream = process.getInputStream()) {
            byte[] out = stream.readAllBytes();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " did not end");
            }
            feeding.join();
            return new Ran(process.exitValue(), out, Files.readString(errors));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(command + " was not waited for", interrupted);
        }
    }

    private static void feed(OutputStream into, byte[] input) {
        try (into) {
            into.write(input);
        } catch (IOException ended) {
            // A program that refuses its input ends before it has read all of it.
        }
    }

    public Path home() {
        return home;
    }

    @Override
    public void close() throws IOException {
        run(List.of(gpgconf.toString(), "--homedir", home.toString(), "--kill", "all"), new byte[0]);
        try (Stream<Path> inside = Files.walk(home)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
