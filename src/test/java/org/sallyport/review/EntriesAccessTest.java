package org.sallyport.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.intake.SendNow;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.testkit.Browsers;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.Person;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StaffFaceWithKeycloak;
import org.sallyport.testkit.StoredEntry;
import org.sallyport.testkit.Vetting;
import org.sallyport.vault.BatchNow;

/** Who may do what with whose entry: Keycloak's role and desk, and a vetted certificate with a packet in the entry. */
@QuarkusTest
@TestProfile(StaffFaceWithKeycloak.class)
class EntriesAccessTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
    private static final Browsers BROWSERS = new Browsers();

    private StoredEntry urgent;
    private StoredEntry country;

    @BeforeEach
    void an_entry_at_each_desk() throws Exception {
        Vetting.ofEverybody();
        // Sealed to everybody who holds a certificate, whatever their desk: the packet alone must not open the door.
        urgent = StoredEntry.at(
                "urgent",
                DAY,
                Vetting.certificate(Person.URGENT_1),
                Vetting.certificate(Person.URGENT_LEAD),
                Vetting.certificate(Person.BOTH_DESKS),
                Vetting.certificate(Person.COUNTRY_1),
                Vetting.certificate(Person.DESKLESS),
                Vetting.certificate(Person.KEY_ADMIN_AT_DESK),
                Vetting.certificate(Person.AUDITOR),
                Vetting.certificate(Person.REVIEWER_AND_KEY_ADMIN),
                Vetting.certificate(Person.LEAD_AND_AUDITOR),
                Vetting.certificate(Person.NO_ROLE));
        country = StoredEntry.at(
                "country", DAY, Vetting.certificate(Person.COUNTRY_1), Vetting.certificate(Person.BOTH_DESKS));
    }

    @ParameterizedTest(name = "{0}: list {1}, urgent desk {2}, country desk {3}")
    @CsvSource({
        "URGENT_1,               200, 200, 404",
        "URGENT_LEAD,            200, 200, 404",
        "COUNTRY_1,              200, 404, 200",
        // In both groups, vouched for at one desk only.
        "BOTH_DESKS,             200, 200, 404",
        "UNVETTED,               200, 404, 404",
        "DESKLESS,               200, 404, 404",
        "KEY_ADMIN,              403, 403, 403",
        "KEY_ADMIN_AT_DESK,      403, 403, 403",
        "AUDITOR,                403, 403, 403",
        "REVIEWER_AND_KEY_ADMIN, 403, 403, 403",
        "LEAD_AND_AUDITOR,       403, 403, 403",
        "NO_ROLE,                403, 403, 403",
    })
    void the_matrix(Person person, int list, int atUrgent, int atCountry) {
        assertThat(BROWSERS.of(person).get("/api/entries").statusCode()).isEqualTo(list);
        for (Map.Entry<StoredEntry, Integer> expected :
                Map.of(urgent, atUrgent, country, atCountry).entrySet()) {
            String id = expected.getKey().id().toString();
            assertThat(BROWSERS.of(person).get("/api/entries/" + id).statusCode())
                    .as("entry at " + expected.getKey().desk())
                    .isEqualTo(expected.getValue());
            assertThat(BROWSERS.of(person)
                            .download("/api/entries/" + id + sealed(expected.getKey()))
                            .statusCode())
                    .as("report at " + expected.getKey().desk())
                    .isEqualTo(expected.getValue());
            assertThat(BROWSERS.of(person)
                            .download("/api/entries/" + id + "/sealed.zip")
                            .statusCode())
                    .as("everything at " + expected.getKey().desk())
                    .isEqualTo(expected.getValue());
            assertThat(BROWSERS.move(person, id, "opened").statusCode())
                    .as("state at " + expected.getKey().desk())
                    .isEqualTo(expected.getValue());
        }
    }

    @Test
    void the_list_holds_the_entries_of_the_own_desk_only() {
        assertThat(listed(Person.URGENT_1)).containsExactly(urgent.id().toString());
        assertThat(listed(Person.COUNTRY_1)).containsExactly(country.id().toString());
        assertThat(listed(Person.BOTH_DESKS)).containsExactly(urgent.id().toString());
        assertThat(listed(Person.UNVETTED)).isEmpty();
        assertThat(listed(Person.DESKLESS)).isEmpty();
    }

    @Test
    void an_entry_of_the_own_desk_without_a_packet_for_the_reader_is_not_theirs() throws Exception {
        StoredEntry theirs = StoredEntry.at("urgent", DAY, Vetting.certificate(Person.URGENT_LEAD));

        assertThat(listed(Person.URGENT_LEAD)).contains(theirs.id().toString());
        assertThat(listed(Person.URGENT_1)).doesNotContain(theirs.id().toString());
        assertThat(BROWSERS.of(Person.URGENT_1)
                        .get("/api/entries/" + theirs.id())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void access_ends_when_the_vetting_ends() throws Exception {
        assertThat(BROWSERS.of(Person.URGENT_1)
                        .get("/api/entries/" + urgent.id())
                        .statusCode())
                .isEqualTo(200);

        Vetting.withdraw(Person.URGENT_1);

        assertThat(BROWSERS.of(Person.URGENT_1)
                        .get("/api/entries/" + urgent.id())
                        .statusCode())
                .isEqualTo(404);
        assertThat(listed(Person.URGENT_1)).isEmpty();
    }

    @Test
    void another_desks_entry_answers_exactly_like_one_that_does_not_exist() {
        String others = country.id().toString();
        String none = UUID.randomUUID().toString();
        assertThat(shape(BROWSERS.of(Person.URGENT_1).get("/api/entries/" + others)))
                .isEqualTo(shape(BROWSERS.of(Person.URGENT_1).get("/api/entries/" + none)));
        for (String part : List.of(sealed(country), "/sealed.zip", "/thread", "/readers")) {
            assertThat(shape(BROWSERS.of(Person.URGENT_1).get("/api/entries/" + others + part)))
                    .isEqualTo(shape(BROWSERS.of(Person.URGENT_1).get("/api/entries/" + none + part)));
        }
        assertThat(shape(BROWSERS.move(Person.URGENT_1, others, "opened")))
                .isEqualTo(shape(BROWSERS.move(Person.URGENT_1, none, "opened")));
        // Not even a step that its state does not allow tells that it is there.
        assertThat(shape(BROWSERS.move(Person.URGENT_1, others, "done")))
                .isEqualTo(shape(BROWSERS.move(Person.URGENT_1, none, "done")));
    }

    @Test
    void what_waits_for_its_batch_answers_exactly_like_what_does_not_exist() throws Exception {
        List<EncryptionKey> keys = Vetting.keys(Person.COUNTRY_1);
        SendNow.to("country").message(MadeMessage.binary(keys, 100), keys);
        String none = UUID.randomUUID().toString();
        // The batch gives it ids of its own; those that it arrived under lead nowhere.
        String arrival = Sql.text("select id from arrival");
        String arriving = Sql.text("select report from arrival");
        for (String id : List.of(arrival, arriving)) {
            for (String part : parts(arriving)) {
                assertThat(shape(BROWSERS.of(Person.COUNTRY_1).get("/api/entries/" + id + part)))
                        .isEqualTo(shape(BROWSERS.of(Person.COUNTRY_1).get("/api/entries/" + none + part)));
            }
            assertThat(shape(BROWSERS.move(Person.COUNTRY_1, id, "opened")))
                    .isEqualTo(shape(BROWSERS.move(Person.COUNTRY_1, none, "opened")));
        }
        assertThat(listed(Person.COUNTRY_1)).containsExactly(country.id().toString());

        BatchNow.move();

        String entry = Sql.text("select id from entry where id <> '" + country.id() + "' and desk = 'country'");
        String message = Sql.text("select id from sealed_message where entry = '" + entry + "'");
        assertThat(List.of(arrival, arriving)).doesNotContain(entry, message);
        for (String part : parts(message)) {
            assertThat(BROWSERS.of(Person.COUNTRY_1)
                            .get("/api/entries/" + entry + part)
                            .statusCode())
                    .as(part)
                    .isEqualTo(200);
        }
        assertThat(listed(Person.COUNTRY_1))
                .containsExactlyInAnyOrder(country.id().toString(), entry);
        assertThat(BROWSERS.of(Person.COUNTRY_1).get("/api/entries/" + arrival).statusCode())
                .isEqualTo(404);
    }

    private static List<String> parts(String message) {
        return List.of(
                "",
                "/sealed.zip",
                "/thread",
                "/messages/" + message + "/sealed.pgp",
                "/readers",
                "/handing-on?desk=country&to="
                        + Vetting.certificate(Person.COUNTRY_1).hex());
    }

    private static String sealed(StoredEntry entry) {
        return "/messages/" + entry.message() + "/sealed.pgp";
    }

    @Test
    void a_refused_sign_in_is_told_why() {
        for (Person person : List.of(Person.REVIEWER_AND_KEY_ADMIN, Person.LEAD_AND_AUDITOR)) {
            HttpResponse<String> answer = BROWSERS.of(person).get("/api/entries");
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("application/problem+json");
            assertThat(Browsers.json(answer).path("detail").asText()).contains("its roles exclude each other");
        }
        assertThat(Browsers.json(BROWSERS.of(Person.AUDITOR).get("/api/entries"))
                        .path("detail")
                        .asText())
                .doesNotContain("exclude");
    }

    private static List<String> listed(Person person) {
        return Browsers.json(BROWSERS.of(person).get("/api/entries"))
                .path("entries")
                .findValuesAsText("id");
    }

    private static String shape(HttpResponse<String> answer) {
        return answer.statusCode() + "\n" + new TreeMap<>(answer.headers().map()) + "\n" + answer.body();
    }
}
