package org.sallyport.codename;

import java.text.Normalizer;

/**
 * What of a letter counts when words are compared: neither accents nor case nor width. Letter by letter, so that no typed
 * word has to become a string, which nobody could wipe.
 */
final class Folding {
    /** Up to here letters with accents are looked up; beyond are full-width letters, and characters that stay as they are. */
    private static final char LAST_LATIN = 0x024F;

    private static final char FIRST_FULL_WIDTH = 0xFF21;
    private static final char LAST_FULL_WIDTH = 0xFF5A;
    private static final int FULL_WIDTH_AWAY = 0xFEE0;
    private static final char[] PLAIN = new char[LAST_LATIN + 1];

    static {
        for (char letter = 0; letter <= LAST_LATIN; letter++) {
            char base = Normalizer.normalize(String.valueOf(letter), Normalizer.Form.NFKD)
                    .charAt(0);
            PLAIN[letter] = Character.toLowerCase(Character.isLetter(letter) ? base : letter);
        }
    }

    private Folding() {}

    static char fold(char letter) {
        if (letter <= LAST_LATIN) {
            return PLAIN[letter];
        }
        boolean fullWidth = letter >= FIRST_FULL_WIDTH && letter <= LAST_FULL_WIDTH;
        return fullWidth ? Character.toLowerCase((char) (letter - FULL_WIDTH_AWAY)) : letter;
    }

    /** An accent that is written as a character of its own, behind its letter. */
    static boolean isAccent(char character) {
        return Character.getType(character) == Character.NON_SPACING_MARK;
    }

    /** For words of a list, which are no secret. */
    static char[] fold(String word) {
        char[] folded = Normalizer.normalize(word, Normalizer.Form.NFC).toCharArray();
        for (int i = 0; i < folded.length; i++) {
            folded[i] = fold(folded[i]);
        }
        return folded;
    }
}
