package org.sallyport.cases;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sallyport.vault.Reader;

/**
 * Which of a reader's entries are asked for. Every part narrows the list; an empty one leaves it.
 *
 * @param desk a slug; of a desk that is not the reader's there is nothing
 * @param unread only entries that hold a message which this reader has not seen
 */
public record EntryFilter(Optional<String> desk, Optional<EntryState> state, boolean unread) {
    public static final EntryFilter NONE = new EntryFilter(Optional.empty(), Optional.empty(), false);

    String[] desks(Reader reader) {
        return reader.desks().stream()
                .filter(slug -> desk.map(slug::equals).orElse(true))
                .toArray(String[]::new);
    }

    List<EntryState> states() {
        return state.map(List::of).orElseGet(() -> List.of(EntryState.values()));
    }

    /** Values of "unread" as PostgreSQL reads them. */
    String[] unreadValues() {
        return (unread ? Stream.of("true") : Stream.of("true", "false")).toArray(String[]::new);
    }
}
