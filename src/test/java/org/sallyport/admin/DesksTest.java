package org.sallyport.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpResponse;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.testkit.Browsers;
import org.sallyport.testkit.Person;
import org.sallyport.testkit.SignIn;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StaffFaceWithKeycloak;
import org.sallyport.testkit.Vetting;

@QuarkusTest
@TestProfile(StaffFaceWithKeycloak.class)
class DesksTest {
    private static final String WORDS =
            "{\"name\":\"Asia\",\"description\":\"For a test\",\"texts\":[{\"language\":\"fr\",\"name\":\"Asie\",\"description\":\"Pour un essai\"}]}";

    private SignIn admin;

    @BeforeEach
    void everybody() throws Exception {
        Vetting.ofEverybody();
        Sql.run("delete from desk_text");
        Sql.run("delete from desk where slug not in ('urgent', 'country')");
        Sql.run("update desk set retired = false");
        admin = SignIn.as(Person.KEY_ADMIN);
    }

    private static JsonNode desk(HttpResponse<String> answer, String slug) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return StreamSupport.stream(Browsers.json(answer).path("desks").spliterator(), false)
                .filter(desk -> desk.path("slug").asText().equals(slug))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_desk_is_made_and_is_not_offered_until_it_has_reviewers() {
        JsonNode made = desk(admin.put("/api/desks/asia", WORDS), "asia");

        assertThat(made.path("name").asText()).isEqualTo("Asia");
        assertThat(made.path("texts").path(0).path("name").asText()).isEqualTo("Asie");
        assertThat(made.path("open").asBoolean(true)).isFalse();
        assertThat(made.path("reviewers").asInt()).isZero();
        assertThat(made.path("minimum").asInt()).isEqualTo(2);
    }

    @Test
    void its_words_can_be_changed_and_a_language_taken_away() {
        admin.put("/api/desks/asia", WORDS);
        JsonNode changed = desk(
                admin.put("/api/desks/asia", "{\"name\":\"Asia and Pacific\",\"description\":\"x\",\"texts\":[]}"),
                "asia");

        assertThat(changed.path("name").asText()).isEqualTo("Asia and Pacific");
        assertThat(changed.path("texts")).isEmpty();
    }

    @Test
    void a_desk_below_its_minimum_says_which_reviewer_lacks_what() {
        JsonNode country = desk(admin.get("/api/keyring"), "country");
        assertThat(country.path("open").asBoolean(true)).isFalse();
        assertThat(country.path("reviewers").asInt()).isOne();
        assertThat(country.path("openUntil").isNull()).isTrue();

        JsonNode urgent = desk(admin.get("/api/keyring"), "urgent");
        assertThat(urgent.path("open").asBoolean()).isTrue();
        assertThat(urgent.path("openUntil").asText()).matches("20\\d\\d-\\d\\d-\\d\\d");
        assertThat(urgent.path("lacking").path(0).asText())
                .isEqualTo("unvetted@desk.example: 1 of 2 trustees vouch for it.");
    }

    @Test
    void a_retired_desk_is_offered_no_more_stays_retired_and_is_never_deleted() {
        assertThat(desk(admin.put("/api/desks/urgent/retired", ""), "urgent")
                        .path("open")
                        .asBoolean(true))
                .isFalse();
        JsonNode described = desk(admin.put("/api/desks/urgent", WORDS), "urgent");

        assertThat(described.path("retired").asBoolean()).isTrue();
        assertThat(Sql.count("desk where slug = 'urgent' and retired")).isOne();
        Sql.run("update desk set retired = false, name = 'Urgent protection' where slug = 'urgent'");
    }

    @Test
    void its_messages_are_shown_in_batches_unless_it_opts_in_and_that_is_on_the_record() {
        long before = Sql.number("select coalesce(max(number), 0) from staff_act");
        String atOnce = WORDS.replace("}]}", "}],\"shownAtOnce\":true}");
        assertThat(desk(admin.put("/api/desks/asia", WORDS), "asia")
                        .path("shownAtOnce")
                        .asBoolean(true))
                .isFalse();
        assertThat(desk(admin.put("/api/desks/asia", atOnce), "asia")
                        .path("shownAtOnce")
                        .asBoolean())
                .isTrue();
        admin.put("/api/desks/asia", atOnce);
        assertThat(desk(admin.put("/api/desks/asia", WORDS), "asia")
                        .path("shownAtOnce")
                        .asBoolean(true))
                .isFalse();

        assertThat(Sql.text("select string_agg(act, ', ' order by number) from staff_act"
                        + " where act not in ('desk-created', 'desk-described') and number > " + before))
                .isEqualTo("desk-shown-at-once, desk-shown-in-batches");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"name\":\"x\",\"description\":\"y\"}",
                "{\"name\":\"x\",\"description\":\"y\",\"texts\":[null]}",
                "{\"name\":\"x\",\"description\":\"y\",\"texts\":[{\"language\":\"fr\"}]}"
            })
    void what_is_no_desk_is_not_understood(String body) {
        assertThat(admin.put("/api/desks/asia", body).statusCode()).isEqualTo(400);
        assertThat(Sql.count("desk where slug = 'asia'")).isZero();
    }

    @Test
    void bad_names_languages_and_short_names_are_refused_with_the_reason() {
        assertThat(admin.put("/api/desks/Asia", WORDS).body()).contains("short name has only a-z");
        assertThat(admin.put("/api/desks/asia", WORDS.replace("\"Asia\"", "\" \""))
                        .body())
                .contains("name has 1 to 80");
        assertThat(admin.put("/api/desks/asia", WORDS.replace("For a test", "x".repeat(1_001)))
                        .body())
                .contains("1 to 1000");
        assertThat(admin.put("/api/desks/asia", WORDS.replace("\"fr\"", "\"de\""))
                        .body())
                .contains("en, fr, es, ar, ru and zh");
        assertThat(admin.put("/api/desks/nowhere/retired", "").statusCode()).isEqualTo(404);
        assertThat(Sql.count("desk")).isEqualTo(2);
    }

    @Test
    void each_act_is_on_the_record() {
        long before = Sql.number("select coalesce(max(number), 0) from staff_act");
        admin.put("/api/desks/asia", WORDS);
        admin.put("/api/desks/asia", WORDS);
        admin.put("/api/desks/asia/retired", "");
        admin.put("/api/desks/asia/retired", "");

        assertThat(Sql.text("select string_agg(actor || ' ' || act || ' ' || subject, ', ' order by number)"
                        + " from staff_act where number > " + before))
                .isEqualTo("key-admin desk-created asia, key-admin desk-described asia, key-admin desk-retired asia");
    }
}
