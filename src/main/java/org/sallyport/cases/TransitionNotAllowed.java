package org.sallyport.cases;

/** The entry is in a state from which the wanted one cannot be reached. */
public final class TransitionNotAllowed extends Exception {
    TransitionNotAllowed(EntryState from, EntryState to) {
        super("an entry that is " + from.text() + " cannot become " + to.text());
    }
}
