package org.sallyport.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * An upload that fails as soon as it is over its limit, so that nothing longer is ever sealed or stored. Whoever takes it apart
 * (the form's parser, the gate) has it written into a buffer of their own, and has no way to wipe that: {@link #wipe} does.
 */
final class BoundedUpload extends FilterInputStream {
    private long left;
    private byte[] buffer = {};

    /** @param limit octets */
    BoundedUpload(InputStream upload, long limit) {
        super(upload);
        this.left = limit;
    }

    @Override
    public int read() throws IOException {
        int octet = super.read();
        count(octet < 0 ? 0 : 1);
        return octet;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        buffer = target;
        int read = super.read(target, offset, length);
        count(Math.max(read, 0));
        return read;
    }

    @Override
    public long skip(long octets) throws IOException {
        long skipped = super.skip(octets);
        count(skipped);
        return skipped;
    }

    /** When nobody reads it any more: wipes the buffer that it was read into last. */
    void wipe() {
        Arrays.fill(buffer, (byte) 0);
    }

    private void count(long octets) throws UploadTooLarge {
        left -= octets;
        if (left < 0) {
            throw new UploadTooLarge();
        }
    }
}
