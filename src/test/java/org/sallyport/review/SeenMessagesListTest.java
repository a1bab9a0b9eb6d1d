package org.sallyport.review;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.sallyport.testkit.StaffFaceWithKeycloak;
import org.sallyport.testkit.StoredEntry;
import org.sallyport.testkit.Vetting;

@QuarkusTest
@TestProfile(StaffFaceWithKeycloak.class)
class SeenMessagesListTest {
    private static final Browsers BROWSERS = new Browsers();

    private String id = "";
    private String message = "";

    @BeforeEach
    void an_entry() throws Exception {
        Vetting.ofEverybody();
        StoredEntry entry = StoredEntry.at(
                "urgent",
                LocalDate.of(2026, 11, 24),
                Vetting.certificate(Person.URGENT_1),
                Vetting.certificate(Person.URGENT_LEAD));
        id = entry.id().toString();
        message = entry.message().toString();
    }

    @Test
    void what_one_reviewer_has_seen_leaves_their_list_of_unread_and_nobody_elses() {
        assertThat(unread(Person.URGENT_1)).hasSize(1);
        HttpResponse<String> answer = put(Person.URGENT_1, "{\"messages\":[\"" + message + "\"]}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Browsers.json(answer).path("unread").asBoolean(true)).isFalse();
        assertThat(unread(Person.URGENT_1)).isEmpty();
        assertThat(unread(Person.URGENT_LEAD)).hasSize(1);
        assertThat(inThread(Person.URGENT_1)).isFalse();
        assertThat(inThread(Person.URGENT_LEAD)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"messages\":null}",
                "{\"messages\":\"all\"}",
                "{\"messages\":{}}",
                "{\"messages\":[7]}",
                "{\"messages\":[\"1-1-1-1-1\"]}",
                "{\"messages\":[\"proven\"]}",
                "{\"messages\":[\"00000000-0000-4000-8000-000000000000\",\"00000000-0000-4000-8000-000000000000\"]}"
            })
    void a_list_that_is_none_is_refused_and_not_repeated(String body) {
        HttpResponse<String> answer = put(Person.URGENT_1, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(answer.body()).doesNotContain("proven", "1-1-1", "Exception");
        assertThat(unread(Person.URGENT_1)).hasSize(1);
    }

    @Test
    void nobody_marks_what_is_not_theirs_to_read() {
        String body = "{\"messages\":[\"" + message + "\"]}";

        assertThat(put(Person.COUNTRY_1, body).statusCode()).isEqualTo(404);
        assertThat(put(Person.KEY_ADMIN, body).statusCode()).isEqualTo(403);
        assertThat(BROWSERS.of(Person.URGENT_1)
                        .send("PUT", "/api/entries/" + id + "/seen", body, "Content-Type", "application/json")
                        .statusCode())
                .as("without the session's token")
                .isEqualTo(403);
        assertThat(unread(Person.URGENT_1)).hasSize(1);
    }

    private HttpResponse<String> put(Person person, String body) {
        return BROWSERS.of(person)
                .send(
                        "PUT",
                        "/api/entries/" + id + "/seen",
                        body,
                        "Content-Type",
                        "application/json",
                        "X-CSRF-Token",
                        BROWSERS.token(person));
    }

    private static JsonNode unread(Person person) {
        return Browsers.json(BROWSERS.of(person).get("/api/entries?unread=true"))
                .path("entries");
    }

    private boolean inThread(Person person) {
        JsonNode thread = Browsers.json(BROWSERS.of(person).get("/api/entries/" + id + "/thread"));
        return thread.path("messages").get(0).path("unread").asBoolean();
    }
}
