package org.sallyport.codename;

/**
 * What was given is no codename. The reason depends on the input alone, never on what is stored, so telling it helps nobody
 * who guesses.
 */
public final class CodenameRefused extends Exception {
    private static final long serialVersionUID = 1;

    public enum Reason {
        /** The hidden field has not exactly 32 of the digits 0-9 and a-f. */
        FIELD,
        /** {@link #number} words (or Chinese characters), not twelve. */
        WORD_COUNT,
        /** The word at place {@link #number}, which is {@link #word}, is in no list. */
        UNKNOWN_WORD,
        /** Each word is in some list, but no list has all twelve. */
        SEVERAL_LISTS,
        /** Twelve words of one list that do not belong together: one is wrong, or the order is. */
        CHECKSUM
    }

    private final Reason reason;
    private final int number;

    private final transient byte[] word;

    private CodenameRefused(Reason reason, int number, byte[] word) {
        super(reason.name());
        this.reason = reason;
        this.number = number;
        this.word = word;
    }

    CodenameRefused(Reason reason) {
        this(reason, 0, new byte[0]);
    }

    static CodenameRefused count(int words) {
        return new CodenameRefused(Reason.WORD_COUNT, words, new byte[0]);
    }

    static CodenameRefused unknown(int place, byte[] word) {
        return new CodenameRefused(Reason.UNKNOWN_WORD, place, word);
    }

    public Reason reason() {
        return reason;
    }

    /** How many words, or the place of the unknown one, counted from 1; 0 for the other reasons. */
    public int number() {
        return number;
    }

    /** The unknown word as it was typed, in UTF-8; empty for the other reasons. Whoever has shown it wipes it. */
    public byte[] word() {
        return word;
    }
}
