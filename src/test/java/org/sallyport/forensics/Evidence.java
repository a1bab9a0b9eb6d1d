package org.sallyport.forensics;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the files give away of the messages' order and times. */
public final class Evidence {
    private final Places places;
    private final List<Known> messages;
    private final Trail trail;
    private final List<Tick> ticks;
    private final Predicate<Clue> counts;

    Evidence(Places places, List<Known> messages, Trail trail, List<Tick> ticks, Predicate<Clue> counts) {
        this.places = places;
        this.messages = messages;
        this.trail = trail;
        this.ticks = ticks;
        this.counts = counts;
    }

    /** When a message arrived, as far as the ticks tell. */
    public record Dated(Optional<Instant> notBefore, Optional<Instant> notAfter) {
        public boolean isWithin(Duration least) {
            return notBefore.isPresent()
                    && notAfter.isPresent()
                    && Duration.between(notBefore.get(), notAfter.get()).compareTo(least) <= 0;
        }
    }

    /** The same without some clues. */
    public Evidence without(Predicate<Clue> some) {
        return new Evidence(places, messages, trail, ticks, counts.and(some.negate()));
    }

    /** The same as it will be after the log was switched and a checkpoint was made. */
    public Evidence withoutLog() {
        return without(Clue::isInLog);
    }

    /** All clues that were read off for at least one message. */
    public List<Clue> clues() {
        return trail.clues().keySet().stream().filter(counts).toList();
    }

    /** How many messages were found by themselves, at one place at least. */
    public int messagesFound() {
        return (int) IntStream.range(0, messages.size())
                .filter(message -> trail.clues().entrySet().stream()
                        .filter(clue -> clue.getKey().joins() == 0 && counts.test(clue.getKey()))
                        .anyMatch(clue -> !Double.isNaN(clue.getValue().lowest()[message])))
                .count();
    }

    /** The clue that goes best with the true order, over all groups. */
    public Finding strongest() {
        return first(findings(), "all");
    }

    /** The clue that goes best with the true order of one group's messages. */
    public Finding strongestWithin(String group) {
        return first(findings(group), group);
    }

    /** The clue that goes best with the true order inside groups, all groups taken together: it sees what is weak in each. */
    public Finding strongestWithinGroups() {
        return first(findingsWithinGroups(), "each group");
    }

    private static Finding first(List<Finding> findings, String among) {
        return findings.isEmpty() ? Finding.nothing(among) : findings.get(0);
    }

    /** The least likely first. */
    public List<Finding> findings() {
        return new Correlations(trail, counts)
                .among("all", IntStream.range(0, messages.size()).toArray(), order());
    }

    public List<Finding> findings(String group) {
        int[] members = members(group);
        if (members.length == 0) {
            throw new IllegalArgumentException("no message in " + group);
        }
        return new Correlations(trail, counts).among(group, members, order());
    }

    public List<Finding> findingsWithinGroups() {
        List<int[]> groups = messages.stream()
                .map(Known::group)
                .distinct()
                .map(this::members)
                .toList();
        return new Correlations(trail, counts).within(groups, order());
    }

    private int[] members(String group) {
        return IntStream.range(0, messages.size())
                .filter(message -> messages.get(message).group().equals(group))
                .toArray();
    }

    private double[] order() {
        return messages.stream().mapToDouble(Known::order).toArray();
    }

    /** Moments of the test that are written down anywhere, in the order of time. */
    public List<Tick> ticks() {
        return ticks.stream().sorted(Comparator.comparing(Tick::time)).toList();
    }

    /** By the first transaction that wrote the message's octets, between what ticks of other transactions say. */
    public Dated dated(String group, int order) {
        int message = IntStream.range(0, messages.size())
                .filter(one -> messages.get(one).order() == order
                        && messages.get(one).group().equals(group))
                .findFirst()
                .orElseThrow();
        NavigableMap<Long, Instant> times = ticks.stream()
                .filter(tick -> tick.xid() != Trace.NONE)
                .collect(Collectors.toMap(Tick::xid, Tick::time, Evidence::earlier, TreeMap::new));
        long xid = trail.firstXid(message);
        return xid == Trace.NONE
                ? new Dated(Optional.empty(), Optional.empty())
                : new Dated(
                        Optional.ofNullable(times.floorEntry(xid)).map(Map.Entry::getValue),
                        Optional.ofNullable(times.ceilingEntry(xid)).map(Map.Entry::getValue));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** Files and copied tables in which any of these octets (16 at least of each) are still to be found. */
    public SortedSet<String> recoverable(byte[]... some) throws IOException {
        Needles needles = new Needles();
        for (byte[] octets : some) {
            needles.add(octets, 0);
        }
        needles.next();
        SortedSet<String> found = new TreeSet<>();
        for (int number = 0; number < places.count(); number++) {
            Place place = places.open(number);
            needles.find(place.octets(), (at, needle) -> found.add(place.name()));
        }
        return found;
    }

    /** What an engineer wants to see first. */
    @Override
    public String toString() {
        List<Object> lines = new ArrayList<>(findings().stream().limit(20).toList());
        lines.add(strongestWithinGroups());
        lines.add(ticks.size() + " ticks");
        return lines.stream().map(Objects::toString).collect(Collectors.joining("\n"));
    }
}
