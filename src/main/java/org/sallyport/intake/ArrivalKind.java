package org.sallyport.intake;

import java.util.Locale;

/** From which page a message came. */
public enum ArrivalKind {
    REPORT,
    /** From the mailbox's page: it belongs to what was sent before under the same codename. */
    ADDITION;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
