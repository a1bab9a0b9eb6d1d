package org.sallyport.keyring;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code desks.json}.
 *
 * @param shownAtOnce false where it is left out
 */
record DeskLine(
        @Nullable String slug,
        @Nullable String name,
        @Nullable String description,
        boolean shownAtOnce) {
    /** As the table has it. */
    private static final Pattern SLUG = Pattern.compile("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");

    boolean isComplete() {
        return slug != null
                && name != null
                && description != null
                && !name.isBlank()
                && !description.isBlank()
                && SLUG.matcher(slug).matches();
    }
}
