package org.sallyport.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Debian's tor as one process in a folder of its own. It ends when this JVM ends, however that ends. */
final class Tor implements AutoCloseable {
    private final Path folder;
    private final Process process;

    private Tor(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /** @param settings lines of a torrc */
    static Tor start(Path folder, String settings) throws IOException {
        closeToOthers(Files.createDirectories(folder));
        Path torrc = Files.writeString(
                folder.resolve("torrc"),
                settings + """

                DataDirectory %1$s
                Log notice file %1$s/log
                ShutdownWaitLength 0
                __OwningControllerProcess %2$d
                """.formatted(folder, ProcessHandle.current().pid()));
        Path output = folder.resolve("output");
        return new Tor(
                folder,
                new ProcessBuilder(command(folder, "-f", torrc.toString()))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start());
    }

    /** Runs to its end: for what tor tells or makes without a network. */
    static Ran run(Path folder, String... arguments) throws IOException, InterruptedException {
        return Ran.with(Map.of(), new byte[0], command(folder, arguments));
    }

    /** With nothing of this machine's own configuration. */
    private static List<String> command(Path folder, String... arguments) throws IOException {
        Path nothing = Files.writeString(folder.resolve("nothing"), "");
        List<String> command =
                new ArrayList<>(List.of(Programs.require("tor").toString(), "--defaults-torrc", nothing.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** As tor wants its folders. */
    static void closeToOthers(Path... folders) throws IOException {
        for (Path own : folders) {
            Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwx------"));
        }
    }

    Path folder() {
        return folder;
    }

    Process process() {
        return process;
    }

    /** Makes it look again for what it lacks. */
    void hangUp() throws IOException, InterruptedException {
        Ran.with(Map.of(), new byte[0], List.of("kill", "-s", "HUP", String.valueOf(process.pid())));
    }

    /** How many relays it could build a circuit through. */
    int relaysKnown() throws IOException {
        int known = 0;
        for (String file : List.of("cached-microdescs", "cached-microdescs.new")) {
            Path kept = folder.resolve(file);
            if (Files.exists(kept)) {
                try (var lines = Files.lines(kept, StandardCharsets.ISO_8859_1)) {
                    known += (int) lines.filter("onion-key"::equals).count();
                }
            }
        }
        return known;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
