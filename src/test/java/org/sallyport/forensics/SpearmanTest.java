package org.sallyport.forensics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpearmanTest {
    private static final double[] ORDER = {1, 2, 3, 4, 5};

    @Test
    void onlyTheOrderOfValuesMatters() {
        assertThat(Spearman.rho(new double[] {1, 10, 100, 1000, 1e9}, ORDER)).isEqualTo(1);
        assertThat(Spearman.rho(new double[] {5, 4, 3, 2, 1}, ORDER)).isEqualTo(-1);
        assertThat(Spearman.rho(new double[] {2, 1, 4, 3, 5}, ORDER)).isEqualTo(0.8, within(1e-9));
    }

    @Test
    void equalValuesShareTheirRank() {
        assertThat(Spearman.rho(new double[] {1, 1, 1, 2, 2}, ORDER)).isEqualTo(0.8660254, within(1e-6));
        assertThat(Spearman.rho(new double[] {7, 7, 7, 7, 7}, ORDER)).isZero();
    }

    @Test
    void tailsOfTheNormalDistribution() {
        assertThat(Spearman.bothTails(1.959964)).isEqualTo(0.05, within(1e-6));
        assertThat(Spearman.bothTails(3.9)).isEqualTo(9.619e-5, within(2e-7));
        assertThat(Spearman.bothTails(5)).isEqualTo(5.733e-7, within(1e-9));
    }

    @Test
    void aPerfectOrderOfFewMayBeChance() {
        assertThat(Spearman.chance(1, 5)).isEqualTo(2 / 120.0, within(1e-9));
        assertThat(Spearman.chance(1, 300)).isLessThan(1e-100);
    }

    @Test
    void randomOrdersAreAsLikelyAsTheySay() {
        List<Double> shuffled =
                new ArrayList<>(IntStream.range(0, 100).asDoubleStream().boxed().toList());
        double[] order = doubles(shuffled);
        SecureRandom random = new SecureRandom();
        int rare = 0;
        for (int round = 0; round < 2000; round++) {
            Collections.shuffle(shuffled, random);
            if (Spearman.chance(Spearman.rho(doubles(shuffled), order), 100) < 0.05) {
                rare++;
            }
        }
        // A hundred are expected; fifty more are five standard deviations.
        assertThat(rare).isBetween(50, 150);
    }

    private static double[] doubles(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
