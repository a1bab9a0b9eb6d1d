package org.sallyport.keyring;

/** The key log cannot be continued honestly; the message says why. What sources are given does not depend on it. */
public final class KeyLogBroken extends RuntimeException {
    private static final long serialVersionUID = 1;

    KeyLogBroken(String reason) {
        super("The key log is not continued: " + reason);
    }
}
