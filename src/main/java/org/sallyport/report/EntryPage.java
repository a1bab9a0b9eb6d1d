package org.sallyport.report;

import java.util.List;
import java.util.Optional;

/**
 * A page of a reader's entries: unopened first, then by day, newest first; within a day in the order of their random ids.
 *
 * @param next where the next page begins; empty on the last one
 */
public record EntryPage(List<EntrySummary> entries, Optional<String> next) {
    public EntryPage {
        entries = List.copyOf(entries);
    }
}
