package org.sallyport.openpgp;

import java.io.IOException;

/**
 * The gate refuses the message. Carries the reason and nothing else: no text, octet, place or length of what was sent
 * can reach a log through it.
 */
public final class MessageRefused extends IOException {
    private final Refusal reason;

    MessageRefused(Refusal reason) {
        super(reason.name());
        this.reason = reason;
    }

    public Refusal reason() {
        return reason;
    }
}
