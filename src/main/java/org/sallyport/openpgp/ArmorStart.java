package org.sallyport.openpgp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Finds where the data of an armored message begin, in text as mail programs and people leave it: with other text around
 * it, quoted, indented, without the blank line, or with all lines joined into one. Text in front, and every armor header
 * (Version, Comment…), is dropped here and goes nowhere.
 */
final class ArmorStart {
    private static final byte[] BEGIN = "-----BEGIN PGP ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DASHES = "-----".getBytes(StandardCharsets.US_ASCII);
    private static final String SPACES = " \t\r\n\f\u00EF\u00BB\u00BF"; // the last three are a UTF-8 byte order mark

    private static final int LONGEST_LABEL = 32;
    private static final int MOST_TEXT_BEFORE = 1024 * 1024;
    private static final int MOST_HEADERS = 64 * 1024;
    private static final int LINE_LOOK = 128;

    /** Characters that begin every line of data but the last; the words of a header are shorter, or not radix-64. */
    private static final int SURE_DATA = 32;

    private ArmorStart() {}

    /** The packets in the armor. */
    static Armor open(Octets text) throws IOException {
        for (int spaces = 0; spaces < MOST_TEXT_BEFORE && text.ensure(1) && isSpace(text.peek(0)); spaces++) {
            text.position++;
        }
        if (!text.ensure(1)) {
            throw new MessageRefused(Refusal.EMPTY);
        }
        Refusal otherwise = TextDamage.ofTheFirstLine(text);
        Refusal block = find(text, MOST_TEXT_BEFORE);
        if (block == null) {
            throw new MessageRefused(otherwise);
        }
        if (block != Refusal.TWO_MESSAGES) {
            throw new MessageRefused(alone(block, text));
        }
        TextDamage damage = TextDamage.in(text);
        try {
            skipHeaders(text);
        } catch (MessageRefused refused) {
            throw new MessageRefused(damage.insteadOfData(refused.reason()));
        }
        return new Armor(text, damage);
    }

    /** What to call a block that is no message, but perhaps stands in front of one. */
    private static Refusal alone(Refusal block, Octets text) throws IOException {
        Refusal beside = BehindTheMessage.beside(block);
        boolean before = beside != block && beside != Refusal.TRAILING_DATA;
        Refusal next = before ? findBeside(text, Octets.SIZE) : null;
        while (next != null && next != Refusal.TWO_MESSAGES) {
            next = findBeside(text, Octets.SIZE);
        }
        return next == null ? block : beside;
    }

    /** As {@link #find}, in what stands beside a block: a BEGIN line that is none says nothing of the block. */
    static @Nullable Refusal findBeside(Octets text, long most) throws IOException {
        try {
            return find(text, most);
        } catch (MessageRefused noBlock) {
            return Refusal.TRAILING_DATA;
        }
    }

    /**
     * Looks for the next armored block and stops behind its BEGIN line's dashes.
     *
     * @return null where there is none; else what to call that block when it stands where none should, so
     *     {@link Refusal#TWO_MESSAGES} for a message
     */
    static @Nullable Refusal find(Octets text, long most) throws IOException {
        for (long skipped = 0; skipped < most && text.ensure(1); skipped++) {
            if (text.peek(0) == '-' && text.startsWith(BEGIN)) {
                text.position += BEGIN.length;
                return label(text);
            }
            text.position++;
        }
        return null;
    }

    private static boolean isSpace(int c) {
        return SPACES.indexOf(c) >= 0;
    }

    private static Refusal label(Octets text) throws IOException {
        StringBuilder label = new StringBuilder();
        while (!text.startsWith(DASHES)) {
            int c = text.read();
            if (c < 0) {
                throw new MessageRefused(Refusal.TRUNCATED);
            }
            if (label.length() == LONGEST_LABEL) {
                throw new MessageRefused(Refusal.MALFORMED);
            }
            label.append((char) c);
        }
        text.position += DASHES.length;
        return block(label.toString());
    }

    /** @param label of the block: what stands behind "BEGIN PGP" */
    static Refusal block(String label) {
        return switch (label) {
            case "MESSAGE" -> Refusal.TWO_MESSAGES;
            case "SIGNED MESSAGE" -> Refusal.CLEAR_SIGNED;
            case "SIGNATURE" -> Refusal.DETACHED_SIGNATURE;
            case "PUBLIC KEY BLOCK" -> Refusal.PUBLIC_KEY;
            case "PRIVATE KEY BLOCK", "SECRET KEY BLOCK" -> Refusal.SECRET_KEY;
            default -> Refusal.MALFORMED;
        };
    }

    /**
     * Stops at the first character of the data. On lines of their own, data begin at the first line behind a blank one that
     * is not "Name: value", or at any line that is surely data; where the lines were joined, at the first word that is.
     */
    private static void skipHeaders(Octets text) throws IOException {
        int left = MOST_HEADERS;
        Skipped before = blanks(text, left);
        boolean joined = before.lines == 0;
        while (!text.startsWith(DASHES) && !startsData(text) && !(before.lines > 1 && !isHeaderLine(text))) {
            left -= word(text, joined, left);
            before = blanks(text, left);
            left -= before.characters;
        }
    }

    private record Skipped(int characters, int lines) {}

    /** Skips white space and quoting, and counts the line ends among it. */
    private static Skipped blanks(Octets text, int most) throws IOException {
        int characters = 0;
        int lines = 0;
        int previous = 0;
        while (text.ensure(1) && Radix64.VALUE[text.peek(0)] == Radix64.BLANK) {
            int c = text.read();
            lines += c == '\r' || (c == '\n' && previous != '\r') ? 1 : 0;
            previous = c;
            if (++characters > most) {
                throw new MessageRefused(Refusal.MALFORMED);
            }
        }
        return new Skipped(characters, lines);
    }

    /** Skips a line, or where lines were joined a word. */
    private static int word(Octets text, boolean joined, int most) throws IOException {
        int characters = 0;
        while (text.ensure(1) && !ends(text.peek(0), joined)) {
            text.position++;
            if (++characters > most) {
                throw new MessageRefused(Refusal.MALFORMED);
            }
        }
        if (!text.ensure(1)) {
            throw new MessageRefused(Refusal.TRUNCATED);
        }
        return characters;
    }

    private static boolean ends(int c, boolean joined) {
        return c == '\n' || c == '\r' || (joined && Radix64.VALUE[c] == Radix64.BLANK);
    }

    private static boolean isHeaderLine(Octets text) throws IOException {
        text.ensure(LINE_LOOK);
        for (int i = 0; i < Math.min(LINE_LOOK, text.buffered()) && !ends(text.peek(i), false); i++) {
            if (text.peek(i) == ':') {
                return true;
            }
        }
        return false;
    }

    /** Radix-64 whose first octet can begin a packet, and not a fingerprint in a comment. */
    private static boolean startsData(Octets text) throws IOException {
        if (!text.ensure(SURE_DATA) || Radix64.VALUE[text.peek(0)] < 32) {
            return false;
        }
        boolean hexadecimal = true;
        for (int i = 0; i < SURE_DATA; i++) {
            if (Radix64.VALUE[text.peek(i)] < 0) {
                return false;
            }
            hexadecimal &= Character.digit(text.peek(i), 16) >= 0;
        }
        return !hexadecimal;
    }
}
