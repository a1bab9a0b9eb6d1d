package org.sallyport.openpgp;

import java.util.Arrays;

/**
 * What opens one sealed body. Wiped by {@link #close}.
 *
 * @param cipher 7, 8 or 9: AES with 128, 192 or 256 bits
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; whoever takes it wipes it
record SessionKey(int cipher, byte[] octets) implements AutoCloseable {
    @Override
    public void close() {
        Arrays.fill(octets, (byte) 0);
    }

    @Override
    public String toString() {
        return "[REDACTED]";
    }
}
