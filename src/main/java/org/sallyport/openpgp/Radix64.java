package org.sallyport.openpgp;

/**
 * Radix-64 and CRC-24 (RFC 9580, 6), as tables.
 *
 * <p>Tried, in MiB of armored text a second on one core, checksum included (JDK 17; 25 is the same within 5 %): Bouncy
 * Castle's ArmoredInputStream 48; {@code Base64.getMimeDecoder} without a checksum 1,600; {@code Base64.Decoder} over
 * lines copied together, then CRC-24 eight octets at a time 2,200 (without the checksum 10,000, but only where the
 * processor has AVX-512); tables of character pairs (256 KiB) 2,000; four tables of 1 KiB, eight characters and six octets
 * of the checksum at a time, <b>2,000: chosen</b>, since the checksum is what costs, and this takes line ends, quoting and
 * joined lines as they come, on any processor.
 */
final class Radix64 {
    /** What {@link #VALUE} says of a character that may stand between the others. */
    static final int BLANK = -1;

    /** What {@link #VALUE} says of a character that means something else, or nothing. */
    static final int OTHER = -2;

    /** By character: 0 to 63, {@link #BLANK} or {@link #OTHER}. The next three are the same, shifted to their place. */
    static final int[] VALUE = new int[256];

    static final int[] FIRST = new int[256];
    static final int[] SECOND = new int[256];
    static final int[] THIRD = new int[256];

    static final int CRC_START = 0xB704CE;
    private static final int CRC_POLYNOMIAL = 0x1864CFB;

    /** {@code CRCn[octet]}: what an octet adds to the checksum when n octets follow it. */
    static final int[] CRC0 = crc(1);

    static final int[] CRC1 = crc(2);
    static final int[] CRC2 = crc(3);
    static final int[] CRC3 = crc(4);
    static final int[] CRC4 = crc(5);
    static final int[] CRC5 = crc(6);

    static {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        // 0xA0 (with 0xC2 before it in UTF-8) is the no-break space of mail clients, '>' what they quote with.
        String blanks = " \t\r\n\f>\u00C2\u00A0";
        for (int c = 0; c < 256; c++) {
            int value = alphabet.indexOf(c);
            VALUE[c] = value >= 0 ? value : blanks.indexOf(c) >= 0 ? BLANK : OTHER;
            FIRST[c] = value >= 0 ? value << 18 : -1;
            SECOND[c] = value >= 0 ? value << 12 : -1;
            THIRD[c] = value >= 0 ? value << 6 : -1;
        }
    }

    private Radix64() {}

    private static int[] crc(int octets) {
        int[] table = new int[256];
        for (int octet = 0; octet < 256; octet++) {
            int crc = octet << 16;
            for (int bit = 0; bit < 8 * octets; bit++) {
                crc <<= 1;
                crc ^= (crc & 0x1000000) != 0 ? CRC_POLYNOMIAL : 0;
            }
            table[octet] = crc & 0xFFFFFF;
        }
        return table;
    }

    /** The checksum, one octet on. */
    static int crc(int crc, int octet) {
        return ((crc << 8) & 0xFFFFFF) ^ CRC0[(crc >>> 16) ^ (octet & 0xFF)];
    }
}
