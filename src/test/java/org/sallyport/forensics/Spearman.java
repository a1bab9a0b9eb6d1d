package org.sallyport.forensics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** How much two orders go together, and how likely they would do so by chance. */
final class Spearman {
    /** Variance of Fisher's z of ranks, times n - 3 (Fieller). */
    private static final double VARIANCE = 1.06;

    private static final double ALMOST_ONE = 1 - 1e-12;

    private Spearman() {}

    /** From -1 to 1; 0 if one of them is the same everywhere. */
    static double rho(double[] one, double[] other) {
        double[] ranks = ranks(one);
        double[] others = ranks(other);
        double mean = (one.length - 1) / 2.0;
        double both = 0;
        double first = 0;
        double second = 0;
        for (int index = 0; index < one.length; index++) {
            both += (ranks[index] - mean) * (others[index] - mean);
            first += (ranks[index] - mean) * (ranks[index] - mean);
            second += (others[index] - mean) * (others[index] - mean);
        }
        return first == 0 || second == 0 ? 0 : both / Math.sqrt(first * second);
    }

    /** Equal values have the mean of their ranks. */
    private static double[] ranks(double[] values) {
        int[] sorted = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(index -> values[index]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] ranks = new double[values.length];
        for (int from = 0, to; from < sorted.length; from = to) {
            for (to = from; to < sorted.length && values[sorted[to]] == values[sorted[from]]; to++) {}
            for (int index = from; index < to; index++) {
                ranks[sorted[index]] = (from + to - 1) / 2.0;
            }
        }
        return ranks;
    }

    /** How likely so large a rho is, of either sign, in {@code n} pairs that have nothing to do with each other. */
    static double chance(double rho, int n) {
        double fisher = Math.abs(atanh(Math.min(Math.abs(rho), ALMOST_ONE))) * Math.sqrt(Math.max(0, n - 3) / VARIANCE);
        double permutations =
                IntStream.rangeClosed(2, Math.min(n, 150)).asDoubleStream().reduce(1, (a, b) -> a * b);
        return Math.min(1, Math.max(bothTails(fisher), 2 / permutations));
    }

    /** The smallest rho that is less likely than that. */
    static double rhoFor(double chance, int n) {
        double low = 0;
        double high = 1;
        for (int step = 0; step < 40; step++) {
            double middle = (low + high) / 2;
            if (chance(middle, n) > chance) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** Of the normal distribution, by Abramowitz and Stegun 7.1.26 near the middle and by Mills' ratio outside. */
    static double bothTails(double z) {
        double density = Math.exp(-z * z / 2) * Math.sqrt(2 / Math.PI);
        if (z > 4) {
            return density / (z + 1 / (z + 2 / (z + 3 / z)));
        }
        double x = z / Math.sqrt(2);
        double t = 1 / (1 + 0.3275911 * x);
        double[] factors = {0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429};
        double sum = 0;
        for (int power = factors.length - 1; power >= 0; power--) {
            sum = (sum + factors[power]) * t;
        }
        return sum * Math.exp(-x * x);
    }

    private static double atanh(double value) {
        return Math.log((1 + value) / (1 - value)) / 2;
    }

    static boolean isConstant(double[] values) {
        return Arrays.stream(values).distinct().limit(2).count() < 2;
    }
}
