package org.sallyport.source;

import java.time.LocalDate;
import java.util.UUID;

/**
 * A reply as the page shows it.
 *
 * @param number its place on the page, from 0
 * @param id names it when it is deleted
 * @param isOpened whether the codename's key opened it; if not, it is offered as a file
 * @param isReadable whether all of its text can be shown
 * @param isVouchedFor whether a vetted reviewer of the desk signed it
 * @param signature who signed it, in words
 */
record ShownReply(
        int number,
        UUID id,
        LocalDate day,
        boolean isOpened,
        boolean isReadable,
        boolean isVouchedFor,
        String signature) {
    /** Where its text goes on the page. */
    public String slot() {
        return SlottedPage.slot(name());
    }

    String name() {
        return "reply-" + number;
    }
}
