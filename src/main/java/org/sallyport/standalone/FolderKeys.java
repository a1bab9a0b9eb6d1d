package org.sallyport.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.sallyport.keyring.PublishedKeys;

/** The same pages as somebody saved them, each under its own path in one folder. */
record FolderKeys(Path folder) implements PublishedKeys {
    @Override
    public Optional<byte[]> read(String path, int most) throws IOException {
        Path file = folder.resolve(path);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        if (Files.size(file) > most) {
            throw new IOException(file + ": this is longer than it can be");
        }
        return Optional.of(Files.readAllBytes(file));
    }
}
