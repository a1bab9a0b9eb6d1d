package org.sallyport.intake;

import java.util.UUID;

/**
 * A sealed body of which all chunks but the last are written.
 *
 * @param lastNumber the last chunk's number; 0 if it is the only one, and then nothing of the body is written yet
 * @param length of the whole body, octets
 */
record WrittenBody(UUID id, int lastNumber, byte[] lastChunk, long length) {
    boolean isShort() {
        return lastNumber == 0;
    }
}
