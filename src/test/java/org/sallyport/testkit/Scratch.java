package org.sallyport.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders for programs: short paths (a gpg agent's socket path has at most 107 characters), gone after the test. */
public final class Scratch {
    private Scratch() {}

    public static Path folder(String purpose) throws IOException {
        return Files.createTempDirectory("sp-" + purpose);
    }

    /** A browser may still write while it ends: what vanishes meanwhile is as good as removed. */
    public static void remove(Path folder) {
        try (Stream<Path> inside = Files.walk(folder)) {
            List<Path> deepestFirst = inside.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException left) {
            folder.toFile().deleteOnExit();
        }
    }
}
