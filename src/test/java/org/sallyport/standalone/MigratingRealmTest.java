package org.sallyport.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The realm of an earlier release becomes this one's, and nobody is lost. */
class MigratingRealmTest {
    private static final Path TEMPLATE = Path.of("deploy", "keycloak", "sallyport-realm.json");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BACK_CHANNEL = "http://127.0.0.1:8081";

    @TempDir
    Path folder;

    private ObjectNode old;

    @BeforeEach
    void of_an_earlier_release() throws IOException {
        old = (ObjectNode) JSON.readTree("""
                {"id": "the realm's own id", "realm": "sallyport", "browserFlow": "older sign-in", "failureFactor": 6,
                 "groups": [{"id": "g", "name": "desks", "subGroups": [{"id": "a", "name": "asia"}]}],
                 "components": {"org.keycloak.keys.KeyProvider": [{"id": "k", "config": {"privateKey": ["secret"]}}]},
                 "clients": [{"clientId": "account"},
                   {"clientId": "sallyport-staff", "secret": "a \\"secret\\"",
                    "redirectUris": ["https://staff.desk.example/console/signed-in"]}],
                 "users": [
                   {"id": "1", "username": "urgent-1", "credentials": [{"type": "password"}, {"type": "password-history"}, {"type": "otp"}],
                    "realmRoles": ["default-roles-sallyport", "reviewer"], "clientRoles": {"account": ["manage-account"]},
                    "groups": ["/desks/asia"]},
                   {"id": "2", "username": "auditor", "credentials": [{"type": "password"}, {"type": "recovery-authn-codes"}],
                    "realmRoles": ["auditor"]},
                   {"id": "3", "username": "mew4k-7q2rt", "attributes": {"alias": ["key-admin"]},
                    "credentials": [{"type": "password"}, {"type": "webauthn"}]}]}
                """);
    }

    private List<String> migrate() throws IOException {
        Path exported = folder.resolve("old.json");
        JSON.writeValue(exported.toFile(), old);
        return new MigratingRealm(() -> "a-new-name").migrate(TEMPLATE, exported, migrated(), BACK_CHANNEL);
    }

    private Path migrated() {
        return folder.resolve("new.json");
    }

    private JsonNode realm() throws IOException {
        return JSON.readTree(migrated().toFile());
    }

    private static JsonNode client(JsonNode realm) {
        for (JsonNode client : realm.path("clients")) {
            if (client.path("clientId").asText().equals("sallyport-staff")) {
                return client;
            }
        }
        throw new AssertionError("no client");
    }

    @Test
    void the_rules_are_this_release_s() throws IOException {
        migrate();

        ObjectNode template = (ObjectNode) JSON.readTree(TEMPLATE.toFile());
        for (String rules : List.of(
                "browserFlow",
                "authenticationFlows",
                "authenticatorConfig",
                "requiredActions",
                "failureFactor",
                "maxSecondaryAuthFailures",
                "passwordPolicy",
                "attributes",
                "roles")) {
            assertThat(realm().path(rules)).as(rules).isEqualTo(template.path(rules));
        }
        assertThat(realm().path("clients")).hasSameSizeAs(template.path("clients"));
        assertThat(realm().toString()).doesNotContain("${STAFF", "${CLIENT");
    }

    @Test
    void keys_secret_addresses_and_desks_stay() throws IOException {
        migrate();

        assertThat(realm().path("id").asText()).isEqualTo("the realm's own id");
        assertThat(realm().path("groups")).isEqualTo(old.path("groups"));
        assertThat(realm().path("components").path("org.keycloak.keys.KeyProvider"))
                .isEqualTo(old.path("components").path("org.keycloak.keys.KeyProvider"));
        assertThat(realm().path("components").has("org.keycloak.userprofile.UserProfileProvider"))
                .isTrue();
        assertThat(client(realm()).path("secret").asText()).isEqualTo("a \"secret\"");
        assertThat(client(realm()).path("redirectUris").path(0).asText())
                .isEqualTo("https://staff.desk.example/console/signed-in");
        assertThat(client(realm())
                        .path("attributes")
                        .path("backchannel.logout.url")
                        .asText())
                .isEqualTo(BACK_CHANNEL + "/console/back-channel-logout");
    }

    @Test
    void people_stay_with_their_ids_roles_desks_and_factors_and_alias_and_user_name_part() throws IOException {
        List<String> told = migrate();

        JsonNode first = realm().path("users").path(0);
        assertThat(first.path("id").asText()).isEqualTo("1");
        assertThat(first.path("username").asText()).isEqualTo("a-new-name");
        assertThat(first.path("attributes").path("alias").path(0).asText()).isEqualTo("urgent-1");
        assertThat(first.path("realmRoles")).hasToString("[\"reviewer\"]");
        assertThat(first.has("clientRoles")).isFalse();
        assertThat(first.path("groups")).hasToString("[\"/desks/asia\"]");
        assertThat(first.path("credentials").findValuesAsText("type"))
                .containsExactly("password", "password-history", "otp");
        assertThat(realm().path("users").path(2).path("username").asText()).isEqualTo("mew4k-7q2rt");
        assertThat(told)
                .anyMatch(line -> line.startsWith("urgent-1 signs in as a-new-name"))
                .noneMatch(line -> line.startsWith("key-admin"));
    }

    @Test
    void whoever_has_no_second_factor_is_named_and_recovery_codes_are_none() throws IOException {
        assertThat(migrate())
                .filteredOn(line -> line.contains("no second factor"))
                .singleElement()
                .asString()
                .startsWith("auditor ");
        assertThat(realm().path("users").path(1).path("credentials").findValuesAsText("type"))
                .containsExactly("password");
    }

    @Test
    void a_second_time_nothing_more_is_to_be_told() throws IOException {
        migrate();
        old = (ObjectNode) realm();

        assertThat(migrate()).noneMatch(line -> line.contains("signs in as"));
    }

    @Test
    void only_its_owner_reads_what_is_written() throws IOException {
        migrate();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(migrated())))
                .isEqualTo("rw-------");
    }

    @Test
    void another_realm_is_refused() {
        old.remove("clients");

        assertThatThrownBy(this::migrate).isInstanceOf(IOException.class).hasMessageContaining("no client");
        assertThat(migrated()).doesNotExist();
    }

    @Test
    void a_realm_whose_secret_was_hidden_is_refused() {
        ((ObjectNode) old.path("clients").path(1)).put("secret", "**********");

        assertThatThrownBy(this::migrate).isInstanceOf(IOException.class).hasMessageContaining("client's secret");
        assertThat(migrated()).doesNotExist();
    }
}
