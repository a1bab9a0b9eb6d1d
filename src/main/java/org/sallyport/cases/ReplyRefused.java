package org.sallyport.cases;

/** A reply was not stored; nothing of it was. */
public final class ReplyRefused extends Exception {
    private static final long serialVersionUID = 1L;

    public enum Reason {
        /** The source has no codename, or has closed its mailbox. */
        NO_MAILBOX,
        /** The thread has messages that its writer had not seen. */
        THREAD_CHANGED,
        /** The reply key inside the report is another codename's than the one whose mailbox this entry has. */
        OTHER_MAILBOX,
        /** It is not sealed to the source's key. */
        NOT_FOR_THE_SOURCE,
        /** It hides a recipient: whether that is the source, nobody here can say. */
        HIDDEN_RECIPIENT,
        /** What was given as the source's certificate is none. */
        NO_REPLY_KEY,
        /** It is no sealed message that the gate lets in. */
        NOT_SEALED,
        /** Longer than a reply may be. */
        TOO_LONG
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
