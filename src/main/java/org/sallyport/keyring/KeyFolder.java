package org.sallyport.keyring;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder of public key material. It is read whole each time: it is small, and a file's time can be set back while its
 * octets cannot.
 */
record KeyFolder(Path folder) {
    private static final int MOST_FILES = 64;
    /** More than the largest certificate takes in armor. */
    private static final int MOST_OCTETS = 100 * 1024;

    /** Every {@code .asc} and {@code .pgp} file with its octets. Two readings are equal exactly if the files are. */
    Map<Path, ByteBuffer> read() throws IOException, KeyFileRefused {
        Map<Path, ByteBuffer> files = new TreeMap<>();
        for (Path file : listed()) {
            if (isKey(file)) {
                if (files.size() == MOST_FILES || Files.size(file) > MOST_OCTETS) {
                    throw new KeyFileRefused(file, "too many files in this folder, or this one is too large");
                }
                files.put(file, ByteBuffer.wrap(Files.readAllBytes(file)));
            }
        }
        return files;
    }

    private List<Path> listed() throws IOException, KeyFileRefused {
        if (!Files.isDirectory(folder)) {
            throw new KeyFileRefused(folder, "there is no such folder");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** A revocation in a file with an odd name must not be passed over in silence. */
    private static boolean isKey(Path file) throws KeyFileRefused {
        String name = file.getFileName().toString();
        if (name.endsWith(".asc") || name.endsWith(".pgp")) {
            return true;
        }
        if (name.startsWith(".") || name.equals("README.md")) {
            return false;
        }
        throw new KeyFileRefused(file, "only .asc and .pgp files belong here");
    }
}
