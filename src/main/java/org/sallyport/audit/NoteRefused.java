package org.sallyport.audit;

/** What a log sent is not what it must be; the message says in what. */
public final class NoteRefused extends Exception {
    private static final long serialVersionUID = 1;

    NoteRefused(String reason) {
        super(reason);
    }
}
