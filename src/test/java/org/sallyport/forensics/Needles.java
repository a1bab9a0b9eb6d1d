package org.sallyport.forensics;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sixteen octets each that are looked for at once, and the few messages each may belong to. What was added since the last
 * search is what the next one looks for.
 */
final class Needles {
    static final int LENGTH = 16;
    private static final int MOST_MESSAGES = 4;
    private static final int LEAST_DISTINCT = 8;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final int FILTER_BITS = 23;

    private int size;
    private int from;
    private int to;
    private long[] first = new long[1 << 12];
    private long[] second = new long[1 << 12];
    private byte[] counts = new byte[1 << 12];
    private byte[] joins = new byte[1 << 12];
    private int[] messages = new int[MOST_MESSAGES << 12];
    private byte[] @Nullable [] whole = new byte[1 << 12][];
    private int[] table = new int[1 << 14];
    private final long[] filter = new long[1 << (FILTER_BITS - 6)];

    interface Found {
        void at(int at, int needle);
    }

    /** Octets of a message itself. */
    void add(byte[] octets, int message) {
        int needle = add(octets, 0, message, 0);
        if (octets.length > LENGTH) {
            whole[needle] = octets;
        }
    }

    /** Whatever may be an id; not what is too regular to tell anything. */
    void addIds(byte[] octets, int from, int to, int message, int joined) {
        for (int at = from; at + LENGTH <= to; at++) {
            if (distinct(octets, at) >= LEAST_DISTINCT) {
                add(octets, at, message, joined);
            }
        }
    }

    private static int distinct(byte[] octets, int at) {
        int distinct = 0;
        for (int one = at; one < at + LENGTH; one++) {
            int before = at;
            while (octets[before] != octets[one]) {
                before++;
            }
            if (before == one) {
                distinct++;
            }
        }
        return distinct;
    }

    private int add(byte[] octets, int at, int message, int joined) {
        long one = Octets.int64(octets, at);
        long two = Octets.int64(octets, at + Long.BYTES);
        int needle = table[slot(one, two)] - 1;
        if (needle < 0) {
            needle = append(one, two, joined);
            table[slot(one, two)] = needle + 1;
        }
        if (needle >= to && counts[needle] <= MOST_MESSAGES) {
            claim(needle, message);
        }
        return needle;
    }

    private void claim(int needle, int message) {
        for (int number = 0; number < counts[needle]; number++) {
            if (messages[needle * MOST_MESSAGES + number] == message) {
                return;
            }
        }
        if (counts[needle] < MOST_MESSAGES) {
            messages[needle * MOST_MESSAGES + counts[needle]] = message;
        }
        counts[needle]++;
    }

    private int append(long one, long two, int joined) {
        if (size == first.length) {
            grow();
        }
        first[size] = one;
        second[size] = two;
        joins[size] = (byte) joined;
        return size++;
    }

    private void grow() {
        int length = 2 * size;
        first = Arrays.copyOf(first, length);
        second = Arrays.copyOf(second, length);
        counts = Arrays.copyOf(counts, length);
        joins = Arrays.copyOf(joins, length);
        messages = Arrays.copyOf(messages, MOST_MESSAGES * length);
        whole = Arrays.copyOf(whole, length);
        table = new int[4 * length];
        for (int needle = 0; needle < size; needle++) {
            table[slot(first[needle], second[needle])] = needle + 1;
        }
    }

    private int slot(long one, long two) {
        int slot = (int) (((one ^ Long.rotateLeft(two, 29)) * SPREAD) >>> 32) & (table.length - 1);
        while (table[slot] != 0 && (first[table[slot] - 1] != one || second[table[slot] - 1] != two)) {
            slot = (slot + 1) & (table.length - 1);
        }
        return slot;
    }

    /** From now on what was added is looked for; false if nothing was. */
    boolean next() {
        from = to;
        to = size;
        Arrays.fill(filter, 0);
        for (int needle = from; needle < to; needle++) {
            if (counts[needle] <= MOST_MESSAGES) {
                int bit = filterBit(first[needle]);
                filter[bit >>> 6] |= 1L << bit;
            }
        }
        return from < to;
    }

    private static int filterBit(long octets) {
        return (int) ((octets * SPREAD) >>> (64 - FILTER_BITS));
    }

    void find(byte[] octets, Found found) {
        for (int at = 0; at + LENGTH <= octets.length; at++) {
            long one = Octets.int64(octets, at);
            int bit = filterBit(one);
            if ((filter[bit >>> 6] & (1L << bit)) != 0) {
                int needle = table[slot(one, Octets.int64(octets, at + Long.BYTES))] - 1;
                if (needle >= from && needle < to && counts[needle] <= MOST_MESSAGES && isWhole(needle, octets, at)) {
                    found.at(at, needle);
                }
            }
        }
    }

    private boolean isWhole(int needle, byte[] octets, int at) {
        byte[] all = whole[needle];
        return all == null
                || (at + all.length <= octets.length && Arrays.equals(all, 0, all.length, octets, at, at + all.length));
    }

    int[] messages(int needle) {
        return Arrays.copyOfRange(messages, needle * MOST_MESSAGES, needle * MOST_MESSAGES + counts[needle]);
    }

    int joins(int needle) {
        return joins[needle];
    }
}
