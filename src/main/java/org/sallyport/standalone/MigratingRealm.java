package org.sallyport.standalone;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/**
 * Makes this release's realm of one that an earlier release left: the rules are those of {@code deploy/keycloak}, whatever
 * they were; the people, their roles, desks and credentials, the realm's keys and the client's secret stay.
 */
final class MigratingRealm {
    private static final String CLIENT = "sallyport-staff";
    private static final String COME_BACK = "/console/signed-in";
    private static final String SIGNING_KEYS = "org.keycloak.keys.KeyProvider";

    private final ObjectMapper json = new ObjectMapper();
    private final MigratingPeople people;

    /** @param names makes user names that nobody guesses */
    MigratingRealm(Supplier<String> names) {
        this.people = new MigratingPeople(names);
    }

    /**
     * Writes the new realm, which its owner alone may read: it holds what people sign in with.
     *
     * @param template {@code deploy/keycloak/sallyport-realm.json}
     * @param exported what {@code kc.sh export --users same_file} wrote
     * @param backChannel where Keycloak reaches the staff face
     * @return what the operator must tell or do, a line for each
     */
    List<String> migrate(Path template, Path exported, Path migrated, String backChannel) throws IOException {
        ObjectNode old = realm(Files.readString(exported), exported);
        ObjectNode client = client(old).orElseThrow(() -> new IOException(exported + " has no client " + CLIENT));
        String secret = client.path("secret").asText();
        String comeBack = client.path("redirectUris").path(0).asText();
        if (secret.isEmpty() || secret.chars().allMatch(letter -> letter == '*') || !comeBack.endsWith(COME_BACK)) {
            throw new IOException(exported + " says neither the client's secret nor where staff come back to");
        }
        ObjectNode realm = realm(
                Files.readString(template)
                        .replace("${CLIENT_SECRET}", quoted(secret))
                        .replace("${STAFF_ORIGIN}", quoted(comeBack.replace(COME_BACK, "")))
                        .replace("${STAFF_BACKCHANNEL}", quoted(backChannel)),
                template);
        realm.set("id", old.path("id"));
        if (!old.path("groups").isEmpty()) {
            realm.set("groups", old.path("groups"));
        }
        if (old.path("components").has(SIGNING_KEYS)) {
            ((ObjectNode) realm.path("components"))
                    .set(SIGNING_KEYS, old.path("components").path(SIGNING_KEYS));
        }
        realm.set("users", people.with(roles(realm), old.path("users")));
        PrivateFiles.write(migrated, json.writeValueAsBytes(realm));
        return people.told();
    }

    private static Set<String> roles(ObjectNode realm) {
        return Set.copyOf(realm.path("roles").path("realm").findValuesAsText("name"));
    }

    private static Optional<ObjectNode> client(ObjectNode realm) {
        return StreamSupport.stream(realm.path("clients").spliterator(), false)
                .filter(client -> client.path("clientId").asText().equals(CLIENT))
                .map(ObjectNode.class::cast)
                .findFirst();
    }

    /** As it stands between the quotation marks of a JSON text. */
    private String quoted(String text) throws IOException {
        String literal = json.writeValueAsString(text);
        return literal.substring(1, literal.length() - 1);
    }

    private ObjectNode realm(String text, Path from) throws IOException {
        if (!(json.readTree(text) instanceof ObjectNode realm)) {
            throw new IOException(from + " is no realm: a JSON object was expected");
        }
        return realm;
    }
}
