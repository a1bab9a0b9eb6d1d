package org.sallyport.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.sallyport.testkit.Keycloak;
import org.sallyport.testkit.Person;
import org.sallyport.testkit.SignIn;
import org.sallyport.testkit.StaffFaceWithKeycloak;

@QuarkusTest
@TestProfile(StaffFaceWithKeycloak.class)
class SignInTest {
    @Test
    void the_console_sends_a_stranger_to_keycloak_with_pkce_and_one_address_to_come_back_to() {
        HttpResponse<String> answer = new SignIn().get("/console");

        assertThat(answer.statusCode()).isEqualTo(302);
        String location = answer.headers().firstValue("Location").orElseThrow();
        assertThat(location)
                .startsWith(Keycloak.address() + "/realms/sallyport/protocol/openid-connect/auth?")
                .contains("response_type=code", "code_challenge_method=S256", "client_id=sallyport-staff")
                .contains("redirect_uri="
                        + Keycloak.staffOrigin().replace(":", "%3A").replace("/", "%2F") + "%2Fconsole%2Fsigned-in&");
    }

    @Test
    void a_login_leads_to_the_console() {
        SignIn browser = SignIn.as(Person.URGENT_1);

        HttpResponse<String> console = browser.get("/console");
        assertThat(console.statusCode()).isEqualTo(200);
        assertThat(console.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(console.body()).contains("<div id=\"console\">", "/console/assets/");
    }

    @Test
    void the_page_that_a_login_returns_to_leads_on_without_a_redirect() {
        HttpResponse<String> arrived = new SignIn().signIn(Person.URGENT_1, Person.URGENT_1.password());

        assertThat(arrived.statusCode()).isEqualTo(200);
        assertThat(arrived.body()).contains("http-equiv=\"refresh\" content=\"0; url=/console\"");
    }

    @Test
    void the_session_cookie_is_strict_and_out_of_reach_of_scripts() {
        HttpResponse<String> arrived = new SignIn().signIn(Person.URGENT_1, Person.URGENT_1.password());

        assertThat(arrived.headers().allValues("Set-Cookie"))
                .filteredOn(cookie -> cookie.startsWith("q_session"))
                .isNotEmpty()
                .allSatisfy(cookie -> assertThat(cookie)
                        .containsIgnoringCase("; HttpOnly")
                        .contains("; Secure", "; SameSite=Strict"));
    }

    @Test
    void the_session_cookie_shows_nothing_of_the_tokens() {
        SignIn browser = SignIn.as(Person.URGENT_1);

        assertThat(browser.cookies().keySet()).anyMatch(name -> name.startsWith("q_session"));
        browser.cookies()
                .forEach((name, value) -> assertThat(value)
                        .as(name)
                        // An encrypted token (JWE) has a header that says "dir"; a bare one would begin with a
                        // signature's header.
                        .doesNotContain(Person.URGENT_1.alias()));
    }

    @Test
    void a_wrong_password_opens_nothing() {
        SignIn browser = new SignIn();
        HttpResponse<String> answer = browser.signIn(Person.URGENT_LEAD, "not the password");

        assertThat(answer.uri().getPort())
                .isEqualTo(URI.create(Keycloak.address()).getPort());
        assertThat(browser.get("/api/session").statusCode()).isEqualTo(499);
    }

    @Test
    void a_call_of_the_api_without_a_session_is_told_so_and_not_redirected() {
        for (String path :
                new String[] {"/api/session", "/api/entries", "/api/entries/x", "/api/entries/x/sealed.zip"}) {
            HttpResponse<String> answer = new SignIn().get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(499);
            assertThat(answer.headers().firstValue("Location")).as(path).isEmpty();
        }
        HttpResponse<String> change =
                new SignIn().send("PUT", "/api/entries/x/state", "{}", "Content-Type", "application/json");
        assertThat(change.statusCode()).isEqualTo(499);
    }

    @Test
    void a_session_cookie_that_is_not_ours_is_no_session() {
        SignIn browser = new SignIn();
        browser.cookies().put("q_session", "eyJhbGciOiJub25lIn0.e30.");

        assertThat(browser.get("/api/session").statusCode()).isEqualTo(499);
        HttpResponse<String> page = browser.get("/console");
        assertThat(page.statusCode()).isEqualTo(302);
        assertThat(page.headers().firstValue("Location").orElseThrow()).startsWith(Keycloak.address());
    }

    @Test
    void signing_out_ends_the_session_here_and_at_keycloak() {
        SignIn browser = SignIn.as(Person.URGENT_1);

        HttpResponse<String> end = browser.follow(browser.get("/console/sign-out"));

        assertThat(end.uri().toString()).startsWith(Keycloak.staffOrigin() + "/console/signed-out");
        assertThat(end.body()).contains("You are signed out");
        assertThat(browser.get("/api/session").statusCode()).isEqualTo(499);
        assertThat(browser.follow(browser.get("/console")).body()).contains("name=\"password\"");
    }

    @Test
    void the_signed_out_page_is_open_to_everybody_and_sets_no_cookie() {
        HttpResponse<String> page = new SignIn().get("/console/signed-out");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void the_console_page_is_not_among_the_open_files() {
        assertThat(new SignIn().get("/console/index.html").statusCode()).isEqualTo(404);
        assertThat(new SignIn().get("/console/assets/../index.html").statusCode())
                .isNotEqualTo(200);
    }
}
