package org.sallyport.testkit;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Whether of two samples one is larger than the other, by the test of Mann and Whitney.
 *
 * @param z how many standard deviations from what chance expects
 * @param difference of the medians
 * @param spread between the quartiles of both together
 */
public record RankSum(double z, double difference, double spread) {
    /** Of one in three million runs by chance. */
    private static final double LIKELY = 5;

    public static RankSum of(double[] some, double[] others) {
        double[] all = DoubleStream.concat(Arrays.stream(some), Arrays.stream(others))
                .sorted()
                .toArray();
        double ranks = 0;
        for (double value : some) {
            ranks += rank(all, value);
        }
        double n = some.length;
        double m = others.length;
        double expected = n * (n + m + 1) / 2;
        double z = (ranks - expected) / Math.sqrt(n * m * (n + m + 1) / 12);
        return new RankSum(z, quantile(some, 0.5) - quantile(others, 0.5), quantile(all, 0.75) - quantile(all, 0.25));
    }

    /** From 1; equal values have the mean of their ranks. */
    private static double rank(double[] sorted, double value) {
        return (position(sorted, value) + 1 + position(sorted, Math.nextUp(value))) / 2.0;
    }

    /** How many are less. */
    private static int position(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static double quantile(double[] values, double which) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) (which * (sorted.length - 1))];
    }

    public boolean isChance() {
        return Math.abs(z) < LIKELY;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%.1f standard deviations, medians %.0f apart, quartiles %.0f", z, difference, spread);
    }
}
