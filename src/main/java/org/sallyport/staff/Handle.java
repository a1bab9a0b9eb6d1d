package org.sallyport.staff;

import java.security.SecureRandom;
import java.util.Base64;

/** What a browser's session cookie holds: 32 random octets. The database knows their hash, which opens nothing. */
record Handle(String text) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int OCTETS = 32;

    static Handle random() {
        byte[] octets = new byte[OCTETS];
        RANDOM.nextBytes(octets);
        return new Handle(Base64.getUrlEncoder().withoutPadding().encodeToString(octets));
    }

    byte[] hash() {
        return SessionId.sha256(text);
    }

    @Override
    public String toString() {
        return "[REDACTED]";
    }
}
