package org.sallyport.openpgp;

import java.io.ByteArrayOutputStream;
import java.util.Collection;

/**
 * What stands in front of a sealed body to make it an OpenPGP message again. Every message leaves in the same framing,
 * whatever it came in: the framing would name the program that wrote it.
 */
public final class MessageFraming {
    private static final long LONGEST_BODY = 0xFFFF_FFFFL;

    private MessageFraming() {}

    /**
     * The session-key packets, then the header of the sealed packet with one definite length (RFC 9580, 4.2.1).
     *
     * @param packetBodies bodies of PKESK packets, without framing
     * @param bodyLength of the SEIPD body that is to follow: 1 octet to 4 GiB - 1
     */
    public static byte[] header(Collection<byte[]> packetBodies, long bodyLength) {
        if (bodyLength < 1 || bodyLength > LONGEST_BODY) {
            throw new IllegalArgumentException("a packet has at most 4,294,967,295 octets");
        }
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        for (byte[] body : packetBodies) {
            packet(header, PacketTags.PKESK, body.length);
            header.writeBytes(body);
        }
        packet(header, PacketTags.SEIPD, bodyLength);
        return header.toByteArray();
    }

    private static void packet(ByteArrayOutputStream out, int tag, long length) {
        out.write(0xC0 | tag);
        if (length < 192) {
            out.write((int) length);
        } else if (length < 8384) {
            out.write((int) ((length - 192) >> 8) + 192);
            out.write((int) (length - 192));
        } else {
            out.write(255);
            for (int shift = 24; shift >= 0; shift -= 8) {
                out.write((int) (length >> shift));
            }
        }
    }
}
