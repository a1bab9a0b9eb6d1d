package org.sallyport.openpgp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What web pages, mails and messengers do to an armored text so that it cannot be read any more. It is not undone here: whoever
 * sent it is told what is in the text, and to send the file. Texts are looked at as ISO 8859-1, one character for each octet.
 */
final class TextDamage {
    private static final int SAMPLE = 4 * 1024;
    private static final int LOOK = 16;

    /** Characters of radix-64 that are surely data, and no word or fingerprint. */
    private static final int SURE_DATA = 48;

    /** Whole lines that say how the others are. */
    private static final int ENOUGH_LINES = 2;

    private static final String BEGIN = "BEGIN PGP MESSAGE";
    private static final String DASHES = "-----";

    /** In UTF-8: spaces and marks of U+2000 to U+206F that show nothing, the byte order mark, soft hyphen, variation selectors. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\x00-\\x08\\x0B\\x0E-\\x1F\\x7F\\xAD]"
            + "|\\xE2\\x80[\\x80-\\x8F\\xA8-\\xAF]|\\xE2\\x81[\\x9F-\\xAF]|\\xE3\\x80\\x80|\\xEF\\xBB\\xBF|\\xE1\\xA0\\x8E"
            + "|\\xEF\\xB8[\\x80-\\x8F]|\\xCD\\x8F|\\xD8\\x9C");

    /** Long dashes and curly quotation marks. */
    private static final Pattern TYPOGRAPHY = Pattern.compile("\\xE2\\x80[\\x90-\\x9F]|\\xE2\\x88\\x92");

