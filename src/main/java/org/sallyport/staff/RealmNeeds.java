package org.sallyport.staff;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the staff face needs of Keycloak's realm, as far as a realm says it to everybody and to its client. */
final class RealmNeeds {
    private static final Set<String> LEVELS = Set.of("second-factor", "fresh-second-factor");

    private RealmNeeds() {}

    /**
     * @param metadata the realm's discovery document
     * @param refused what Keycloak said to a client that may get no token of its own: that, and not that the secret is wrong
     * @return what is missing, in words; empty if nothing is
     */
    static List<String> missing(JsonNode metadata, JsonNode refused) {
        List<String> missing = new ArrayList<>();
        Set<String> levels = new TreeSet<>(LEVELS);
        metadata.path("acr_values_supported").forEach(level -> levels.remove(level.asText()));
        if (!levels.isEmpty()) {
            missing.add("sign-ins with a second factor (acr " + String.join(", ", levels) + ")");
        }
        if (!contains(metadata.path("code_challenge_methods_supported"), "S256")) {
            missing.add("PKCE with S256");
        }
        if (!metadata.path("backchannel_logout_session_supported").asBoolean()) {
            missing.add("the word that a session has ended (back-channel logout)");
        }
        if (refused.path("error_description").asText().startsWith("Invalid client")) {
            missing.add("the client sallyport-staff with the secret in QUARKUS_OIDC_CREDENTIALS_SECRET");
        }
        return missing;
    }

    private static boolean contains(JsonNode list, String wanted) {
        for (JsonNode value : list) {
            if (value.asText().equals(wanted)) {
                return true;
            }
        }
        return false;
    }
}
