package org.sallyport.testkit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/** Somebody who can sign in at the test Keycloak. The constants are all there are. */
public enum Person {
    /** A reviewer of the urgent desk. */
    URGENT_1("reviewer", "urgent"),
    /** Their desk lead. */
    URGENT_LEAD("reviewer desk-lead", "urgent"),
    /** A reviewer of the other desk. */
    COUNTRY_1("reviewer", "country"),
    /** A reviewer whose groups name both desks. */
    BOTH_DESKS("reviewer", "urgent country"),
    /** A reviewer for whom no trustee has vouched. */
    UNVETTED("reviewer", "urgent"),
    /** A reviewer who is in no desk's group. */
    DESKLESS("reviewer", ""),
    KEY_ADMIN("key-admin", ""),
    /** A key admin who was put into a desk's group. */
    KEY_ADMIN_AT_DESK("key-admin", "urgent"),
    AUDITOR("auditor", "urgent"),
    REVIEWER_AND_KEY_ADMIN("reviewer key-admin", "urgent"),
    LEAD_AND_AUDITOR("desk-lead auditor", "urgent"),
    NO_ROLE("", "urgent");

    private static final int TOTP_LENGTH = 32;

    private final String roles;
    private final String desks;

    /** Words with a blank between them. */
    Person(String roles, String desks) {
        this.roles = roles;
        this.desks = desks;
    }

    /** What the access token's "sub" will be, and a certificate's holder. */
    public String id() {
        return UUID.nameUUIDFromBytes(alias().getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** What the staff's record and certificates call this person. */
    public String alias() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What this person types to sign in. It is nowhere to be read, so that no stranger can try passwords with it. */
    public String signInName() {
        return "name-of-" + id().substring(0, 8);
    }

    public String password() {
        return "only for tests: " + alias();
    }

    /** What this person's authenticator holds, in base32. */
    public String totpSecret() {
        StringBuilder secret =
                new StringBuilder(alias().toUpperCase(Locale.ROOT).replaceAll("[^A-Z2-7]", ""));
        while (secret.length() < TOTP_LENGTH) {
            secret.append('A');
        }
        return secret.substring(0, TOTP_LENGTH);
    }

    public List<String> roles() {
        return words(roles);
    }

    public List<String> desks() {
        return words(desks);
    }

    private static List<String> words(String text) {
        return Stream.of(text.split(" ")).filter(word -> !word.isEmpty()).toList();
    }
}
