package org.sallyport.source;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Knows how many octets have gone through. */
final class CountedOctets extends FilterOutputStream {
    private long count;

    CountedOctets(OutputStream to) {
        super(to);
    }

    long count() {
        return count;
    }

    @Override
    public void write(int octet) throws IOException {
        out.write(octet);
        count++;
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        out.write(octets, offset, length);
        count += length;
    }
}
