package org.sallyport.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;

/** Whether numbers lie in a random order. */
final class Shuffled {
    private Shuffled() {}

    /** Mean n(n-1)/4, variance n(n-1)(2n+5)/72 (Kendall). Six standard deviations are one chance in 500 million. */
    static void assertShuffled(String what, List<Integer> order) {
        double n = order.size();
        assertThat(n).as(what).isGreaterThan(50);
        double deviation = Math.sqrt(n * (n - 1) * (2 * n + 5) / 72);
        assertThat((double) inversions(order)).as(what).isCloseTo(n * (n - 1) / 4, within(6 * deviation));
    }

    private static int inversions(List<Integer> order) {
        int inversions = 0;
        for (int i = 0; i < order.size(); i++) {
            for (int j = i + 1; j < order.size(); j++) {
                if (order.get(i) > order.get(j)) {
                    inversions++;
                }
            }
        }
        return inversions;
    }
}
