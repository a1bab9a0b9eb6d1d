package org.sallyport.source;

import java.util.Arrays;

/** Text in UTF-16, as editors and shells on Windows write it, with a mark in front. No string is made of it either. */
final class WideText {
    private static final int MARK = 0xFEFF;

    private final byte[] octets;
    private final int high;

    private WideText(byte[] octets, int high) {
        this.octets = octets;
        this.high = high;
    }

    /** The same text in UTF-8, for which what was given is wiped; or what was given, if it does not begin with the mark. */
    static byte[] inUtf8(byte[] text) {
        WideText highFirst = new WideText(text, 0);
        WideText lowFirst = new WideText(text, 1);
        if (highFirst.unit(0) == MARK) {
            return highFirst.converted();
        }
        return lowFirst.unit(0) == MARK ? lowFirst.converted() : text;
    }

    /** Negative behind the end. */
    private int unit(int at) {
        return at + 1 < octets.length ? ((octets[at + high] & 0xFF) << 8) | (octets[at + 1 - high] & 0xFF) : -1;
    }

    private byte[] converted() {
        byte[] utf8 = new byte[octets.length * 2];
        int length = 0;
        for (int at = 2; at + 1 < octets.length; at += 2) {
            int character = unit(at);
            if (Character.isSurrogate((char) character)) {
                int low = unit(at + 2);
                boolean pair = low >= 0 && Character.isSurrogatePair((char) character, (char) low);
                character = pair ? Character.toCodePoint((char) character, (char) low) : 0xFFFD;
                at += pair ? 2 : 0;
            }
            length = put(character, utf8, length);
        }
        byte[] exact = Arrays.copyOf(utf8, length);
        Arrays.fill(utf8, (byte) 0);
        Arrays.fill(octets, (byte) 0);
        return exact;
    }

    /** RFC 3629, 3. */
    private static int put(int character, byte[] utf8, int at) {
        int more = character < 0x80 ? 0 : character < 0x800 ? 1 : character < 0x10000 ? 2 : 3;
        int lead = more == 0 ? 0 : 0xFF << (7 - more);
        utf8[at] = (byte) (lead | (character >> (6 * more)));
        for (int place = 1; place <= more; place++) {
            utf8[at + place] = (byte) (0x80 | ((character >> (6 * (more - place))) & 0x3F));
        }
        return at + more + 1;
    }
}
