package org.sallyport.keyring;

import java.nio.file.Path;

/** A file that decides who is trusted cannot be used; the message names it and says why. */
public final class KeyFileRefused extends Exception {
    private static final long serialVersionUID = 1;

    KeyFileRefused(Path file, String reason) {
        super(file + ": " + reason);
    }
}
