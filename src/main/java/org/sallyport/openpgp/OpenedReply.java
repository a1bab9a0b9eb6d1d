package org.sallyport.openpgp;

import java.util.Arrays;
import java.util.Optional;

/**
 * What was inside a reply, its integrity checked. Wiped by {@link #close}.
 *
 * @param text the octets of the literal packet: UTF-8 where a reviewer's program wrote a text, but nobody promises that
 * @param signed whether it carries any signature
 * @param signedBy the certificate, of those that were offered, whose signature on it holds; whoever wrote a reply without
 *     one knew the codename's certificate and no more
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; whoever takes it wipes it
public record OpenedReply(byte[] text, boolean signed, Optional<Fingerprint> signedBy) implements AutoCloseable {

    @Override
    public void close() {
        Arrays.fill(text, (byte) 0);
    }

    @Override
    public String toString() {
        return "[REDACTED]";
    }
}
