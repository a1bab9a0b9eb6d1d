package org.sallyport.openpgp;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The header of a packet (RFC 9580, 4.2).
 *
 * @param tag the packet type, 0 to 63
 * @param frame its only length, or the first of its partial ones
 */
record PacketHeader(int tag, Frame frame) {

    /**
     * A stretch of a packet's body.
     *
     * @param length octets
     * @param last whether the body ends with it; false for partial lengths and for the old indeterminate one
     */
    record Frame(long length, boolean last) {

        /** Reads a new-format length (4.2.1), which announces the stretch behind it. */
        static Frame read(InputStream packets) throws IOException {
            int first = octet(packets);
            if (first < 192) {
                return new Frame(first, true);
            }
            if (first < 224) {
                return new Frame(((first - 192L) << 8) + octet(packets) + 192, true);
            }
            return first < 255 ? new Frame(1L << (first & 0x1F), false) : new Frame(number(packets, 4), true);
        }
    }

    /** Null at the end of the packets. */
    static @Nullable PacketHeader read(InputStream packets) throws IOException {
        int first = packets.read();
        return first < 0 ? null : read(first, packets);
    }

    /** @param first its first octet, which has been read */
    static PacketHeader read(int first, InputStream packets) throws IOException {
        if ((first & 0x80) == 0) {
            throw new MessageRefused(Refusal.MALFORMED);
        }
        if ((first & 0x40) != 0) {
            return new PacketHeader(first & 0x3F, Frame.read(packets));
        }
        int lengthType = first & 3;
        return new PacketHeader(
                (first >> 2) & 0xF,
                lengthType == 3 ? new Frame(0, false) : new Frame(number(packets, 1 << lengthType), true));
    }

    /** The whole body of a short packet. */
    byte[] body(InputStream packets) throws IOException {
        byte[] body = packets.readNBytes((int) frame.length());
        if (body.length < frame.length()) {
            throw new MessageRefused(Refusal.TRUNCATED);
        }
        return body;
    }

    static int octet(InputStream packets) throws IOException {
        int octet = packets.read();
        if (octet < 0) {
            throw new MessageRefused(Refusal.TRUNCATED);
        }
        return octet;
    }

    private static long number(InputStream packets, int octets) throws IOException {
        long number = 0;
        for (int i = 0; i < octets; i++) {
            number = (number << 8) | octet(packets);
        }
        return number;
    }
}
