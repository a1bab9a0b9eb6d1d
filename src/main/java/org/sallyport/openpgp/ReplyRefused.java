package org.sallyport.openpgp;

import java.io.IOException;

/** A reply cannot be opened here; nothing of it may be shown. Its sealed octets may still be offered as a file. */
public final class ReplyRefused extends IOException {
    private static final long serialVersionUID = 1;

    public enum Reason {
        /** It is not one sealed message as the gate lets it in: no integrity protection, an unknown version, cut off. */
        NOT_SEALED,
        /** Sealed to other keys. */
        NOT_FOR_THIS_KEY,
        /** It was changed on the way, or never made right. */
        DAMAGED,
        /** It, or what is packed inside it, is larger than the limit. */
        TOO_LARGE,
        /** It was opened, and holds something else than one file or text, perhaps signed or compressed. */
        NOT_A_TEXT
    }

    private final Reason reason;

    ReplyRefused(Reason reason) {
        super(reason.name());
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
