package org.sallyport.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** The people of a realm, as this release has them: their ids, desks, passwords and second factors stay. */
final class MigratingPeople {
    private static final Set<String> SECOND_FACTORS = Set.of("otp", "webauthn");

    private final Supplier<String> names;
    private final List<String> told = new ArrayList<>();

    MigratingPeople(Supplier<String> names) {
        this.names = names;
    }

    /** What the operator must tell or do, a line for each. */
    List<String> told() {
        return List.copyOf(told);
    }

    /** @param roles those of this release */
    ArrayNode with(Set<String> roles, JsonNode people) {
        ArrayNode users = JsonNodeFactory.instance.arrayNode();
        for (JsonNode one : people) {
            ObjectNode user = one.deepCopy();
            // Roles of Keycloak's own clients, for pages that are off.
            user.remove(List.of("clientRoles", "clientConsents", "federatedIdentities"));
            ArrayNode kept = JsonNodeFactory.instance.arrayNode();
            user.path("realmRoles").forEach(role -> {
                if (roles.contains(role.asText())) {
                    kept.add(role);
                }
            });
            user.set("realmRoles", kept);
            name(user);
            credentials(user);
            users.add(user);
        }
        return users;
    }

    /** Aliases are published, and used to be what people typed. */
    private void name(ObjectNode user) {
        String typed = user.path("username").asText();
        JsonNode given = user.path("attributes").path("alias").path(0);
        String alias = given.isMissingNode() ? typed : given.asText();
        user.withObject("/attributes").putArray("alias").add(alias);
        if (typed.equals(alias)) {
            user.put("username", names.get());
            told.add(alias + " signs in as " + user.path("username").asText() + " from now on: tell them in person.");
        }
    }

    private void credentials(ObjectNode user) {
        ArrayNode kept = JsonNodeFactory.instance.arrayNode();
        boolean hasFactor = false;
        for (JsonNode credential : user.path("credentials")) {
            String type = credential.path("type").asText();
            if (type.startsWith("password") || SECOND_FACTORS.contains(type)) {
                kept.add(credential);
                hasFactor |= SECOND_FACTORS.contains(type);
            }
        }
        user.set("credentials", kept);
        if (!hasFactor) {
            told.add(user.path("attributes").path("alias").path(0).asText()
                    + " has no second factor and cannot sign in: prepare a first sign-in (deploy/keycloak/README.md).");
        }
    }
}
