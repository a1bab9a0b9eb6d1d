package org.sallyport.vault;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Says in the staff face's log when the store is getting full, in steps that tell nothing of single reports. */
@ApplicationScoped
public class WatchingStorage {
    /** Percent from which staff are told. */
    public static final int NEARLY_FULL = 80;

    private static final Logger LOG = Logger.getLogger(WatchingStorage.class);
    private static final int NOTHING_SAID = -1;

    private final Storage storage;
    private final OptionalLong limit;
    private int said = NOTHING_SAID;

    WatchingStorage(Storage storage, @ConfigProperty(name = "sallyport.storage.limit") Optional<MemorySize> limit) {
        this.storage = storage;
        this.limit = limit.map(size -> OptionalLong.of(size.asLongValue())).orElseGet(OptionalLong::empty);
    }

    @Scheduled(every = "{sallyport.storage.watch-every}")
    synchronized void look() throws SQLException, StorageUnknown {
        storage.limit(limit);
        OptionalInt percent = storage.percent();
        if (percent.isEmpty()) {
            sayOnce(0, "Nobody has said how much the store may hold: set sallyport.storage.limit.");
        } else if (percent.getAsInt() >= NEARLY_FULL) {
            sayOnce(
                    percent.getAsInt(),
                    "The store is " + percent.getAsInt() + " % full: make room, or give it more. From"
                            + " 90 % sources can send short reports only, from 97 % nothing.");
        } else if (said >= NEARLY_FULL) {
            sayOnce(0, "The store has room again.");
        }
    }

    private void sayOnce(int what, String words) {
        if (said != what) {
            said = what;
            LOG.warn(words);
        }
    }
}
