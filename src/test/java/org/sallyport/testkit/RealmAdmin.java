package org.sallyport.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The operator at the test Keycloak's administration: prepares accounts, locks and unlocks them, ends their sessions. */
public final class RealmAdmin {
    static final String NAME = "operator";
    static final String PASSWORD = "only for tests: operator";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** A token lives for one minute. */
    private static final Duration TOKEN_LIFE = Duration.ofSeconds(40);

    private final String address;
    private String token = "";
    private Instant since = Instant.MIN;

    private RealmAdmin(String address) {
        this.address = address;
    }

    /** At the Keycloak that the tests share. */
    public static RealmAdmin signedIn() {
        return new RealmAdmin(Keycloak.address() + "/admin/realms/sallyport");
    }

    private String token() {
        Instant now = Instant.now();
        if (since.isBefore(now.minus(TOKEN_LIFE))) {
            token = read(token(PASSWORD).body()).path("access_token").asText();
            since = now;
        }
        return token;
    }

    private static HttpResponse<String> token(String password) {
        return send(
                HttpRequest.newBuilder(URI.create(Keycloak.address() + "/realms/master/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=password&client_id=admin-cli&username=" + NAME
                                + "&password=" + SignIn.encoded(password))));
    }

    /** Somebody who tries passwords at the administration's own sign-in. */
    public static void refused() {
        token("a wrong password");
    }

    /** A new account with a password that lasts, and nothing else to sign in with. */
    public Account withPasswordAlone(String password) {
        return account(password, List.of(KeycloakRealm.password(password)));
    }

    /** A new account as everybody has one. */
    public Account withBothFactors(String password) {
        return account(
                password, List.of(KeycloakRealm.password(password), KeycloakRealm.authenticator(Account.SECRET)));
    }

    private Account account(String password, List<ObjectNode> credentials) {
        String name = "name-" + UUID.randomUUID();
        ObjectNode user = JSON.createObjectNode().put("username", name).put("enabled", true);
        user.putObject("attributes").putArray("alias").add("alias-of-" + name.substring(5, 13));
        user.putArray("credentials").addAll(credentials);
        call("POST", "/users", user);
        String id = call("GET", "/users?exact=true&username=" + name, null)
                .path(0)
                .path("id")
                .asText();
        return new Account(id, name, password);
    }

    /** What whoever signs in next must do first. */
    public void require(Account account, List<String> actions) {
        ObjectNode user = user(account);
        ArrayNode required = user.putArray("requiredActions");
        actions.forEach(required::add);
        call("PUT", "/users/" + account.id(), user);
    }

    public boolean isEnabled(Account account) {
        return user(account).path("enabled").asBoolean();
    }

    public void enable(Account account) {
        call("PUT", "/users/" + account.id(), user(account).put("enabled", true));
    }

    /** The types of what the account signs in with, such as {@code password} and {@code otp}. */
    public List<String> credentials(Account account) {
        return call("GET", "/users/" + account.id() + "/credentials", null).findValuesAsText("type");
    }

    public void remove(Account account, String type) {
        for (JsonNode credential : call("GET", "/users/" + account.id() + "/credentials", null)) {
            if (credential.path("type").asText().equals(type)) {
                call(
                        "DELETE",
                        "/users/" + account.id() + "/credentials/"
                                + credential.path("id").asText(),
                        null);
            }
        }
    }

    /** Ends every session of this user. */
    public void endSessions(String userId) {
        call("POST", "/users/" + userId + "/logout", JSON.createObjectNode());
    }

    /** Where the realm's client is told that a session has ended. */
    void backChannel(String url) {
        ObjectNode client = (ObjectNode)
                call("GET", "/clients?clientId=sallyport-staff", null).path(0);
        ((ObjectNode) client.path("attributes")).put("backchannel.logout.url", url);
        call("PUT", "/clients/" + client.path("id").asText(), client);
    }

    /** What the realm calls its levels of sign-ins, as JSON. */
    public void levels(String names) {
        ObjectNode realm = (ObjectNode) call("GET", "", null);
        ((ObjectNode) realm.path("attributes")).put("acr.loa.map", names);
        call("PUT", "", realm);
    }

    /** Whether a code is taken a second time: the tests' realm says yes, the real one no. */
    public void codesReusable(boolean yes) {
        call("PUT", "", ((ObjectNode) call("GET", "", null)).put("otpPolicyCodeReusable", yes));
    }

    private ObjectNode user(Account account) {
        return (ObjectNode) call("GET", "/users/" + account.id(), null);
    }

    private JsonNode call(String method, String path, @Nullable JsonNode body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
        HttpResponse<String> answer = send(request);
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return read(answer.body());
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An account that one test made for itself. */
    public record Account(String id, String name, String password) {
        private static final String SECRET = "MADEFORONETESTMADEFORONETEST2345";

        /** What its authenticator shows now. */
        public String code() {
            return Totp.code(SECRET, Instant.now());
        }

        /** Six digits that it shows neither now nor in the half minutes beside it. */
        public String wrongCode(int number) {
            Instant now = Instant.now();
            List<String> right = IntStream.rangeClosed(-3, 3)
                    .mapToObj(step -> Totp.code(SECRET, now.plusSeconds(30L * step)))
                    .toList();
            return IntStream.iterate(number, next -> next + 1)
                    .mapToObj(next -> String.format(Locale.ROOT, "%06d", next))
                    .filter(code -> !right.contains(code))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
