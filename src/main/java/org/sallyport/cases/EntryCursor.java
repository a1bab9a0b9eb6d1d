package org.sallyport.cases;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** The place of an entry in the list's order. Its text is opaque to clients. */
record EntryCursor(int rank, LocalDate received, UUID entry) {
    static final EntryCursor START = new EntryCursor(0, LocalDate.of(9999, 12, 31), new UUID(-1, -1));

    /** @throws IllegalArgumentException if the text is not one that {@link #text()} gave */
    static EntryCursor parse(String text) {
        String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split(" ", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("a cursor has three parts");
        }
        try {
            return new EntryCursor(rank(parts[0]), LocalDate.parse(parts[1]), UUID.fromString(parts[2]));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("a cursor names a day", e);
        }
    }

    private static int rank(String text) {
        int rank = Integer.parseInt(text);
        if (rank < 0 || rank > EntryState.LAST_RANK) {
            throw new IllegalArgumentException("a cursor begins with a rank");
        }
        return rank;
    }

    /** Behind which place the entries of one state go on; empty if all of them stand before this one. */
    Optional<EntryCursor> among(EntryState state) {
        if (state.rank() == rank) {
            return Optional.of(this);
        }
        return state.rank() > rank ? Optional.of(START) : Optional.empty();
    }

    String text() {
        String plain = rank + " " + received + " " + entry;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    }
}
