package org.sallyport.keyring;

/** The published keys are not proved; the message says what is wrong. */
public final class KeysRefused extends Exception {
    private static final long serialVersionUID = 1;

    KeysRefused(String reason) {
        super(reason);
    }
}
