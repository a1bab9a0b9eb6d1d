package org.sallyport.standalone;

import java.security.SecureRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Secrets that a person types: 124 random bits in five groups, without characters that look alike. */
final class TypedSecret {
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";
    /** As an authenticator takes it (RFC 4648, 6). */
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private static final int TOTP_LENGTH = 32;
    private static final int GROUPS = 5;
    private static final int GROUP = 5;
    private static final int GROUPS_OF_A_NAME = 2;

    private final SecureRandom random = new SecureRandom();

    String next() {
        return groups(GROUPS);
    }

    /** A user name that no stranger guesses, and so tries no passwords with: 49 random bits. */
    String name() {
        return groups(GROUPS_OF_A_NAME);
    }

    /** 160 bits that an authenticator keeps, in base32. */
    String totp() {
        return letters(TOTP_LENGTH, BASE32);
    }

    private String groups(int number) {
        return IntStream.range(0, number).mapToObj(group -> group()).collect(Collectors.joining("-"));
    }

    private String group() {
        return letters(GROUP, ALPHABET);
    }

    private String letters(int length, String alphabet) {
        return random.ints(length, 0, alphabet.length())
                .mapToObj(at -> alphabet.substring(at, at + 1))
                .collect(Collectors.joining());
    }
}
