package org.sallyport.source;

import java.io.IOException;

/** What came out behind something that is read as a stream: the form is not as our pages make it. */
final class UnexpectedPart extends IOException {
    private static final long serialVersionUID = 1L;
    private final FormRefused.Reason reason;

    UnexpectedPart(FormRefused cause) {
        super(cause);
        reason = cause.reason();
    }

    FormRefused.Reason reason() {
        return reason;
    }
}
