package org.sallyport.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that has run to its end, with what it wrote. */
public record Ran(List<String> command, int status, byte[] output, String errors) {
    private static final int PATIENCE_SECONDS = 120;

    public static Ran with(Map<String, String> environment, byte[] input, List<String> command)
            throws IOException, InterruptedException {
        Path errors = Files.createTempFile("sp-errors", "");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            Thread feeding = new Thread(() -> feed(process, input));
            feeding.start();
            byte[] output;
            try (InputStream from = process.getInputStream()) {
                output = from.readAllBytes();
            }
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command.get(0) + " does not end");
            }
            feeding.join();
            return new Ran(command, process.exitValue(), output, Files.readString(errors));
        } finally {
            Files.delete(errors);
        }
    }

    public String text() {
        return new String(output, StandardCharsets.UTF_8);
    }

    public Ran succeeded() {
        if (status != 0) {
            throw new AssertionError(command + " ended with " + status + ": " + errors);
        }
        return this;
    }

    private static void feed(Process process, byte[] input) {
        try (var to = process.getOutputStream()) {
            to.write(input);
        } catch (IOException notReadToItsEnd) {
            // A program may end before it has read everything.
        }
    }
}
