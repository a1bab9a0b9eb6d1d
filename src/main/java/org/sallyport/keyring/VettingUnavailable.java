package org.sallyport.keyring;

/** Whom reports may be sealed to cannot be told now; nothing may be accepted, shown or exported on old knowledge. */
public final class VettingUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    VettingUnavailable(Exception cause) {
        super("whom reports may be sealed to cannot be told: " + cause.getMessage(), cause);
    }
}
