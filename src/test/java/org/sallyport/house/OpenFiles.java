package org.sallyport.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.sallyport.testkit.CanarySearch;

/** Files that a process holds open and that have no name any more: no search of folders finds them. */
final class OpenFiles {
    private OpenFiles() {}

    static Map<String, Integer> removed(long pid, CanarySearch search) throws IOException {
        Map<String, Integer> found = new TreeMap<>();
        try (Stream<Path> open = Files.list(Path.of("/proc", String.valueOf(pid), "fd"))) {
            for (Path descriptor : open.toList()) {
                if (isRemovedFile(descriptor)) {
                    search.in(descriptor).forEach((canary, count) -> found.merge(canary, count, Integer::sum));
                }
            }
        } catch (NoSuchFileException ended) {
            return found;
        }
        return found;
    }

    private static boolean isRemovedFile(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().endsWith(" (deleted)")
                    && Files.isRegularFile(descriptor);
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }
}
