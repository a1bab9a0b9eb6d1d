package org.sallyport.staff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Compares the realm with what the staff face needs, once, as soon as Keycloak answers, and says what is missing. A realm is
 * imported once: that of an earlier release does not grow by itself.
 */
@ApplicationScoped
class RealmAtStart {
    private static final Logger LOG = Logger.getLogger(RealmAtStart.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final boolean looks;
    private final Optional<String> realm;
    private final Optional<String> secret;
    private final ObjectMapper json;
    private @Nullable Thread looking;

    RealmAtStart(
            @ConfigProperty(name = "sallyport.faces") String faces,
            @ConfigProperty(name = "quarkus.oidc.tenant-enabled", defaultValue = "true") boolean signsIn,
            @ConfigProperty(name = "quarkus.oidc.auth-server-url") Optional<String> realm,
            @ConfigProperty(name = "quarkus.oidc.credentials.secret") Optional<String> secret,
            ObjectMapper json) {
        this.looks = faces.equals("staff") && signsIn;
        this.realm = realm;
        this.secret = secret;
        this.json = json;
    }

    void start(@Observes StartupEvent start) {
        if (looks && realm.isPresent()) {
            Thread thread = new Thread(() -> look(realm.get()), "realm-at-start");
            thread.setDaemon(true);
            thread.start();
            looking = thread;
        }
    }

    void stop(@Observes ShutdownEvent end) {
        if (looking != null) {
            looking.interrupt();
        }
    }

    private void look(String address) {
        HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        try {
            while (true) {
                try {
                    say(RealmNeeds.missing(metadata(http, address), refusal(http, address)));
                    return;
                } catch (IOException notYet) {
                    Thread.sleep(AGAIN.toMillis());
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static void say(List<String> missing) {
        if (missing.isEmpty()) {
            return;
        }
        LOG.errorf(
                "Keycloak's realm lacks what this release needs: %s. Nobody can sign in as they should. Bring the realm up to"
                        + " date with deploy/keycloak/migrate.sh (deploy/keycloak/README.md)",
                String.join("; ", missing));
    }

    private JsonNode metadata(HttpClient http, String address) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                request(address + "/.well-known/openid-configuration").build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("status " + answer.statusCode());
        }
        return json.readTree(answer.body());
    }

    /** The client may get no token of its own. How it is refused tells whether its secret is right. */
    private JsonNode refusal(HttpClient http, String address) throws IOException, InterruptedException {
        String fields = "grant_type=client_credentials&client_id=sallyport-staff&client_secret="
                + URLEncoder.encode(secret.orElse(""), StandardCharsets.UTF_8);
        HttpResponse<String> answer = http.send(
                request(address + "/protocol/openid-connect/token")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(fields))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return json.readTree(answer.body());
    }

    private static HttpRequest.Builder request(String address) {
        return HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE);
    }
}
