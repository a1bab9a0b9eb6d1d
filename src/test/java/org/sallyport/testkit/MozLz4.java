package org.sallyport.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Firefox's packed files, such as the session it restores: {@code mozLz40\0}, the length, and one LZ4 block. */
public final class MozLz4 {
    private static final byte[] MAGIC = {'m', 'o', 'z', 'L', 'z', '4', '0', 0};
    private static final int LONG = 15;
    private static final int SHORTEST_MATCH = 4;

    private MozLz4() {}

    public static byte[] read(Path file) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] magic = new byte[MAGIC.length];
        in.get(magic);
        if (!Arrays.equals(magic, MAGIC)) {
            throw new IOException(file + " is not packed as Firefox does it");
        }
        byte[] out = new byte[in.getInt()];
        int at = 0;
        while (in.hasRemaining()) {
            int token = in.get() & 0xFF;
            int literals = length(token >> 4, in);
            in.get(out, at, literals);
            at += literals;
            if (!in.hasRemaining()) {
                break;
            }
            int back = in.getShort() & 0xFFFF;
            int end = at + length(token & LONG, in) + SHORTEST_MATCH;
            // A match may overlap itself: octet by octet.
            for (; at < end; at++) {
                out[at] = out[at - back];
            }
        }
        return out;
    }

    private static int length(int nibble, ByteBuffer in) {
        int length = nibble;
        for (int more = nibble == LONG ? 255 : 0; more == 255; ) {
            more = in.get() & 0xFF;
            length += more;
        }
        return length;
    }
}
