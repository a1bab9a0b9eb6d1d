package org.sallyport.forensics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Every clue against the true order. */
final class Correlations {
    private static final int FEWEST = 4;
    private static final int FEWEST_OF_A_GROUP = 2;

    private final List<Series> series = new ArrayList<>();

    /** One value of each message; NaN where it has none. */
    private record Series(Clue clue, String aspect, double[] values) {}

    private record Pairs(double[] values, double[] order) {}

    private record Measured(Series series, double rho, int messages, double chance) {}

    Correlations(Trail trail, Predicate<Clue> counts) {
        for (Map.Entry<Clue, Trail.Extremes> entry : trail.clues().entrySet()) {
            if (counts.test(entry.getKey())) {
                Trail.Extremes extremes = entry.getValue();
                series.add(new Series(entry.getKey(), "first", extremes.lowest()));
                if (!Arrays.equals(extremes.lowest(), extremes.highest())) {
                    series.add(new Series(entry.getKey(), "last", extremes.highest()));
                }
                double[] presence = Arrays.stream(extremes.lowest())
                        .map(value -> Double.isNaN(value) ? 0 : 1)
                        .toArray();
                series.add(new Series(entry.getKey(), "whether there is one", presence));
            }
        }
    }

    List<Finding> among(String name, int[] members, double[] order) {
        return findings(name, List.of(members), order, true);
    }

    List<Finding> within(List<int[]> groups, double[] order) {
        return findings("each group", groups, order, false);
    }

    private List<Finding> findings(String name, List<int[]> groups, double[] order, boolean single) {
        List<Measured> measured = new ArrayList<>();
        int fewest = single ? FEWEST : FEWEST_OF_A_GROUP;
        // The same values under several names are one try.
        Set<List<Double>> tried = new HashSet<>();
        for (Series one : series) {
            List<Pairs> pairs = groups.stream()
                    .map(members -> pairs(one, members, order))
                    .filter(pair -> pair.values().length >= fewest && !Spearman.isConstant(pair.values()))
                    .toList();
            if (!pairs.isEmpty()) {
                tried.add(all(pairs));
                measured.add(single ? single(one, pairs.get(0)) : pooled(one, pairs));
            }
        }
        return measured.stream()
                .map(one -> new Finding(
                        one.series().clue(),
                        one.series().aspect(),
                        name,
                        one.rho(),
                        one.messages(),
                        tried.size(),
                        Math.min(1, one.chance() * tried.size())))
                .sorted(Comparator.comparingDouble(Finding::chance)
                        .thenComparingDouble(finding -> -Math.abs(finding.rho())))
                .toList();
    }

    private static Pairs pairs(Series series, int[] members, double[] order) {
        int[] present = Arrays.stream(members)
                .filter(message -> !Double.isNaN(series.values()[message]))
                .toArray();
        return new Pairs(
                Arrays.stream(present)
                        .mapToDouble(message -> series.values()[message])
                        .toArray(),
                Arrays.stream(present).mapToDouble(message -> order[message]).toArray());
    }

    private static List<Double> all(List<Pairs> pairs) {
        return pairs.stream()
                .flatMap(pair -> Arrays.stream(pair.values()).boxed())
                .toList();
    }

    private static Measured single(Series series, Pairs pairs) {
        double rho = Spearman.rho(pairs.values(), pairs.order());
        int messages = pairs.values().length;
        return new Measured(series, rho, messages, Spearman.chance(rho, messages));
    }

    /** Sum of (n - 1) rho over groups, whose variance is the sum of (n - 1). */
    private static Measured pooled(Series series, List<Pairs> groups) {
        double sum = 0;
        double variance = 0;
        int messages = 0;
        for (Pairs pairs : groups) {
            int n = pairs.values().length;
            sum += (n - 1) * Spearman.rho(pairs.values(), pairs.order());
            variance += n - 1;
            messages += n;
        }
        return new Measured(series, sum / variance, messages, Spearman.bothTails(Math.abs(sum) / Math.sqrt(variance)));
    }
}
