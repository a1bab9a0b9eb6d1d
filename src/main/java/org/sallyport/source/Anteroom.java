package org.sallyport.source;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Where requests with a body wait, on no thread, until they are worth a worker. One whose body is all here is let in at
 * once: a small report waits for nobody. One whose first 64 KiB are here needs a place, of which there are few; while
 * others wait for one, an upload that moved less than 64 KiB in its last minute is ended. Over Tor all senders look alike,
 * so there is nothing else to tell them apart by.
 */
@ApplicationScoped
class Anteroom {
    private final int places;
    private final int seats;
    private final long longest;
    private final Set<Arrival> present = new LinkedHashSet<>();
    private final Set<Arrival> placed = new LinkedHashSet<>();
    private final Queue<Arrival> queue = new ArrayDeque<>();

    Anteroom(SourceConfig config) {
        this.places = config.uploadsAtOnce();
        this.seats = config.uploadsWaiting();
        this.longest = 2 * config.uploadLimit().asLongValue();
    }

    /** Octets of the longest body that is read to its end. */
    long longest() {
        return longest;
    }

    /** Whether there is a seat. Of those whose body still arrives, the slowest gives up its own to the newcomer. */
    synchronized boolean enter(Arrival newcomer) {
        if (present.size() - placed.size() >= seats) {
            Optional<Arrival> slowest = slowest(arrival -> !placed.contains(arrival)
                    && !arrival.isWhole()
                    && arrival.pace().isKnown());
            slowest.ifPresent(Arrival::cut);
            if (slowest.isEmpty()) {
                return false;
            }
        }
        return present.add(newcomer);
    }

    /** Enough of it is here. */
    void enough(Arrival arrival) {
        if (arrival.isWhole() || placed(arrival)) {
            arrival.admit();
        }
    }

    /** It is answered, and nothing more of it comes. */
    void leave(Arrival arrival) {
        List<Arrival> next = new ArrayList<>();
        synchronized (this) {
            present.remove(arrival);
            placed.remove(arrival);
            while (placed.size() < places && !queue.isEmpty()) {
                Arrival first = queue.remove();
                placed.add(first);
                next.add(first);
            }
        }
        next.forEach(Arrival::admit);
    }

    /** Its connection is gone: a worker tells nobody of it, but ends the request properly. */
    void giveUpWaiting(Arrival arrival) {
        boolean waited;
        synchronized (this) {
            waited = queue.remove(arrival);
        }
        if (waited) {
            arrival.admit();
        }
    }

    @Scheduled(every = Pace.TICK + "s")
    synchronized void tick() {
        present.forEach(Arrival::tick);
        present.stream()
                .filter(arrival -> arrival.pace().isSilent() && !arrival.isCut())
                .forEach(Arrival::cut);
        makePlaces();
    }

    /** How full it is now. */
    synchronized Occupancy occupancy() {
        long octets =
                present.stream().mapToLong(arrival -> arrival.pace().octets()).sum();
        return new Occupancy(present.size(), placed.size(), queue.size(), octets);
    }

    private synchronized boolean placed(Arrival arrival) {
        if (placed.size() < places) {
            return placed.add(arrival);
        }
        queue.add(arrival);
        makePlaces();
        return false;
    }

    /** Ends as many slow uploads as others wait for. */
    private void makePlaces() {
        long freed = placed.stream().filter(Arrival::isCut).count();
        for (long missing = queue.size() - freed; missing > 0; missing--) {
            slowest(arrival -> placed.contains(arrival) && arrival.pace().isSlow())
                    .ifPresent(Arrival::cut);
        }
    }

    private Optional<Arrival> slowest(Predicate<Arrival> among) {
        return present.stream()
                .filter(arrival -> !arrival.isCut())
                .filter(among)
                .min(Comparator.comparingLong(arrival -> arrival.pace().octets()));
    }
}
