package org.sallyport.codename;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;

/**
 * The words in what somebody typed or pasted. Whatever is not a letter separates words: spaces of every kind, line breaks,
 * the numbers of a list. A Chinese character is a word, with or without spaces around it. Wiped when closed.
 */
final class TypedWords implements AutoCloseable {
    private static final int MOST_OCTETS_A_CHARACTER = 3;

    private final char[] typed;
    /** The letters of the words as they count when compared, one word behind the other. */
    private final char[] folded;

    private int letters;
    private int count;
    private boolean inWord;

    /** Of the first words, where each begins: as typed, and folded. */
    private final int[] typedAt = new int[Codename.WORDS];

    private final int[] foldedAt = new int[Codename.WORDS + 1];
    private final int[] typedEnd = new int[Codename.WORDS];

    TypedWords(byte[] utf8) {
        typed = decode(utf8);
        folded = new char[typed.length];
        for (int at = 0; at < typed.length; at++) {
            take(at);
        }
    }

    /** Octets that are no UTF-8 become U+FFFD, which is no letter. */
    private static char[] decode(byte[] utf8) {
        CharBuffer decoded = CharBuffer.allocate(utf8.length);
        UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE)
                .decode(ByteBuffer.wrap(utf8), decoded, true);
        char[] typed = Arrays.copyOf(decoded.array(), decoded.position());
        Arrays.fill(decoded.array(), '\0');
        return typed;
    }

    private void take(int at) {
        char character = typed[at];
        if (Folding.isAccent(character)) {
            if (inWord) {
                endsBehind(at);
            }
        } else if (Character.isIdeographic(character)) {
            begin(at);
            add(at);
            inWord = false;
        } else if (Character.isLetter(character)) {
            if (!inWord) {
                begin(at);
            }
            inWord = true;
            add(at);
        } else {
            inWord = false;
        }
    }

    private void begin(int at) {
        if (count < Codename.WORDS) {
            typedAt[count] = at;
            foldedAt[count] = letters;
        }
        count++;
    }

    private void add(int at) {
        if (count <= Codename.WORDS) {
            folded[letters++] = Folding.fold(typed[at]);
            foldedAt[count] = letters;
            endsBehind(at);
        }
    }

    private void endsBehind(int at) {
        if (count <= Codename.WORDS) {
            typedEnd[count - 1] = at + 1;
        }
    }

    int count() {
        return count;
    }

    /** -1 if it is not in this list. */
    int numberIn(WordList list, int place) {
        return ListedWords.of(list).numberOf(folded, foldedAt[place], foldedAt[place + 1]);
    }

    /** In UTF-8, as it was typed. */
    byte[] typed(int place) {
        int length = typedEnd[place] - typedAt[place];
        ByteBuffer encoded = ByteBuffer.allocate(length * MOST_OCTETS_A_CHARACTER);
        UTF_8.newEncoder().encode(CharBuffer.wrap(typed, typedAt[place], length), encoded, true);
        byte[] word = Arrays.copyOf(encoded.array(), encoded.position());
        Arrays.fill(encoded.array(), (byte) 0);
        return word;
    }

    @Override
    public void close() {
        Arrays.fill(typed, '\0');
        Arrays.fill(folded, '\0');
    }
}
