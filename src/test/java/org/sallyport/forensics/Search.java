package org.sallyport.forensics;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** From the octets of messages to all that belongs to them, one reading of all places for each step. */
final class Search {
    private static final int MOST_JOINS = 2;
    private static final int POINTER = 18;

    private final Places places;
    private final Trail trail;
    private final TimeSearch times;
    private final List<Tick> ticks = new ArrayList<>();
    private final Needles needles = new Needles();
    /** TOAST values whose pointers or chunks are looked for in this reading, and in the next one. */
    private Map<Integer, Set<Claim>> values = new HashMap<>();

    private Map<Integer, Set<Claim>> nextValues = new HashMap<>();
    private final Set<Long> knownValues = new HashSet<>();

    private record Claim(int message, int joins) {}

    Search(Places places, int messages, TimeSearch times) {
        this.places = places;
        this.trail = new Trail(messages);
        this.times = times;
    }

    void add(byte[] octets, int message) {
        needles.add(octets, message);
    }

    List<Tick> ticks() {
        return ticks;
    }

    Trail run() throws IOException {
        for (boolean first = true; hasNext(); first = false) {
            for (int number = 0; number < places.count(); number++) {
                Place place = places.open(number);
                if (first) {
                    times.in(place, ticks::add);
                }
                find(number, place);
            }
        }
        return trail;
    }

    private boolean hasNext() {
        values = nextValues;
        nextValues = new HashMap<>();
        boolean needle = needles.next();
        return needle || !values.isEmpty();
    }

    private void find(int number, Place place) {
        // A row and its TOAST value are one: this way comes before any id.
        if (!values.isEmpty()) {
            place.findValues(values::containsKey, (value, at) -> {
                Trace trace = place.traceAt(at);
                for (Claim claim : values.getOrDefault(value, Set.of())) {
                    visit(number, place, trace, claim.message(), claim.joins());
                }
            });
        }
        needles.find(place.octets(), (at, needle) -> {
            Trace trace = place.traceAt(at);
            for (int message : needles.messages(needle)) {
                visit(number, place, trace, message, needles.joins(needle));
            }
        });
    }

    private void visit(int number, Place place, Trace trace, int message, int joins) {
        if (!trail.add(number, trace, message, joins)) {
            return;
        }
        if (trace.value() != Trace.NONE) {
            addValue(trace.value(), message, joins);
        }
        byte[] octets = place.octets();
        for (int range = 0; range < trace.data().length; range += 2) {
            int from = trace.data()[range];
            int to = trace.data()[range + 1];
            if (joins < MOST_JOINS) {
                needles.addIds(octets, from, to, message, joins + 1);
            }
            for (int at = from; at + POINTER <= to; at++) {
                if (octets[at] == 1 && octets[at + 1] == POINTER) {
                    addValue(Octets.int32(octets, at + 10), message, joins);
                }
            }
        }
    }

    private void addValue(int value, int message, int joins) {
        if (knownValues.add(((long) value << 32) | message)) {
            nextValues.computeIfAbsent(value, any -> new HashSet<>()).add(new Claim(message, joins));
        }
    }
}
