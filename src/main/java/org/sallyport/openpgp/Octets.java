package org.sallyport.openpgp;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The upload, buffered, with a look ahead of at most {@value #SIZE} octets. */
final class Octets extends InputStream {
    static final int SIZE = 32 * 1024;

    private final InputStream upload;

    /** Open to the armor's decoder, which takes its octets from {@code position} to {@code limit} in place. */
    final byte[] buffer = new byte[SIZE];

    int position;
    int limit;

    Octets(InputStream upload) {
        this.upload = upload;
    }

    /** Reads until {@code count} octets are buffered; false where the upload ends before. */
    boolean ensure(int count) throws IOException {
        if (limit - position < count && position > 0) {
            System.arraycopy(buffer, position, buffer, 0, limit - position);
            limit -= position;
            position = 0;
        }
        while (limit - position < count) {
            int read = upload.read(buffer, limit, SIZE - limit);
            if (read < 0) {
                return false;
            }
            limit += read;
        }
        return true;
    }

    int buffered() {
        return limit - position;
    }

    /** The octet {@code ahead} places on, which must be buffered. */
    int peek(int ahead) {
        return buffer[position + ahead] & 0xFF;
    }

    boolean startsWith(byte[] text) throws IOException {
        return ensure(text.length) && Arrays.equals(buffer, position, position + text.length, text, 0, text.length);
    }

    @Override
    public int read() throws IOException {
        return position < limit || ensure(1) ? buffer[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (position == limit) {
            if (length >= SIZE) {
                return upload.read(target, offset, length);
            }
            if (!ensure(1)) {
                return -1;
            }
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(buffer, position, target, offset, count);
        position += count;
        return count;
    }
}
