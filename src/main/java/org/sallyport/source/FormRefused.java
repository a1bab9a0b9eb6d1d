package org.sallyport.source;

/** A form is not as our pages make it, or misses what it needs. Nothing was stored. */
final class FormRefused extends Exception {
    private static final long serialVersionUID = 1L;

    enum Reason {
        /** A field is missing, comes twice, in another order, or is none of ours. */
        NOT_OURS,
        /** Neither text nor a file. */
        NOTHING_IN_IT,
        /** More text than a form may hold. */
        TEXT_TOO_LONG,
        /** A second message behind the first. */
        TWO_MESSAGES,
        /** More files than the reviewers' console lists. */
        TOO_MANY_FILES
    }

    private final Reason reason;

    FormRefused(Reason reason) {
        super(reason.name());
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
