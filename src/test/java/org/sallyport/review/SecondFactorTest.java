package org.sallyport.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.testkit.Browsers;
import org.sallyport.testkit.Keycloak;
import org.sallyport.testkit.Person;
import org.sallyport.testkit.RealmAdmin;
import org.sallyport.testkit.SignIn;
import org.sallyport.testkit.StaffFaceWithKeycloak;
import org.sallyport.testkit.Totp;
import org.sallyport.testkit.TurnedClock;

/** Every sign-in takes a second factor; key operations want one that was shown to Keycloak within the last five minutes. */
@QuarkusTest
@TestProfile(StaffFaceWithKeycloak.class)
class SecondFactorTest {
    private static final String ASK = "/api/session/second-factor";

    @AfterEach
    void at_the_machine_s_time() {
        TurnedClock.back();
    }

    @Test
    void a_password_alone_opens_nothing() {
        SignIn browser = new SignIn();

        HttpResponse<String> page = browser.password(Person.KEY_ADMIN.signInName(), Person.KEY_ADMIN.password());

        assertThat(SignIn.asksForCode(page)).isTrue();
        assertThat(browser.get("/api/session").statusCode()).isEqualTo(499);
        assertThat(browser.follow(browser.get("/console")).uri().toString()).startsWith(Keycloak.address());
    }

    /** What the realm's levels are called is no secret, and the console hands on what its address says. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "acr_values=0",
                "acr_values=-1",
                "acr_values=password",
                "acr_values=0%201",
                "acr_values=fresh-second-factor",
                "claims=%7B%22id_token%22:%7B%22acr%22:%7B%22essential%22:true,%22values%22:%5B%220%22%5D%7D%7D%7D",
                "max_age=100000",
                "prompt=login",
                "prompt=create",
                "login_hint=key-admin"
            })
    void no_wish_in_the_address_makes_do_with_a_password(String wish) {
        for (String address : new String[] {"/console?" + wish, null}) {
            SignIn browser = new SignIn();
            HttpResponse<String> form = address == null
                    ? browser.open(URI.create(browser.get("/console")
                                    .headers()
                                    .firstValue("Location")
                                    .orElseThrow()
                            + "&" + wish))
                    : browser.follow(browser.get(address));
            if (!form.body().contains("name=\"password\"")) {
                assertThat(form.body()).doesNotContain("console/assets");
                continue;
            }

            HttpResponse<String> page =
                    browser.password(form, Person.KEY_ADMIN.signInName(), Person.KEY_ADMIN.password());

            assertThat(SignIn.asksForCode(page)).isTrue();
            assertThat(browser.get("/api/session").statusCode()).isEqualTo(499);
        }
    }

    @Test
    void a_sign_in_of_an_earlier_release_s_realm_opens_nothing_and_is_told_why() {
        RealmAdmin admin = RealmAdmin.signedIn();
        admin.levels("{\"password\":\"1\",\"old-second-factor\":\"2\"}");
        try {
            SignIn browser = SignIn.as(Person.URGENT_1);
            for (String path : new String[] {"/api/session", "/api/entries", ASK}) {
                assertThat(browser.get(path).statusCode()).as(path).isEqualTo(403);
            }
            assertThat(Browsers.json(browser.get("/api/session")).path("detail").asText())
                    .contains("no second factor", "earlier release");
        } finally {
            admin.levels("{\"second-factor\":\"1\",\"fresh-second-factor\":\"2\"}");
        }
    }

    @Test
    void a_sign_in_that_was_just_made_is_fresh() {
        assertThat(SignIn.as(Person.KEY_ADMIN).get(ASK).statusCode()).isEqualTo(204);
    }

    @Test
    void a_session_that_was_left_open_is_not_enough_and_the_refusal_says_what_to_do() {
        SignIn browser = SignIn.as(Person.KEY_ADMIN);
        TurnedClock.aSessionLater();

        HttpResponse<String> refusal = browser.get(ASK);

        assertThat(refusal.statusCode()).isEqualTo(403);
        assertThat(refusal.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(Browsers.json(refusal).path("type").asText()).isEqualTo("tag:sallyport.org,2026:second-factor");
        assertThat(Browsers.json(refusal).path("detail").asText()).contains("/console/step-up", "second tab");
    }

    @Test
    void keycloak_is_asked_for_the_second_factor_and_not_for_the_password_again() {
        SignIn browser = SignIn.as(Person.KEY_ADMIN);

        HttpResponse<String> asked = browser.get("/console/step-up?acr_values=fresh-second-factor");
        assertThat(asked.statusCode()).isEqualTo(302);
        assertThat(asked.headers().firstValue("Location").orElseThrow())
                .startsWith(Keycloak.address())
                .contains("acr_values=fresh-second-factor");
        assertThat(browser.follow(asked).body()).contains("name=\"otp\"").doesNotContain("name=\"password\"");
    }

    @Test
    void with_the_code_of_the_own_authenticator_the_same_session_goes_on_and_is_fresh_again() throws Exception {
        SignIn browser = SignIn.as(Person.KEY_ADMIN);
        String token = Browsers.json(browser.get("/api/session")).path("token").asText();
        Instant old = Instant.now().plus(Duration.ofMinutes(5)).plusMillis(1);
        Thread.sleep(Duration.ofSeconds(6).toMillis());
        TurnedClock.ahead(Duration.between(Instant.now(), old));
        assertThat(browser.get(ASK).statusCode()).isEqualTo(403);

        HttpResponse<String> arrived = browser.stepUp(Totp.code(Person.KEY_ADMIN.totpSecret(), Instant.now()));

        assertThat(arrived.uri().getPath()).isEqualTo("/console/signed-in");
        assertThat(browser.get(ASK).statusCode()).isEqualTo(204);
        assertThat(Browsers.json(browser.get("/api/session")).path("token").asText())
                .as("the first tab's token")
                .isEqualTo(token);
    }

    @Test
    void with_a_wrong_code_nothing_is_proved() {
        SignIn browser = SignIn.as(Person.AUDITOR);
        TurnedClock.aSessionLater();

        HttpResponse<String> answer = browser.stepUp("000000");

        assertThat(answer.uri().toString()).startsWith(Keycloak.address());
        assertThat(browser.get(ASK).statusCode()).isNotEqualTo(204);
        browser.follow(browser.get("/console"));
        assertThat(browser.get(ASK).statusCode()).isEqualTo(403);
    }

    @Test
    void it_is_asked_for_again_each_time() {
        SignIn browser = SignIn.as(Person.KEY_ADMIN);
        browser.stepUp(Totp.code(Person.KEY_ADMIN.totpSecret(), Instant.now()));

        assertThat(SignIn.asksForCode(browser.follow(browser.get("/console/step-up"))))
                .isTrue();
    }

    @Test
    void without_a_session_a_step_up_is_a_sign_in_and_asks_for_one_code() {
        assertThat(new SignIn().get(ASK).statusCode()).isEqualTo(499);
        SignIn browser = new SignIn();

        HttpResponse<String> code = browser.password(
                browser.follow(browser.get("/console/step-up")),
                Person.KEY_ADMIN.signInName(),
                Person.KEY_ADMIN.password());

        assertThat(browser.code(code, Totp.code(Person.KEY_ADMIN.totpSecret(), Instant.now()))
                        .uri()
                        .getPath())
                .isEqualTo("/console/signed-in");
        assertThat(browser.get(ASK).statusCode()).isEqualTo(204);
    }
}
