package org.sallyport.testkit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;

/** Many patterns looked for in one pass (Aho and Corasick, 1975): one step for each octet, however many patterns there are. */
final class OctetPatterns {
    private static final int OCTETS = 256;
    private static final int[] NOBODY = {};

    private final List<int[]> owners = new ArrayList<>(List.of(NOBODY));
    /** For each state, where each octet leads; 0 is the beginning. */
    private int[] next = new int[1024 * OCTETS];

    private boolean complete;

    /** Told of each pattern that ends at this octet. */
    interface Hits {
        void at(int owner, int octet);
    }

    /** Patterns may have the same owner, or be the same. */
    void add(byte[] pattern, int owner) {
        int state = 0;
        for (byte octet : pattern) {
            int edge = state * OCTETS + (octet & 0xFF);
            if (next[edge] == 0) {
                // First: it may put a larger array in the place of this one.
                int made = newState();
                next[edge] = made;
            }
            state = next[edge];
        }
        owners.set(state, with(owners.get(state), new int[] {owner}));
    }

    private int newState() {
        int state = owners.size();
        owners.add(NOBODY);
        if (owners.size() * OCTETS > next.length) {
            next = Arrays.copyOf(next, next.length * 2);
        }
        return state;
    }

    /** Where no pattern goes on, the longest beginning of one that the last octets are leads on. */
    private void complete() {
        int[] fallback = new int[owners.size()];
        Queue<Integer> shortestFirst = new ArrayDeque<>(List.of(0));
        while (!shortestFirst.isEmpty()) {
            int state = shortestFirst.remove();
            owners.set(state, with(owners.get(state), owners.get(fallback[state])));
            for (int octet = 0; octet < OCTETS; octet++) {
                int edge = state * OCTETS + octet;
                int shorter = state == 0 ? 0 : next[fallback[state] * OCTETS + octet];
                if (next[edge] == 0) {
                    next[edge] = shorter;
                } else {
                    fallback[next[edge]] = shorter;
                    shortestFirst.add(next[edge]);
                }
            }
        }
        complete = true;
    }

    private static int[] with(int[] some, int[] more) {
        return IntStream.concat(Arrays.stream(some), Arrays.stream(more))
                .distinct()
                .toArray();
    }

    /**
     * Goes on where the octets before these ended.
     *
     * @param state 0 at the beginning, then what this returned
     */
    int read(int state, byte[] octets, int length, Hits hits) {
        if (!complete) {
            complete();
        }
        int now = state;
        for (int at = 0; at < length; at++) {
            now = next[now * OCTETS + (octets[at] & 0xFF)];
            int[] ending = owners.get(now);
            if (ending.length > 0) {
                for (int owner : ending) {
                    hits.at(owner, at);
                }
            }
        }
        return now;
    }
}
