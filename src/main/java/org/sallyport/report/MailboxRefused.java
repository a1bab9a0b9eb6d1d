package org.sallyport.report;

/** A message was not stored because of the codename it came with. */
public final class MailboxRefused extends Exception {
    private static final long serialVersionUID = 1;

    public enum Reason {
        /** The desk has this very message under another codename: whoever sends it again did not write it. */
        REPLAY,
        /** The codename's mailbox is closed, or its report lies at another desk. */
        NOTHING_MORE_TAKEN
    }

    private final Reason reason;

    MailboxRefused(Reason reason) {
        super(reason.name());
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
