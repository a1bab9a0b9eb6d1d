package org.sallyport.forensics;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Somebody who has all that PostgreSQL keeps, and looks at it for as long as they like. */
public final class Forensics {
    private final Path cluster;
    private final List<Copied> tables;
    private final Map<String, String> names;
    private final Instant from;
    private final Instant to;

    private Forensics(Path cluster, List<Copied> tables, Map<String, String> names, Instant from, Instant to) {
        this.cluster = cluster;
        this.tables = tables;
        this.names = names;
        this.from = from;
        this.to = to;
    }

    /** @param cluster a folder that nobody writes to any more, see {@link Seizure} */
    public static Forensics of(Path cluster, List<Copied> tables) {
        return new Forensics(cluster, tables, Map.of(), Instant.EPOCH.plusSeconds(1), Instant.EPOCH);
    }

    /** @param relations by the path of their file, for what is said of them; the search itself does not need them */
    public Forensics named(Map<String, String> relations) {
        return new Forensics(cluster, tables, relations, from, to);
    }

    /** Looks for moments between these too. The longer, the more numbers are taken for moments. */
    public Forensics during(Instant first, Instant last) {
        return new Forensics(cluster, tables, names, first, last);
    }

    public Evidence search(List<Known> messages) throws IOException {
        Places places = new Places(cluster, tables, names);
        List<Known> arrivals = new ArrayList<>();
        Map<List<Object>, Integer> numbers = new HashMap<>();
        Search search = new Search(places, messages.size(), new TimeSearch(from, to));
        for (Known message : messages) {
            int number = numbers.computeIfAbsent(List.of(message.group(), message.order()), any -> {
                arrivals.add(message);
                return arrivals.size() - 1;
            });
            search.add(message.octets(), number);
        }
        Trail trail = search.run();
        return new Evidence(places, List.copyOf(arrivals), trail, search.ticks(), clue -> true);
    }
}
