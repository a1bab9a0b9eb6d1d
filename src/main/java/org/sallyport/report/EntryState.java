package org.sallyport.report;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What the desk has done with an entry. Stored, and spoken in the API, by its lower-case name. */
public enum EntryState {
    /** Received, not yet opened: nobody can say that it can be decrypted before somebody has. */
    RECEIVED,
    OPENED,
    /** Waiting for the source. */
    WAITING,
    DONE;

    public static Optional<EntryState> named(String name) {
        for (EntryState state : values()) {
            if (state.text().equals(name)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean mayBecome(EntryState next) {
        return switch (this) {
            case RECEIVED -> next == OPENED;
            case OPENED -> next != OPENED;
            case WAITING, DONE -> Set.of(OPENED, WAITING, DONE).contains(next) && next != this;
        };
    }
}
