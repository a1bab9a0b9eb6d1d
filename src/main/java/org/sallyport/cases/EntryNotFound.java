package org.sallyport.cases;

/** There is no such entry, or the reader may not know of it: the two must not be told apart. */
public final class EntryNotFound extends Exception {
    EntryNotFound() {
        super("no such entry");
    }
}
