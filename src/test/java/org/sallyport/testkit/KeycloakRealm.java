package org.sallyport.testkit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The realm of {@code deploy/keycloak}, filled in, with the test people. */
final class KeycloakRealm {
    private static final Path TEMPLATE = Path.of("deploy", "keycloak", "sallyport-realm.json");
    private static final ObjectMapper JSON = new ObjectMapper();

    private KeycloakRealm() {}

    /**
     * @param staffOrigin where the console is, as browsers know it
     * @param backChannel the same as Keycloak reaches it
     */
    static String filledIn(String staffOrigin, String backChannel, String clientSecret) throws IOException {
        ObjectNode realm = (ObjectNode) JSON.readTree(Files.readString(TEMPLATE)
                .replace("${STAFF_ORIGIN}", staffOrigin)
                .replace("${STAFF_BACKCHANNEL}", backChannel)
                .replace("${CLIENT_SECRET}", clientSecret));
        // Two tests of one half-minute show the same code.
        realm.put("otpPolicyCodeReusable", true);
        ArrayNode users = realm.putArray("users");
        for (Person person : Person.values()) {
            ObjectNode user = users.addObject()
                    .put("id", person.id())
                    .put("username", person.signInName())
                    .put("enabled", true);
            user.putObject("attributes").putArray("alias").add(person.alias());
            ArrayNode credentials = user.putArray("credentials");
            credentials.add(password(person.password()));
            credentials.add(authenticator(person.totpSecret()));
            person.roles().forEach(user.putArray("realmRoles")::add);
            person.desks().stream().map(desk -> "/desks/" + desk).forEach(user.putArray("groups")::add);
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(realm);
    }

    /** One that lasts. */
    static ObjectNode password(String password) {
        return JSON.createObjectNode()
                .put("type", "password")
                .put("value", password)
                .put("temporary", false);
    }

    /** @param secret in base32 */
    static ObjectNode authenticator(String secret) {
        return JSON.createObjectNode()
                .put("type", "otp")
                .put("secretData", JSON.createObjectNode().put("value", secret).toString())
                .put(
                        "credentialData",
                        JSON.createObjectNode()
                                .put("subType", "totp")
                                .put("digits", 6)
                                .put("period", 30)
                                .put("algorithm", "HmacSHA1")
                                .put("secretEncoding", "BASE32")
                                .toString());
    }
}
