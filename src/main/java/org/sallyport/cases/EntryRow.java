package org.sallyport.cases;

import java.time.LocalDate;
import java.util.UUID;

/** A row of the queries in {@link Entries}. */
record EntryRow(EntrySummary summary, EntryCursor cursor) {

    /** @param row entry, desk, received, state, unread, length, twins: in the order of the queries' columns */
    static EntryRow of(Object[] row) {
        UUID entry = (UUID) row[0];
        LocalDate received = (LocalDate) row[2];
        EntryState state = EntryState.named((String) row[3]).orElseThrow();
        String size = SizeClass.of(((Number) row[5]).longValue()).text();
        return new EntryRow(
                new EntrySummary(
                        entry, (String) row[1], received, state, size, (Boolean) row[4], ((Number) row[6]).intValue()),
                new EntryCursor(state.rank(), received, entry));
    }
}
