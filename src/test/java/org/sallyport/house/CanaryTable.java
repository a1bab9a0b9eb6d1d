package org.sallyport.house;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** How often each canary is at each place. */
final class CanaryTable {
    private final Map<String, Map<String, Integer>> places = new LinkedHashMap<>();

    /** The same place may be added to more than once. */
    void add(String place, Map<String, Integer> found) {
        Map<String, Integer> there = places.computeIfAbsent(place, absent -> new TreeMap<>());
        found.forEach((canary, count) -> there.merge(canary, count, Integer::sum));
    }

    Set<String> at(String place) {
        if (!places.containsKey(place)) {
            throw new AssertionError("nobody looked at " + place);
        }
        return places.getOrDefault(place, Map.of()).keySet();
    }

    /** Each canary that is anywhere. */
    Set<String> anywhere() {
        return places.values().stream()
                .flatMap(there -> there.keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** As Markdown. */
    String text(String title) {
        List<String> rows = new ArrayList<>(List.of("## " + title, ""));
        rows.add("| canary | " + String.join(" | ", places.keySet()) + " |");
        rows.add("| --- |" + " --: |".repeat(places.size()));
        Set<String> names =
                Arrays.stream(Mark.values()).map(Mark::toString).collect(Collectors.toCollection(LinkedHashSet::new));
        names.addAll(anywhere());
        for (String name : names) {
            rows.add("| " + name + " | "
                    + places.values().stream()
                            .map(there -> String.valueOf(there.getOrDefault(name, 0)))
                            .collect(Collectors.joining(" | "))
                    + " |");
        }
        return String.join("\n", rows) + "\n\n";
    }
}
