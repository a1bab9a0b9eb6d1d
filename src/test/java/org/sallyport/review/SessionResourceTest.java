package org.sallyport.review;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.testkit.Browsers;
import org.sallyport.testkit.Person;
import org.sallyport.testkit.StaffFaceWithKeycloak;
import org.sallyport.testkit.Vetting;

@QuarkusTest
@TestProfile(StaffFaceWithKeycloak.class)
class SessionResourceTest {
    private static final Browsers BROWSERS = new Browsers();

    @BeforeEach
    void vetted() throws Exception {
        Vetting.ofEverybody();
    }

    @ParameterizedTest
    @CsvSource({
        "URGENT_1, reader, reviewer",
        "URGENT_LEAD, reader, desk-lead reviewer",
        "BOTH_DESKS, reader, reviewer",
        "UNVETTED, no-certificate, reviewer",
        "DESKLESS, no-desk, reviewer",
        "KEY_ADMIN, no-report-role, key-admin",
        "AUDITOR, no-report-role, auditor",
        "NO_ROLE, no-report-role, ''",
        "REVIEWER_AND_KEY_ADMIN, conflicting-roles, key-admin reviewer",
        "LEAD_AND_AUDITOR, conflicting-roles, auditor desk-lead",
    })
    void says_who_is_signed_in_and_why_they_see_what_they_see(Person person, String standing, String roles) {
        JsonNode session = session(person);

        assertThat(session.path("alias").asText()).isEqualTo(person.alias());
        assertThat(session.path("standing").asText()).isEqualTo(standing);
        assertThat(String.join(" ", texts(session.path("roles")))).isEqualTo(roles);
    }

    @Test
    void names_the_desks_and_at_which_of_them_the_person_is_vouched_for() {
        JsonNode desks = session(Person.BOTH_DESKS).path("desks");

        assertThat(desks.findValuesAsText("slug")).containsExactly("country", "urgent");
        assertThat(desks.findValuesAsText("name")).containsExactly("Country desk", "Urgent protection");
        assertThat(desks.findValuesAsText("vetted")).containsExactly("false", "true");
    }

    @Test
    void names_no_desk_to_those_who_read_no_reports() {
        assertThat(session(Person.AUDITOR).path("desks")).isEmpty();
        assertThat(session(Person.REVIEWER_AND_KEY_ADMIN).path("desks")).isEmpty();
    }

    @Test
    void gives_a_refused_sign_in_no_token() {
        assertThat(session(Person.LEAD_AND_AUDITOR).path("token").isNull()).isTrue();
        assertThat(session(Person.URGENT_1).path("token").asText()).matches("[A-Za-z0-9_-]{43}");
    }

    @Test
    void carries_no_name_no_address_and_no_token_of_keycloak() {
        HttpResponse<String> answer = BROWSERS.of(Person.URGENT_1).get("/api/session");

        assertThat(session(Person.URGENT_1).fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("alias", "roles", "standing", "desks", "shownEvery", "token");
        assertThat(answer.body()).doesNotContain("eyJ", "@", Person.URGENT_1.id());
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    private static JsonNode session(Person person) {
        HttpResponse<String> answer = BROWSERS.of(person).get("/api/session");
        assertThat(answer.statusCode()).isEqualTo(200);
        return Browsers.json(answer);
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
