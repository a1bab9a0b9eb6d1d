package org.sallyport.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.sallyport.codename.CodenameRefused;

/** What is wrong with twelve words, in words. It depends on what was typed alone, so that it tells nothing of what is kept. */
final class CodenameProblem {
    private CodenameProblem() {}

    /** Names a word only if it is in no list, and so part of nobody's codename. */
    static String in(CodenameRefused refused) {
        return switch (refused.reason()) {
            case FIELD -> "The page was changed on its way. Load it again.";
            case WORD_COUNT -> count(refused.number()) + ", but a codename has twelve.";
            case UNKNOWN_WORD -> unknown(refused);
            case SEVERAL_LISTS -> "The words are of more than one language. All twelve are of one.";
            case CHECKSUM -> "These twelve words do not belong together: one of them is another, or the order is.";
        };
    }

    private static String count(int words) {
        return words == 1 ? "There is one word" : "There are " + words + " words";
    }

    private static String unknown(CodenameRefused refused) {
        byte[] word = refused.word();
        String text = new String(word, 0, Math.min(word.length, 60), StandardCharsets.UTF_8);
        Arrays.fill(word, (byte) 0);
        return "Word " + refused.number() + ", “" + text + "”, is in none of the lists. Is it spelt right?";
    }
}
