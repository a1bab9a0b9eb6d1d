package org.sallyport.standalone;

import java.util.List;

/**
 * Somebody of the trial organisation who signs in to the console; as such a line of {@code secret/signins.json}.
 *
 * @param id Keycloak's id of the user, which is the "sub" of every token and the holder of the certificate
 * @param username what they type, which stands nowhere that strangers see, as the alias does
 * @param totp what their authenticator holds, in base32
 * @param desks slugs
 */
record TrialPerson(
        String alias,
        String username,
        String password,
        String totp,
        List<String> roles,
        List<String> desks,
        String id) {

    boolean isReviewer() {
        return roles.contains("reviewer");
    }

    /** What the certificate's user id says. */
    String address() {
        return alias + "@desk.example";
    }
}
