package org.sallyport.openpgp;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.sallyport.openpgp.PacketHeader.Frame;

/** The body of the sealed packet, out of its partial or definite lengths. Its end is reached only by a whole message with nothing behind it. */
final class SealedBody extends InputStream {
    private static final int SHORTEST_FIRST_PARTIAL = 512;

    /** Version, random prefix of 16 + 2, modification detection code of 22. */
    private static final long MINIMUM_V1 = 1 + 18 + 22;

    /** Version and parameters, salt, a tag for one chunk and one for the whole. */
    private static final long MINIMUM_V2 = 4 + 32 + 16 + 16;

    private final InputStream packets;
    private final PassedOver passed;

    /** The first octets of the body, already read: version 1, or version 2 with cipher, AEAD mode and chunk size. */
    private final byte[] head;

    private Frame frame;
    private long left;
    private long count;
    private boolean finished;
    private @Nullable MessageRefused refused;

    private SealedBody(InputStream packets, byte[] head, Frame frame, PassedOver passed) {
        this.packets = packets;
        this.passed = passed;
        this.head = head;
        this.frame = frame;
        this.left = frame.length() - head.length;
    }

    /**
     * Reads the beginning of the body and checks it (RFC 9580, 5.13.1 and 5.13.2).
     *
     * @param first the length in the packet's header
     * @param passed what was dropped in front of it
     */
    static SealedBody open(InputStream packets, Frame first, PassedOver passed) throws IOException {
        // RFC 9580, 4.2.1.4; it also puts the parameters into the first frame.
        if (first.length() < (first.last() ? 1 : SHORTEST_FIRST_PARTIAL)) {
            throw new MessageRefused(Refusal.MALFORMED);
        }
        int version = PacketHeader.octet(packets);
        if (version != 1 && version != 2) {
            throw new MessageRefused(Refusal.UNKNOWN_VERSION);
        }
        if (first.last() && first.length() < minimum(version)) {
            throw new MessageRefused(Refusal.MALFORMED);
        }
        return new SealedBody(packets, version == 1 ? new byte[] {1} : parameters(packets), first, passed);
    }

    private static byte[] parameters(InputStream packets) throws IOException {
        int cipher = PacketHeader.octet(packets);
        int aead = PacketHeader.octet(packets);
        int chunk = PacketHeader.octet(packets);
        boolean supported = cipher >= 7 && cipher <= 9 && aead >= 1 && aead <= 3 && chunk <= 16;
        if (!supported) {
            throw new MessageRefused(Refusal.UNSUPPORTED_CIPHER);
        }
        return new byte[] {2, (byte) cipher, (byte) aead, (byte) chunk};
    }

    private static long minimum(int version) {
        return version == 1 ? MINIMUM_V1 : MINIMUM_V2;
    }

    int version() {
        return head[0];
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (refused != null) {
            // A caller that swallowed the refusal must not find an end of stream afterwards.
            throw refused;
        }
        try {
            int done = 0;
            while (done < length && !finished) {
                done += step(target, offset + done, length - done);
            }
            return done == 0 ? -1 : done;
        } catch (MessageRefused reason) {
            refused = reason;
            throw reason;
        }
    }

    private int step(byte[] target, int offset, int length) throws IOException {
        if (count < head.length) {
            int fromHead = Math.min(length, head.length - (int) count);
            System.arraycopy(head, (int) count, target, offset, fromHead);
            count += fromHead;
            return fromHead;
        }
        if (left > 0) {
            int read = packets.read(target, offset, (int) Math.min(length, left));
            if (read < 0) {
                throw new MessageRefused(Refusal.TRUNCATED);
            }
            left -= read;
            count += read;
            return read;
        }
        if (frame.last()) {
            end();
        } else {
            frame = Frame.read(packets);
            left = frame.length();
        }
        return 0;
    }

    private void end() throws IOException {
        if (count < minimum(version())) {
            throw new MessageRefused(Refusal.MALFORMED);
        }
        BehindTheMessage.pass(packets, passed);
        finished = true;
    }
}
