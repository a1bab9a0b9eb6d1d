package org.sallyport.source;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.sallyport.intake.RoomInStore;
import org.sallyport.intake.StorageState;
import org.sallyport.intake.StoreUnreachable;

/**
 * What there is room for now, the same for everybody. Uploads that are under way ask too: so all of them together bring in no
 * more, once the store is nearly full, than what arrives while an answer is held to be fresh.
 */
@ApplicationScoped
class RoomLeft {
    /** Octets of an upload that is short: a form with the longest text. */
    static final long SHORT = TypedText.LONGEST + Arrival.ENOUGH;

    /** How long an answer is held to be fresh. */
    static final Duration FRESH = Duration.ofSeconds(2);

    private final RoomInStore storage;
    private final AtomicLong asked = new AtomicLong(System.nanoTime() - FRESH.toNanos());
    private volatile StorageState state = StorageState.OPEN;

    RoomLeft(RoomInStore storage) {
        this.storage = storage;
    }

    /** One caller asks the database, now and then; the others take what was known before. */
    StorageState now() {
        long last = asked.get();
        long now = System.nanoTime();
        if (now - last >= FRESH.toNanos() && asked.compareAndSet(last, now)) {
            ask();
        }
        return state;
    }

    private void ask() {
        try {
            state = storage.state();
        } catch (StoreUnreachable e) {
            // A database that cannot be asked cannot store either: then nothing is acknowledged.
        }
    }

    /** What pages say beforehand, so that nobody writes for an hour in vain; null while everything is taken. */
    Outcome.@Nullable NoRoom notice() {
        StorageState now = now();
        return now == StorageState.OPEN ? null : new Outcome.NoRoom(now);
    }

    /** Why nothing at all can be sent now; empty if something can. */
    Optional<Outcome> shut() {
        return now() == StorageState.FULL ? Optional.of(new Outcome.NoRoom(StorageState.FULL)) : Optional.empty();
    }
}
