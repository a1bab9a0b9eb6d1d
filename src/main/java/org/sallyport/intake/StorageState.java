package org.sallyport.intake;

import java.util.Arrays;

/** What there is room for. */
public enum StorageState {
    OPEN("open"),
    /** From 90 of 100: what is left is kept for short reports. */
    SHORT_ONLY("short only"),
    /** From 97 of 100: the rest is the database's own. */
    FULL("full");

    private final String text;

    StorageState(String text) {
        this.text = text;
    }

    static StorageState of(String text) {
        return Arrays.stream(values())
                .filter(state -> state.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no state of the store: " + text));
    }
}
