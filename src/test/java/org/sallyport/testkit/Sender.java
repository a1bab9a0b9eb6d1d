package org.sallyport.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A source at a shell, who does what a desk's page says, word for word. */
public final class Sender implements AutoCloseable {
    private static final byte[] NOTHING = {};
    private final Path folder;

    /** @param certificates what the page offers as {@code urgent.asc} */
    public Sender(byte[] certificates, String report) throws IOException {
        folder = Scratch.folder("sender");
        Files.write(folder.resolve("urgent.asc"), certificates);
        Files.writeString(folder.resolve("report.txt"), report);
    }

    /**
     * Runs the commands in the folder where both files are.
     *
     * @return the encrypted file
     */
    public Path run(String commands) throws IOException, InterruptedException {
        String script = "set -e; cd '" + folder + "'\n" + commands;
        // A home of its own: neither a person's keyring nor their settings.
        Ran.with(Map.of("HOME", folder.toString()), NOTHING, List.of("sh", "-c", script))
                .succeeded();
        return folder.resolve("report.pgp");
    }

    public Path folder() {
        return folder;
    }

    @Override
    public void close() {
        Scratch.remove(folder);
    }
}
