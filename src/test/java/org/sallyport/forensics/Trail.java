package org.sallyport.forensics;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** All clues to all messages. */
final class Trail {
    private final int messages;
    private final Map<Clue, Extremes> clues = new LinkedHashMap<>();
    private final Set<Long> visited = new HashSet<>();
    private final long[] firstXid;

    /** Where a message lies in several places, the first and the last of them; NaN where in none. */
    record Extremes(double[] lowest, double[] highest) {}

    Trail(int messages) {
        this.messages = messages;
        this.firstXid = new long[messages];
    }

    /** False if the message's trail led here before. */
    boolean add(int place, Trace trace, int message, int joins) {
        if (!visited.add(((long) place << 47) | ((long) trace.start() << 16) | message)) {
            return false;
        }
        for (Mark mark : trace.marks()) {
            Extremes extremes = clues.computeIfAbsent(new Clue(mark.place(), mark.kind(), joins), clue -> none());
            extremes.lowest()[message] = least(extremes.lowest()[message], mark.value());
            extremes.highest()[message] = -least(-extremes.highest()[message], -mark.value());
            boolean writer = mark.kind() == Kind.XMIN || mark.kind() == Kind.LOG_XID;
            if (writer && joins == 0 && (firstXid[message] == Trace.NONE || mark.value() < firstXid[message])) {
                firstXid[message] = (long) mark.value();
            }
        }
        return true;
    }

    private static double least(double known, double other) {
        return Double.isNaN(known) ? other : Math.min(known, other);
    }

    private Extremes none() {
        double[] lowest = new double[messages];
        Arrays.fill(lowest, Double.NaN);
        return new Extremes(lowest, lowest.clone());
    }

    Map<Clue, Extremes> clues() {
        return clues;
    }

    /** The first transaction that wrote a row with the octets themselves, or 0. */
    long firstXid(int message) {
        return firstXid[message];
    }
}
