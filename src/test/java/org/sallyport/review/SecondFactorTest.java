package org.sallyport.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.sallyport.testkit.Browsers;
import org.sallyport.testkit.Keycloak;
import org.sallyport.testkit.Person;
import org.sallyport.testkit.SignIn;
import org.sallyport.testkit.StaffFaceWithKeycloak;
import org.sallyport.testkit.Totp;

/** Key operations want a second factor, proved at Keycloak within the last five minutes. */
@QuarkusTest
@TestProfile(StaffFaceWithKeycloak.class)
class SecondFactorTest {
    private static final String ASK = "/api/session/second-factor";

    @Test
    void a_password_alone_is_not_enough_and_the_refusal_says_what_to_do() {
        HttpResponse<String> refusal = SignIn.as(Person.KEY_ADMIN).get(ASK);

        assertThat(refusal.statusCode()).isEqualTo(403);
        assertThat(refusal.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(Browsers.json(refusal).path("type").asText()).isEqualTo("tag:sallyport.org,2026:second-factor");
        assertThat(Browsers.json(refusal).path("detail").asText()).contains("/console/step-up", "second tab");
    }

    @Test
    void keycloak_is_asked_for_the_second_factor_and_not_for_the_password_again() {
        SignIn browser = SignIn.as(Person.KEY_ADMIN);

        HttpResponse<String> asked = browser.get("/console/step-up?acr_values=second-factor");
        assertThat(asked.statusCode()).isEqualTo(302);
        assertThat(asked.headers().firstValue("Location").orElseThrow())
                .startsWith(Keycloak.address())
                .contains("acr_values=second-factor");
        assertThat(browser.follow(asked).body()).contains("name=\"otp\"").doesNotContain("name=\"password\"");
    }

    @Test
    void with_the_code_of_the_own_authenticator_the_same_session_goes_on_and_may() {
        SignIn browser = SignIn.as(Person.KEY_ADMIN);
        String token = Browsers.json(browser.get("/api/session")).path("token").asText();

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

        assertThat(browser.follow(browser.get("/console/step-up")).body()).contains("name=\"otp\"");
    }

    @Test
    void without_a_session_it_answers_as_everything_does() {
        assertThat(new SignIn().get(ASK).statusCode()).isEqualTo(499);
        assertThat(new SignIn().follow(new SignIn().get("/console/step-up")).body())
                .contains("name=\"password\"");
    }
}
