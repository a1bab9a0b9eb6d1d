package org.sallyport.cases;

/** Who can open an entry was not changed. */
public final class AccessRefused extends Exception {
    private static final long serialVersionUID = 1;

    /** Why not. */
    public enum Reason {
        /** The entry has a body that the colleague's programs do not open. */
        CANNOT_READ_VERSION_2,
        /** A desk lead took the entry away from this colleague. */
        WITHDRAWN,
        /** What came is not one packet for each message and colleague. */
        NOT_THE_PACKETS,
        /** Nobody would be left who can open some of its messages. */
        NOBODY_LEFT
    }

    private final Reason reason;

    AccessRefused(Reason reason) {
        super(reason.name());
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
