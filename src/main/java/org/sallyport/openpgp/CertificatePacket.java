package org.sallyport.openpgp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One packet of a certificate.
 *
 * @param tag its type (RFC 9580, 5)
 * @param body its octets, without framing
 */
record CertificatePacket(int tag, byte[] body) {
    static final int SIGNATURE = 2;
    static final int SECRET_KEY = 5;
    static final int PUBLIC_KEY = 6;
    static final int SECRET_SUBKEY = 7;
    static final int USER_ID = 13;
    static final int PUBLIC_SUBKEY = 14;
    static final int USER_ATTRIBUTE = 17;

    /** A bound on the work a hostile certificate can cause, before anything is understood. */
    private static final int MOST_PACKETS = 300;

    /** Cuts the octets into packets. Nothing is copied beyond what is there, whatever a header declares. */
    static List<CertificatePacket> split(byte[] octets) throws CertificateRefused {
        List<CertificatePacket> packets = new ArrayList<>();
        int at = 0;
        while (at < octets.length) {
            Header header = header(octets, at);
            int end = end(octets, at);
            if (packets.size() == MOST_PACKETS) {
                throw new CertificateRefused(CertificateFault.TOO_MANY_PARTS);
            }
            packets.add(new CertificatePacket(header.tag, Arrays.copyOfRange(octets, header.bodyAt, end)));
            at = end;
        }
        return packets;
    }

    /** Where the packet that begins there ends. */
    static int end(byte[] octets, int at) throws CertificateRefused {
        Header header = header(octets, at);
        long end = header.bodyAt + header.length;
        if (end > octets.length) {
            throw new CertificateRefused(CertificateFault.GARBAGE);
        }
        return (int) end;
    }

    /** The type of the packet that begins there. */
    static int tag(byte[] octets, int at) throws CertificateRefused {
        return header(octets, at).tag;
    }

    /** The packet with a header of the new format and five octets of length. */
    byte[] framed() {
        byte[] framed = new byte[6 + body.length];
        framed[0] = (byte) (0xC0 | tag);
        framed[1] = (byte) 0xFF;
        for (int octet = 0; octet < 4; octet++) {
            framed[2 + octet] = (byte) (body.length >>> (24 - 8 * octet));
        }
        System.arraycopy(body, 0, framed, 6, body.length);
        return framed;
    }

    private record Header(int tag, int bodyAt, long length) {}

    /** RFC 9580, 4.2. Partial and indeterminate lengths have no place in a certificate. */
    private static Header header(byte[] octets, int at) throws CertificateRefused {
        int first = octets[at] & 0xFF;
        if ((first & 0x80) == 0) {
            throw new CertificateRefused(CertificateFault.GARBAGE);
        }
        if ((first & 0x40) == 0) {
            int size = first & 3;
            int width = 1 << size;
            if (size == 3) {
                throw new CertificateRefused(CertificateFault.GARBAGE);
            }
            return new Header((first >> 2) & 0x0F, at + 1 + width, number(octets, at + 1, width));
        }
        int tag = first & 0x3F;
        long length = number(octets, at + 1, 1);
        if (length < 192) {
            return new Header(tag, at + 2, length);
        }
        if (length < 224) {
            return new Header(tag, at + 3, ((length - 192) << 8) + number(octets, at + 2, 1) + 192);
        }
        if (length == 255) {
            return new Header(tag, at + 6, number(octets, at + 2, 4));
        }
        throw new CertificateRefused(CertificateFault.GARBAGE);
    }

    private static long number(byte[] octets, int at, int width) throws CertificateRefused {
        if (at + width > octets.length) {
            throw new CertificateRefused(CertificateFault.GARBAGE);
        }
        long number = 0;
        for (int octet = 0; octet < width; octet++) {
            number = number << 8 | (octets[at + octet] & 0xFF);
        }
        return number;
    }
}
