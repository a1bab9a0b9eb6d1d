package org.sallyport.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** An upload that fails as soon as it is over its limit, so that nothing longer is ever sealed or stored. */
final class BoundedUpload extends FilterInputStream {
    private long left;

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
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count(Math.max(read, 0));
        return read;
    }

    @Override
    public long skip(long octets) throws IOException {
        long skipped = super.skip(octets);
        count(skipped);
        return skipped;
    }

    private void count(long octets) throws UploadTooLarge {
        left -= octets;
        if (left < 0) {
            throw new UploadTooLarge();
        }
    }
}
