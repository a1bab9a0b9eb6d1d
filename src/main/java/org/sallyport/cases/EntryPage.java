package org.sallyport.cases;

import java.util.List;
import java.util.Optional;

/**
 * A page of a reader's entries: those to which the source added something first, then unopened ones, then all others; each by day, newest first; within a day in the order of their random ids.
 *
 * @param next where the next page begins; empty on the last one
 */
public record EntryPage(List<EntrySummary> entries, Optional<String> next) {
    public EntryPage {
        entries = List.copyOf(entries);
    }
}
