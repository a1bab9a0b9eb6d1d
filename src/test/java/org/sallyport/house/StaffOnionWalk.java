package org.sallyport.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sallyport.standalone.DatabaseRole;
import org.sallyport.testkit.FaceOnSocket;
import org.sallyport.testkit.Firefox;
import org.sallyport.testkit.KeycloakBehindOnion;
import org.sallyport.testkit.OnionClientKey;
import org.sallyport.testkit.OnionDoor;
import org.sallyport.testkit.OnionTorrc;
import org.sallyport.testkit.Person;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.PrivateTor;
import org.sallyport.testkit.Programs;
import org.sallyport.testkit.RawHttp;
import org.sallyport.testkit.Scratch;
import org.sallyport.testkit.Totp;
import org.sallyport.testkit.Vetting;
import org.sallyport.testkit.Waiting;

/**
 * The packaged staff face and Keycloak's sign-in as one onion service, by the torrc of {@code deploy/tor}, in a Tor network on
 * this machine: nobody without a client key is let in, and a reviewer signs in with a browser.
 */
@Tag("walk")
class StaffOnionWalk {
    private static final Person REVIEWER = Person.URGENT_1;
    private static final int CONSOLE_PORT = 80;

    private Path folder;
    private FaceOnSocket staff;
    private KeycloakBehindOnion keycloak;
    private PrivateTor tor;

    @BeforeEach
    void start() throws Exception {
        for (String program : List.of("tor", "tor-gencert", "firefox-esr", "nginx", "openssl")) {
            Programs.require(program);
        }
        folder = Scratch.folder("onion");
        Vetting.ofEverybody();
    }

    @AfterEach
    void stop() {
        if (tor != null) {
            tor.close();
        }
        if (staff != null) {
            staff.close();
        }
        if (keycloak != null) {
            keycloak.close();
        }
        Scratch.remove(folder);
    }

    @Test
    void a_reviewer_signs_in_over_an_onion_service_that_nobody_else_reaches() throws Exception {
        OnionTorrc torrc = new OnionTorrc("staff", folder);
        OnionClientKey key = OnionClientKey.make(folder);
        key.admit(torrc.onion(), REVIEWER.alias());
        tor = new PrivateTor();
        String onion = tor.publish(torrc.text(), torrc.onion());
        keycloak = new KeycloakBehindOnion(onion, torrc.socket("sallyport-sign-in"), torrc.socket("sallyport-staff"));
        staff = new FaceOnSocket("staff", torrc.socket("sallyport-staff"), settings());

        int socks = tor.client(Map.of(onion, key.privateHalf()));
        OnionDoor door = new OnionDoor(socks, onion);
        long asked = System.nanoTime();
        Waiting.until("the console behind its onion address", door::isOpen);
        System.out.printf("%6.1f s  to the console's first answer%n", (System.nanoTime() - asked) / 1e9);

        OnionDoor stranger = new OnionDoor(tor.client(Map.of()), onion);
        Waiting.until(
                "the word that a client key is missing", () -> stranger.reply(CONSOLE_PORT) == OnionDoor.NO_CLIENT_KEY);
        assertThat(stranger.reply(KeycloakBehindOnion.ONION_PORT)).isEqualTo(OnionDoor.NO_CLIENT_KEY);

        assertThatOnlySigningInIsReached(door);
        try (Firefox browser = Firefox.standardThrough(socks)) {
            signIn(browser, onion);
        }
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(PostgreSQL.settings(DatabaseRole.STAFF));
        settings.putAll(keycloak.settings());
        settings.put("sallyport.keyring.trustees", Vetting.trustees().toString());
        return settings;
    }

    private void assertThatOnlySigningInIsReached(OnionDoor door) throws IOException {
        assertThat(keycloak.statusOnLoopback("/realms/master")).isEqualTo(200);
        assertThat(keycloak.statusOnLoopback("/admin/master/console/")).isEqualTo(200);
        for (String path : List.of(
                "/",
                "/admin",
                "/admin/master/console/",
                "/metrics",
                "/health",
                "/realms/master",
                "/realms/sallyport/account",
                "/realms/sallyport/protocol/openid-connect/token",
                "/resources/../admin/master/console/",
                "/resources/%2e%2e/admin/master/console/",
                "/resources/..;/admin/master/console/",
                "/realms/sallyport/login-actions/..%2f..%2f..%2fadmin/master/console/")) {
            assertThat(RawHttp.status(door.answer(KeycloakBehindOnion.ONION_PORT, path)))
                    .as(path)
                    .isIn(400, 404);
        }
    }

    private static void signIn(Firefox browser, String onion) throws Exception {
        browser.watchRequests();
        long begun = System.nanoTime();
        browser.open("http://" + onion + "/console");
        assertThat(browser.url())
                .startsWith("http://" + onion + ":" + KeycloakBehindOnion.ONION_PORT + "/realms/sallyport/");
        browser.type("#username", REVIEWER.signInName());
        browser.type("input[name=password]", REVIEWER.password());
        browser.click("#kc-login");
        Waiting.until("the question for a code", () -> browser.url().contains("/login-actions/"));
        browser.type("#otp", Totp.code(REVIEWER.totpSecret(), Instant.now()));
        browser.click("#kc-login");
        Waiting.until("the console", () -> browser.text().contains(REVIEWER.alias()));
        System.out.printf(
                "%6.1f s  from the console's address to the console, signed in%n", (System.nanoTime() - begun) / 1e9);
        assertThat(browser.url()).isEqualTo("http://" + onion + "/console");
        // Whatever the scheme: plain Firefox, unlike Tor Browser, tries pictures of an onion service over https.
        assertThat(browser.requests())
                .isNotEmpty()
                .allMatch(request -> request.contains("://" + onion + "/")
                        || request.contains("://" + onion + ":" + KeycloakBehindOnion.ONION_PORT + "/"));
    }
}
