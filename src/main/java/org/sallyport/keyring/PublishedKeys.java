package org.sallyport.keyring;

import java.io.IOException;
import java.util.Optional;

/** What a source face publishes about its keys, however it is reached. */
@FunctionalInterface
public interface PublishedKeys {
    /**
     * @param path without a slash in front, as in {@code keys/checkpoint}
     * @param most how many octets are taken at most
     * @return nothing where there is no such page
     * @throws IOException if it cannot be told, or there is more; the message says so in words
     */
    Optional<byte[]> read(String path, int most) throws IOException;
}
