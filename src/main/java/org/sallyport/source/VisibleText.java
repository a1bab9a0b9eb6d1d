package org.sallyport.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.Character.UnicodeScript;
import java.util.Locale;
import java.util.Set;

/**
 * A text of somebody else's on a page, with a sign for each character that nobody would see, above all those that turn the
 * direction of writing. It goes from octet to octet: no string of it is made, which nobody could wipe.
 */
final class VisibleText {
    /** Format characters with a shape of their own, in front of numbers. */
    private static final Set<Integer> SHAPED =
            Set.of(0x600, 0x601, 0x602, 0x603, 0x604, 0x605, 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD);

    /** Letters and marks that programs show as nothing (Unicode: Default_Ignorable_Code_Point). */
    private static final Set<Integer> BLANK =
            Set.of(0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F, 0x2065, 0x3164, 0xFFA0);

    /** Spelt with joiners. */
    private static final Set<UnicodeScript> JOINING = Set.of(
            UnicodeScript.ARABIC,
            UnicodeScript.SYRIAC,
            UnicodeScript.NKO,
            UnicodeScript.MONGOLIAN,
            UnicodeScript.DEVANAGARI,
            UnicodeScript.BENGALI,
            UnicodeScript.GURMUKHI,
            UnicodeScript.GUJARATI,
            UnicodeScript.ORIYA,
            UnicodeScript.TAMIL,
            UnicodeScript.TELUGU,
            UnicodeScript.KANNADA,
            UnicodeScript.MALAYALAM,
            UnicodeScript.SINHALA,
            UnicodeScript.TIBETAN,
            UnicodeScript.MYANMAR,
            UnicodeScript.KHMER);

    private static final int JOINER = 0x200D;
    private static final int NON_JOINER = 0x200C;
    private static final int TEXT_STYLE = 0xFE0E;
    private static final int EMOJI_STYLE = 0xFE0F;

    private final byte[] octets;
    private final int length;
    private int at;
    private int next;

    /** @param octets UTF-8, so many of them */
    VisibleText(byte[] octets, int length) {
        this.octets = octets;
        this.length = length;
    }

    /** Whether all of it is UTF-8. */
    static boolean isUtf8(byte[] octets) {
        VisibleText text = new VisibleText(octets, octets.length);
        while (text.next < text.length) {
            if (text.read() < 0) {
                return false;
            }
        }
        return true;
    }

    /** As text of an HTML element. */
    void write(OutputStream out) throws IOException {
        int before = ' ';
        while (next < length) {
            int character = read();
            if (character < 0) {
                out.write("\uFFFD".getBytes(UTF_8));
            } else if (isUnseen(character) && !isSpelling(character, before)) {
                out.write(sign(character).getBytes(UTF_8));
            } else if (!SecretPage.escaped(character).isEmpty()) {
                out.write(SecretPage.escaped(character).getBytes(UTF_8));
            } else {
                out.write(octets, at, next - at);
            }
            before = character;
        }
    }

    /** The next character, from {@code at} to {@code next}; negative where an octet belongs to none. */
    private int read() {
        at = next++;
        int first = octets[at] & 0xFF;
        int more = first < 0x80 ? 0 : first < 0xC2 ? -1 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : first < 0xF5 ? 3 : -1;
        if (more < 0 || at + more >= length) {
            return -1;
        }
        int character = more == 0 ? first : first & (0x3F >> more);
        for (int place = 1; place <= more; place++) {
            int octet = octets[at + place];
            if ((octet & 0xC0) != 0x80) {
                return -1;
            }
            character = (character << 6) | (octet & 0x3F);
        }
        boolean tooLong = (more == 2 && character < 0x800) || (more == 3 && character < 0x10000);
        if (tooLong || character > Character.MAX_CODE_POINT || (character >= 0xD800 && character < 0xE000)) {
            return -1;
        }
        next = at + more + 1;
        return character;
    }

    private static boolean isUnseen(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL -> character != '\t' && character != '\n' && character != '\r';
            case Character.FORMAT -> !SHAPED.contains(character);
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default ->
                BLANK.contains(character)
                        || isStyle(character)
                        || (character >= 0xE0000 && character < 0xE1000)
                        || (character >= 0xFFF0 && character < 0xFFF9);
        };
    }

    private static boolean isStyle(int character) {
        return character >= 0xFE00 && character <= EMOJI_STYLE;
    }

    /** Whether a character belongs to how the one before it is written. Two in a row never do. */
    private static boolean isSpelling(int character, int before) {
        boolean symbol = isSymbol(before);
        return switch (character) {
            case JOINER -> isJoined(before) || symbol || before == EMOJI_STYLE;
            case NON_JOINER -> isJoined(before);
            case TEXT_STYLE, EMOJI_STYLE -> symbol || "0123456789#*‼⁉".indexOf(before) >= 0;
            default -> false;
        };
    }

    private static boolean isSymbol(int character) {
        int type = character < 0 ? Character.UNASSIGNED : Character.getType(character);
        return type == Character.OTHER_SYMBOL
                || (type == Character.MATH_SYMBOL && character > 0x7F)
                || (type == Character.MODIFIER_SYMBOL && character > 0xFFFF);
    }

    private static boolean isJoined(int before) {
        if (before < 0 || !JOINING.contains(UnicodeScript.of(before))) {
            return false;
        }
        int type = Character.getType(before);
        return Character.isLetter(before)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    /** The signs that Unicode has for control characters; of the others, their number. */
    private static String sign(int character) {
        String sign = character < 0x20
                ? Character.toString(0x2400 + character)
                : character == 0x7F ? "\u2421" : String.format(Locale.ROOT, "\u27E6U+%04X\u27E7", character);
        return "<bdi class=\"sign\" dir=\"ltr\">" + sign + "</bdi>";
    }
}
