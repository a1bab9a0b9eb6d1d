package org.sallyport.codename;

import java.util.Arrays;

/** From twelve typed words to the 16 octets they stand for. */
final class ReadingWords {
    private ReadingWords() {}

    static byte[] read(byte[] utf8) throws CodenameRefused {
        try (TypedWords typed = new TypedWords(utf8)) {
            if (typed.count() != Codename.WORDS) {
                throw CodenameRefused.count(typed.count());
            }
            return read(typed);
        }
    }

    /**
     * Some words stand in several lists. The Chinese lists share characters at the same places, so it does not matter which
     * is taken; of English and French the checksum tells.
     */
    private static byte[] read(TypedWords typed) throws CodenameRefused {
        boolean[] known = new boolean[Codename.WORDS];
        boolean whole = false;
        for (WordList list : WordList.values()) {
            int[] numbers = new int[Codename.WORDS];
            boolean all = true;
            for (int place = 0; place < Codename.WORDS; place++) {
                numbers[place] = typed.numberIn(list, place);
                known[place] |= numbers[place] >= 0;
                all &= numbers[place] >= 0;
            }
            whole |= all;
            byte[] entropy = all ? Mnemonic.entropy(numbers) : new byte[0];
            Arrays.fill(numbers, 0);
            if (entropy.length > 0) {
                return entropy;
            }
        }
        throw whole ? new CodenameRefused(CodenameRefused.Reason.CHECKSUM) : foreign(typed, known);
    }

    private static CodenameRefused foreign(TypedWords typed, boolean[] known) {
        for (int place = 0; place < Codename.WORDS; place++) {
            if (!known[place]) {
                return CodenameRefused.unknown(place + 1, typed.typed(place));
            }
        }
        return new CodenameRefused(CodenameRefused.Reason.SEVERAL_LISTS);
    }
}
