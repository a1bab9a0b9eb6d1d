package org.sallyport.standalone;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;

/** The realm that Keycloak imports at its first start: the one of {@code deploy/keycloak} and the trial's people. */
final class TrialRealm {
    private final ObjectMapper json;

    TrialRealm(ObjectMapper json) {
        this.json = json;
    }

    /**
     * Adds the people to a realm.
     *
     * @param template a realm export without users
     * @throws IOException also when the template is not JSON, or not an object
     */
    byte[] with(Collection<TrialPerson> people, Path template) throws IOException {
        if (!(json.readTree(template.toFile()) instanceof ObjectNode realm)) {
            throw new IOException(template + " is no realm: a JSON object was expected");
        }
        ArrayNode users = realm.putArray("users");
        for (TrialPerson person : people) {
            add(users.addObject(), person);
        }
        return json.writeValueAsBytes(realm);
    }

    /** Neither a name nor an e-mail address: staff are known by their role alias only. */
    private void add(ObjectNode user, TrialPerson person) {
        user.put("id", person.id());
        user.put("username", person.username());
        user.put("enabled", true);
        user.putObject("attributes").putArray("alias").add(person.alias());
        ArrayNode credentials = user.putArray("credentials");
        credentials
                .addObject()
                .put("type", "password")
                .put("value", person.password())
                .put("temporary", false);
        credentials
                .addObject()
                .put("type", "otp")
                .put(
                        "secretData",
                        json.createObjectNode().put("value", person.totp()).toString())
                .put("credentialData", totp().toString());
        person.roles().forEach(user.putArray("realmRoles")::add);
        ArrayNode groups = user.putArray("groups");
        person.desks().forEach(desk -> groups.add("/desks/" + desk));
    }

    /** As every authenticator knows it (RFC 6238). */
    private ObjectNode totp() {
        return json.createObjectNode()
                .put("subType", "totp")
                .put("digits", 6)
                .put("period", 30)
                .put("algorithm", "HmacSHA1")
                .put("secretEncoding", "BASE32");
    }
}
