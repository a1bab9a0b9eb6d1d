package org.sallyport.cases;

import java.util.List;
import java.util.stream.Stream;

/**
 * Where a page begins in each state that it may show: one short walk along the list's index for each. Arrays of the same
 * length, as text that PostgreSQL reads.
 */
record EntryWalks(String[] states, String[] ranks, String[] days, String[] entries) {
    static EntryWalks after(EntryCursor place, List<EntryState> states) {
        List<EntryState> left =
                states.stream().filter(state -> place.among(state).isPresent()).toList();
        return new EntryWalks(
                left.stream().map(EntryState::text).toArray(String[]::new),
                left.stream().map(state -> String.valueOf(state.rank())).toArray(String[]::new),
                places(place, left).map(at -> at.received().toString()).toArray(String[]::new),
                places(place, left).map(at -> at.entry().toString()).toArray(String[]::new));
    }

    private static Stream<EntryCursor> places(EntryCursor place, List<EntryState> states) {
        return states.stream().flatMap(state -> place.among(state).stream());
    }
}
