package org.sallyport.cases;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What the desk has done with an entry. Stored, and spoken in the API, by its lower-case name. */
public enum EntryState {
    /** The source wrote again, after somebody had opened what was there. Only a batch makes it so. */
    AGAIN,
    /** Received, not yet opened: nobody can say that it can be decrypted before somebody has. */
    RECEIVED,
    OPENED,
    /** Waiting for the source. */
    WAITING,
    DONE;

    static final int LAST_RANK = 2;

    public static Optional<EntryState> named(String name) {
        for (EntryState state : values()) {
            if (state.text().equals(name)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }

    /** Its place in a list: what the source added first, then what nobody has opened, then all else. */
    int rank() {
        return switch (this) {
            case AGAIN -> 0;
            case RECEIVED -> 1;
            case OPENED, WAITING, DONE -> LAST_RANK;
        };
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean mayBecome(EntryState next) {
        return switch (this) {
            case RECEIVED -> next == OPENED;
            case OPENED -> Set.of(RECEIVED, WAITING, DONE).contains(next);
            case AGAIN, WAITING, DONE -> Set.of(OPENED, WAITING, DONE).contains(next) && next != this;
        };
    }
}
