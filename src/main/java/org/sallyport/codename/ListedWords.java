package org.sallyport.codename;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** The words of one list, by number and by spelling. */
final class ListedWords {
    static final int SIZE = 2048;

    private static final Map<WordList, ListedWords> LISTS = new EnumMap<>(WordList.class);

    static {
        for (WordList list : WordList.values()) {
            LISTS.put(list, new ListedWords(read(list)));
        }
    }

    private final List<byte[]> words;
    /** As they count when compared, in order; {@code numbers} says which word each is. */
    private final char[][] folded;

    private final int[] numbers;

    private ListedWords(List<String> lines) {
        if (lines.size() != SIZE) {
            throw new IllegalStateException("a word list has " + lines.size() + " words");
        }
        words = lines.stream().map(word -> word.getBytes(UTF_8)).toList();
        List<char[]> plain = lines.stream().map(Folding::fold).toList();
        numbers = IntStream.range(0, SIZE)
                .boxed()
                .sorted(Comparator.comparing(plain::get, Arrays::compare))
                .mapToInt(Integer::intValue)
                .toArray();
        folded = Arrays.stream(numbers).mapToObj(plain::get).toArray(char[][]::new);
    }

    static ListedWords of(WordList list) {
        return Objects.requireNonNull(LISTS.get(list));
    }

    private static List<String> read(WordList list) {
        try (InputStream resource = ListedWords.class.getResourceAsStream(list.resource())) {
            if (resource == null) {
                throw new IllegalStateException("the build left a word list out: " + list.resource());
            }
            return new String(resource.readAllBytes(), UTF_8).lines().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** In UTF-8; not to be changed. */
    byte[] word(int number) {
        return words.get(number);
    }

    /** The number of the word that stands, folded, in {@code text}; -1 if it is not in this list. */
    int numberOf(char[] text, int from, int to) {
        int low = 0;
        int high = SIZE - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            char[] word = folded[middle];
            int order = Arrays.compare(word, 0, word.length, text, from, to);
            if (order == 0) {
                return numbers[middle];
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }
}