    private static final Pattern HTML = Pattern.compile(
            "</?(a|b|i|p|br|code|div|font|li|pre|span|td|tr|tt|wbr|blockquote|body|html)\\b|&(#[0-9x]|[a-z]{2,8};)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern QUOTED_PRINTABLE = Pattern.compile("=3D|=2D|=20$|=$");
    private static final Pattern CHECKSUM = Pattern.compile("^=[A-Za-z0-9+/]{4}$");
    private static final Pattern HEADER = Pattern.compile("^[A-Za-z][A-Za-z-]{1,20}: ");

    private final String sample;

    private TextDamage(String sample) {
        this.sample = sample;
    }

    /** @param text which goes on behind the dashes of the BEGIN line */
    static TextDamage in(Octets text) throws IOException {
        return new TextDamage(ahead(text, SAMPLE));
    }

    /** Those that are whole. */
    private List<String> lines() {
        List<String> lines = sample.lines().toList();
        return sample.length() < SAMPLE ? lines : lines.subList(0, lines.size() - 1);
    }

    private static String ahead(Octets text, int most) throws IOException {
        text.ensure(most);
        return new String(text.buffer, text.position, Math.min(most, text.buffered()), ISO_8859_1);
    }

    /**
     * Why there is no BEGIN line in a text: its dashes became something else, or it is no armor at all. What was typed may be
     * the source's own words, so no copy is made of it.
     */
    static Refusal ofTheFirstLine(Octets text) throws IOException {
        text.ensure(Octets.SIZE);
        for (int at = 0; at <= text.buffered() - BEGIN.length(); at++) {
            if (text.peek(at) == 'B' && isAt(text, at, BEGIN)) {
                return ofTheDashes(text, at);
            }
        }
        return Refusal.NOT_OPENPGP;
    }

    private static Refusal ofTheDashes(Octets text, int begin) {
        if (begin >= DASHES.length() && isAt(text, begin - DASHES.length(), DASHES)) {
            return Refusal.NOT_OPENPGP;
        }
        int from = Math.max(0, begin - LOOK);
        String before = new String(text.buffer, text.position + from, begin - from, ISO_8859_1);
        if (before.contains("=2D")) {
            return Refusal.QUOTED_PRINTABLE;
        }
        return HTML.matcher(before).find() ? Refusal.HTML_IN_TEXT : Refusal.ALTERED_TEXT;
    }

    private static boolean isAt(Octets text, int at, String what) {
        for (int i = 0; i < what.length(); i++) {
            if (text.peek(at + i) != what.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * What to call a character that has no place in the data.
     *
     * @param c the character, behind which the text goes on
     */
    static Refusal at(int c, Octets text) throws IOException {
        if (Radix64.VALUE[c] >= 0) {
            return Refusal.DAMAGED;
        }
        if (c == '=') {
            return isQuotedPrintable(text) ? Refusal.QUOTED_PRINTABLE : Refusal.DAMAGED;
        }
        boolean first = isFirstOfItsLine(text);
        String here = (char) c + ahead(text, LOOK);
        if (here.startsWith(DASHES)) {
            // Another message begins.
            return Refusal.DAMAGED;
        }
        if (INVISIBLE.matcher(here).lookingAt()) {
            return Refusal.INVISIBLE_CHARACTERS;
        }
        if (HTML.matcher(here).lookingAt()) {
            return Refusal.HTML_IN_TEXT;
        }
        return first && !TYPOGRAPHY.matcher(here).lookingAt() ? Refusal.MARKED_LINES : Refusal.ALTERED_TEXT;
    }

    /** Whether an equals sign, behind which the text goes on, stands for another character or for a line that goes on. */
    static boolean isQuotedPrintable(Octets text) throws IOException {
        String ahead = ahead(text, LOOK);
        if (ahead.startsWith("\n") || ahead.startsWith("\r")) {
            String next = ahead.stripLeading();
            return !next.isEmpty() && Radix64.VALUE[next.charAt(0)] >= 0;
        }
        int data = 0;
        while (data < ahead.length() && Radix64.VALUE[ahead.charAt(data)] >= 0) {
            data++;
        }
        // A checksum has four.
        return (data < ahead.length() && data == 2) || (ahead.startsWith("3D") && data > 4);
    }

    /** As far as the buffer still tells. */
    private static boolean isFirstOfItsLine(Octets text) {
        for (int at = text.position - 2; at >= 0; at--) {
            int c = text.buffer[at] & 0xFF;
            if (c == '\n' || c == '\r') {
                return true;
            }
            if (Radix64.VALUE[c] != Radix64.BLANK) {
                return false;
            }
        }
        return false;
    }

    /** Why no data were found behind the BEGIN line. */
    Refusal insteadOfData(Refusal otherwise) {
        for (String line : sample.lines().toList()) {
            if (!HEADER.matcher(line).find()) {
                Refusal named = named(line);
                // Padding at the end of data that has marks in front looks like it.
                if (named == Refusal.QUOTED_PRINTABLE && hasMarks()) {
                    return Refusal.MARKED_LINES;
                }
                if (named != null) {
                    return named;
                }
            }
        }
        return hasMarks() ? Refusal.MARKED_LINES : otherwise;
    }

    private static @Nullable Refusal named(String line) {
        if (INVISIBLE.matcher(line).find()) {
            return Refusal.INVISIBLE_CHARACTERS;
        }
        if (HTML.matcher(line).find()) {
            return Refusal.HTML_IN_TEXT;
        }
        boolean quoted =
                QUOTED_PRINTABLE.matcher(line).find() && !CHECKSUM.matcher(line).find();
        return quoted ? Refusal.QUOTED_PRINTABLE : null;
    }

    /** Why what seemed to be data makes no message: the marks may have been taken for data. */
    Refusal behind(Refusal reason) {
        if (reason == Refusal.EMPTY) {
            return insteadOfData(reason);
        }
        return hasMarks() ? Refusal.MARKED_LINES : reason;
    }

    private boolean hasMarks() {
        List<String> data = lines().stream()
                .map(String::strip)
                .filter(line -> line.length() - dataAt(line) >= SURE_DATA)
                .toList();
        long marked =
                data.stream().filter(line -> !isQuoting(line, dataAt(line))).count();
        long shifted = data.stream()
                .filter(line ->
                        line.length() % 4 == 1 && line.charAt(0) == data.get(0).charAt(0))
                .count();
        return (marked >= ENOUGH_LINES && 2 * marked > data.size())
                || (shifted >= ENOUGH_LINES && shifted == data.size());
    }

    /** Where the radix-64 at the end of the line begins. */
    private static int dataAt(String line) {
        int at = line.length();
        while (at > 0 && Radix64.VALUE[line.charAt(at - 1)] >= 0) {
            at--;
        }
        return at;
    }

    /** Whether only blanks, and the mark that mails quote with, stand in front. */
    private static boolean isQuoting(String line, int until) {
        return line.substring(0, until).chars().allMatch(c -> Radix64.VALUE[c] == Radix64.BLANK);
    }
}
