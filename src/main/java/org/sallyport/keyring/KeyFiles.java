package org.sallyport.keyring;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What lies in the trustees' and revocations' folders at one moment; equal exactly if every octet is. */
record KeyFiles(Map<Path, ByteBuffer> trustees, Map<Path, ByteBuffer> revocations) {

    static KeyFiles read(KeyringConfig config) throws IOException, KeyFileRefused {
        Optional<Path> revocations = config.revocations();
        return new KeyFiles(
                new KeyFolder(config.trustees()).read(),
                revocations.isPresent() ? new KeyFolder(revocations.get()).read() : Map.of());
    }
}
