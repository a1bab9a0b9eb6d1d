package org.sallyport.source;

/** What a source is told when a form is refused. */
final class FormRefusalWords {
    private FormRefusalWords() {}

    /** What was wrong. */
    static String what(FormRefused.Reason reason) {
        return switch (reason) {
            case NOT_OURS ->
                "The form did not arrive as this page makes it: a field is missing, doubled or in another place.";
            case NOTHING_IN_IT -> "There was neither text nor a file in it.";
            case TEXT_TOO_LONG -> "The text is longer than a form can take (1 MB).";
            case TWO_MESSAGES -> "The form brought more than one message.";
            case TOO_MANY_FILES -> "There were more than 1,000 files in it.";
        };
    }

    /** What to do now. */
    static String next(FormRefused.Reason reason) {
        return switch (reason) {
            case NOT_OURS ->
                "Load the page again and fill it in there. Browser extensions that change forms can cause this.";
            case NOTHING_IN_IT -> "Write something or choose a file.";
            case TEXT_TOO_LONG -> "Put it into a file and send that.";
            case TWO_MESSAGES -> "Send each message on its own: the text, or one file.";
            case TOO_MANY_FILES ->
                "Put them into one ZIP and send that, or send them in several parts, one after the other.";
        };
    }
}
