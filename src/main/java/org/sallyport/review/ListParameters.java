package org.sallyport.review;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.sallyport.cases.Entries;
import org.sallyport.cases.EntryFilter;
import org.sallyport.cases.EntryState;

/** What a page of the list is asked for with. A value that is none is refused, and not repeated. */
record ListParameters(Optional<String> after, int size, EntryFilter filter) {
    private static final int USUAL_PAGE = 50;
    private static final Pattern SIZE = Pattern.compile("[1-9][0-9]{0,3}");

    /** @param desks the slugs that this person may name */
    static ListParameters of(MultivaluedMap<String, String> query, Set<String> desks) {
        return new ListParameters(
                single(query, "after"),
                value(query, "size", ListParameters::size, "a number from 1 to " + Entries.MOST)
                        .orElse(USUAL_PAGE),
                new EntryFilter(
                        value(query, "desk", text -> Optional.of(text).filter(desks::contains), "one of your desks"),
                        value(query, "state", EntryState::named, "one of again, received, opened, waiting, done"),
                        value(query, "unread", ListParameters::onlyTrue, "true, or left out")
                                .isPresent()));
    }

    private static <T> Optional<T> value(
            MultivaluedMap<String, String> query, String name, Function<String, Optional<T>> parse, String allowed) {
        Optional<String> text = single(query, name);
        Optional<T> value = text.flatMap(parse);
        if (text.isPresent() && value.isEmpty()) {
            throw Problems.malformed("\"" + name + "\" is " + allowed + ".");
        }
        return value;
    }

    private static Optional<String> single(MultivaluedMap<String, String> query, String name) {
        List<String> values = query.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw Problems.malformed("\"" + name + "\" is given once.");
        }
        return values.stream().findFirst();
    }

    private static Optional<Integer> size(String text) {
        return Optional.of(text)
                .filter(SIZE.asMatchPredicate())
                .map(Integer::valueOf)
                .filter(size -> size <= Entries.MOST);
    }

    private static Optional<Boolean> onlyTrue(String text) {
        return text.equals("true") ? Optional.of(true) : Optional.empty();
    }
}
