package org.sallyport.standalone;

/** PostgreSQL cannot run in this folder or on this port; the message says why, in words for whoever gave them. */
public final class DatabaseNotStarted extends Exception {
    DatabaseNotStarted(String message) {
        super(message);
    }

    DatabaseNotStarted(String message, Throwable cause) {
        super(message, cause);
    }
}
