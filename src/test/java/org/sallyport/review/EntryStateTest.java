package org.sallyport.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.testkit.Browsers;
import org.sallyport.testkit.Person;
import org.sallyport.testkit.SignIn;
import org.sallyport.testkit.StaffFaceWithKeycloak;
import org.sallyport.testkit.StoredEntry;
import org.sallyport.testkit.Vetting;

@QuarkusTest
@TestProfile(StaffFaceWithKeycloak.class)
class EntryStateTest {
    private static final Browsers BROWSERS = new Browsers();

    private String id = "";

    @BeforeEach
    void an_entry() throws Exception {
        Vetting.ofEverybody();
        id = StoredEntry.at(
                        "urgent",
                        LocalDate.of(2026, 11, 24),
                        Vetting.certificate(Person.URGENT_1),
                        Vetting.certificate(Person.URGENT_LEAD))
                .id()
                .toString();
    }

    @Test
    void goes_the_way_of_a_case_and_colleagues_see_it() {
        for (String next : new String[] {"opened", "waiting", "opened", "done", "opened", "received"}) {
            HttpResponse<String> answer = BROWSERS.move(Person.URGENT_1, id, next);
            assertThat(answer.statusCode()).as(next).isEqualTo(200);
            assertThat(Browsers.json(answer).path("state").asText()).isEqualTo(next);
            assertThat(state(Person.URGENT_LEAD)).isEqualTo(next);
        }
    }

    @Test
    void that_cannot_be_reached_from_here_is_refused() {
        HttpResponse<String> answer = BROWSERS.move(Person.URGENT_1, id, "done");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(state(Person.URGENT_1)).isEqualTo("received");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"state\":null}",
                "{\"state\":7}",
                "{\"state\":\"OPENED\"}",
                "{\"state\":\"proven\"}",
                "{\"state\":[\"opened\"]}",
                "\"opened\"",
                "[]",
                "{\"state\":\"opened\"",
                "<state>opened</state>"
            })
    void that_is_none_is_refused_and_not_repeated(String body) {
        HttpResponse<String> answer = put(BROWSERS.of(Person.URGENT_1), body, BROWSERS.token(Person.URGENT_1));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain("proven", "<state>", "Exception", "OPENED");
        assertThat(state(Person.URGENT_1)).isEqualTo("received");
    }

    @Test
    void in_a_body_without_end_is_refused() {
        String body = "{\"state\":\"opened\"" + " ".repeat(2_000) + "}";

        assertThat(put(BROWSERS.of(Person.URGENT_1), body, BROWSERS.token(Person.URGENT_1))
                        .statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1-1-1-1-1", "%2e%2e", "3F0C9A2B-1111-4111-8111-111111111111", "' or 1=1"})
    void of_what_is_no_id_is_no_entry(String wrong) {
        HttpResponse<String> answer =
                BROWSERS.move(Person.URGENT_1, wrong.replace(" ", "%20").replace("'", "%27"), "opened");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).doesNotContain("1-1-1", "1=1", "3F0C");
    }

    @Test
    void is_not_changed_without_the_sessions_token() {
        assertThat(put(BROWSERS.of(Person.URGENT_1), "{\"state\":\"opened\"}", "")
                        .statusCode())
                .isEqualTo(403);
        HttpResponse<String> without = BROWSERS.of(Person.URGENT_1)
                .send(
                        "PUT",
                        "/api/entries/" + id + "/state",
                        "{\"state\":\"opened\"}",
                        "Content-Type",
                        "application/json");
        assertThat(without.statusCode()).isEqualTo(403);
        assertThat(Browsers.json(without).path("detail").asText()).contains("token");
        assertThat(state(Person.URGENT_1)).isEqualTo("received");
    }

    @Test
    void is_not_changed_with_anothers_token_or_that_of_another_session() {
        String colleagues = BROWSERS.token(Person.URGENT_LEAD);
        SignIn later = SignIn.as(Person.URGENT_1);
        String laters = Browsers.json(later.get("/api/session")).path("token").asText();

        for (String wrong : new String[] {colleagues, laters, BROWSERS.token(Person.URGENT_1) + "A", "null"}) {
            assertThat(put(BROWSERS.of(Person.URGENT_1), "{\"state\":\"opened\"}", wrong)
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(state(Person.URGENT_1)).isEqualTo("received");
        assertThat(put(later, "{\"state\":\"opened\"}", laters).statusCode()).isEqualTo(200);
    }

    @Test
    void is_not_changed_by_what_a_form_of_another_site_can_send() {
        HttpResponse<String> form = BROWSERS.of(Person.URGENT_1)
                .send("POST", "/api/entries/" + id + "/state", "state=opened", "Content-Type", "text/plain");

        assertThat(form.statusCode()).isIn(403, 405);
        assertThat(state(Person.URGENT_1)).isEqualTo("received");
    }

    private HttpResponse<String> put(SignIn browser, String body, String token) {
        return browser.send(
                "PUT",
                "/api/entries/" + id + "/state",
                body,
                "Content-Type",
                "application/json",
                SessionTokenRequired.HEADER,
                token);
    }

    private String state(Person person) {
        return Browsers.json(BROWSERS.of(person).get("/api/entries/" + id))
                .path("state")
                .asText();
    }
}
