package org.sallyport.report;

import java.util.UUID;

/**
 * A sealed body of which all chunks but the last are written.
 *
 * @param lastNumber the last chunk's number; 0 if it is the only one, and then no row of the body exists yet
 * @param length of the whole body, octets
 * @param digest SHA-256 of the whole body
 */
record StoredBody(UUID id, int lastNumber, byte[] lastChunk, long length, byte[] digest) {
    boolean isShort() {
        return lastNumber == 0;
    }
}
