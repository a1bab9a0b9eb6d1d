package org.sallyport.testkit;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** Looks for canaries in files, in every encoding at once, and in what is compressed with gzip anywhere in them. */
public final class CanarySearch {
    private static final int BUFFER = 256 * 1024;
    private static final int SHORTEST = 6;
    private static final byte[] GZIP = {0x1F, (byte) 0x8B, 8};
    /** Whose pattern {@link #GZIP} is. */
    private static final int A_GZIP_MEMBER = -1;

    private static final int DEEPEST = 2;

    private final List<Canary> canaries;
    private final OctetPatterns patterns = new OctetPatterns();

    /** What can be read from its beginning more than once. */
    private interface Content {
        InputStream open() throws IOException;
    }

    public CanarySearch(List<Canary> canaries) {
        this.canaries = List.copyOf(canaries);
        for (int number = 0; number < canaries.size(); number++) {
            for (byte[] encoded : CanaryEncodings.of(canaries.get(number))) {
                if (encoded.length < SHORTEST) {
                    throw new IllegalArgumentException(canaries.get(number).name() + " is found by chance");
                }
                patterns.add(encoded, number);
            }
        }
        patterns.add(GZIP, A_GZIP_MEMBER);
    }

    /** How often each canary is in the file; those that are not in it are left out. */
    public Map<String, Integer> in(Path file) throws IOException {
        int[] counts = new int[canaries.size()];
        try {
            search(() -> Files.newInputStream(file), 0, counts);
        } catch (NoSuchFileException | FileNotFoundException removedMeanwhile) {
            return Map.of();
        }
        return named(counts);
    }

    /** The same for what can be read only once, so that nothing compressed is opened. */
    Map<String, Integer> in(InputStream octets) throws IOException {
        int[] counts = new int[canaries.size()];
        pass(octets, counts, new ArrayList<>());
        return named(counts);
    }

    private Map<String, Integer> named(int[] counts) {
        Map<String, Integer> found = new TreeMap<>();
        for (int number = 0; number < counts.length; number++) {
            if (counts[number] > 0) {
                found.merge(canaries.get(number).name(), counts[number], Integer::sum);
            }
        }
        return found;
    }

    /** The same for all files in a folder together, and their names. */
    public Map<String, Integer> inAll(Path folder) throws IOException {
        Map<String, Integer> found = new TreeMap<>();
        for (Path file : filesIn(folder)) {
            in(file).forEach((name, count) -> found.merge(name, count, Integer::sum));
        }
        return found;
    }

    /** All of them, also while programs remove some. */
    public static List<Path> filesIn(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
        return files;
    }

    private void search(Content content, int depth, int[] counts) throws IOException {
        List<Long> members = new ArrayList<>();
        try (InputStream in = content.open()) {
            pass(in, counts, members);
        } catch (IOException notGzip) {
            // Three octets are soon the same by chance. What was read until then has been searched.
            if (depth == 0) {
                throw notGzip;
            }
        }
        if (depth < DEEPEST) {
            for (long member : members) {
                search(() -> inside(content.open(), member), depth + 1, counts);
            }
        }
    }

    private static InputStream inside(InputStream in, long member) throws IOException {
        try {
            in.skipNBytes(member);
            return new GZIPInputStream(in);
        } catch (IOException notGzip) {
            in.close();
            throw notGzip;
        }
    }

    private void pass(InputStream in, int[] counts, List<Long> members) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long before = 0;
        int state = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            long begin = before;
            state = patterns.read(state, buffer, read, (owner, octet) -> {
                if (owner == A_GZIP_MEMBER) {
                    members.add(begin + octet + 1 - GZIP.length);
                } else {
                    counts[owner]++;
                }
            });
            before += read;
        }
    }
}
