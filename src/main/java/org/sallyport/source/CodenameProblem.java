package org.sallyport.source;

import java.util.Arrays;
import org.sallyport.codename.CodenameRefused;

/** What is wrong with twelve words, in words. It depends on what was typed alone, so that it tells nothing of what is kept. */
final class CodenameProblem {
    private static final String WORD = "unknown-word";
    /** Octets that are shown of a word. */
    private static final int MOST_OF_A_WORD = 60;

    private CodenameProblem() {}

    /**
     * For a page that is given the word with {@link #word}. One is named only if it is in no list, and so part of nobody's
     * codename.
     */
    static String in(CodenameRefused refused) {
        return switch (refused.reason()) {
            case FIELD -> "The page was changed on its way. Load it again.";
            case WORD_COUNT -> count(refused.number()) + ", but a codename has twelve.";
            case UNKNOWN_WORD ->
                "Word " + refused.number() + ", “" + SlottedPage.slot(WORD)
                        + "”, is in none of the lists. Is it spelt right?";
            case SEVERAL_LISTS -> "The words are of more than one language. All twelve are of one.";
            case CHECKSUM -> "These twelve words do not belong together: one of them is another, or the order is.";
        };
    }

    /** The word that is named, wiped when the page is written. */
    static SecretPage word(CodenameRefused refused, SecretPage page) {
        byte[] word = refused.word();
        return page.with(WORD, word, Math.min(word.length, MOST_OF_A_WORD)).then(() -> Arrays.fill(word, (byte) 0));
    }

    private static String count(int words) {
        return words == 1 ? "There is one word" : "There are " + words + " words";
    }
}
