package org.sallyport.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.testkit.Browsers;
import org.sallyport.testkit.Person;
import org.sallyport.testkit.SignIn;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StaffFaceWithKeycloak;
import org.sallyport.testkit.StoredEntry;
import org.sallyport.testkit.TurnedClock;
import org.sallyport.testkit.Vetting;

/** A certificate is taken out of use, by its owner or by the key admin, and never comes back. */
@QuarkusTest
@TestProfile(StaffFaceWithKeycloak.class)
class RetiringTest {
    private static final String OWN = "/api/own-certificates";
    private static final String ALL = "/api/keyring";
    /** The keyring looks at the database again when its last look is a second old. */
    private static final long UNTIL_NOTICED = 1_200;

    private final String first = Vetting.certificate(Person.URGENT_1).hex();
    private final String others = Vetting.certificate(Person.URGENT_LEAD).hex();

    @BeforeEach
    void everybody_is_vetted() throws Exception {
        Vetting.ofEverybody();
    }

    /** As a row that was never retired: nothing brings this one back. */
    @AfterEach
    void the_next_test_has_them_anew() throws Exception {
        TurnedClock.back();
        Vetting.withdraw(Person.URGENT_1);
    }

    private static HttpResponse<String> retire(SignIn browser, String door, String fingerprint) {
        return browser.put(door + "/" + fingerprint + "/retired", "{}");
    }

    private static JsonNode certificates(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Browsers.json(answer).path("certificates");
    }

    private static void refused(HttpResponse<String> answer, int status, String words) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(Browsers.json(answer).path("detail").asText()).contains(words);
    }

    private static String standing(SignIn browser) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(UNTIL_NOTICED);
        return Browsers.json(browser.get("/api/session")).path("standing").asText();
    }

    @Test
    void its_owner_retires_it_and_it_opens_nothing_any_more() throws Exception {
        StoredEntry entry = StoredEntry.at(
                "urgent",
                LocalDate.of(2026, 11, 24),
                Vetting.certificate(Person.URGENT_1),
                Vetting.certificate(Person.URGENT_LEAD));
        String report = "/api/entries/" + entry.id() + "/messages/" + entry.message() + "/sealed.pgp";
        SignIn owner = SignIn.as(Person.URGENT_1);
        assertThat(owner.get(report).statusCode()).isEqualTo(200);

        JsonNode state = certificates(retire(owner, OWN, first)).path(0);
        assertThat(state.path("retired").asBoolean()).isTrue();
        assertThat(state.path("alias").asText()).isEqualTo("urgent-1@desk.example");
        assertThat(standing(owner)).isEqualTo("no-certificate");
        assertThat(owner.get(report).statusCode()).isEqualTo(404);
        assertThat(SignIn.as(Person.URGENT_LEAD).get(report).statusCode()).isEqualTo(200);
        assertThat(Browsers.json(SignIn.as(Person.URGENT_LEAD).get("/api/colleagues"))
                        .toString())
                .doesNotContain(first);
    }

    @Test
    void the_key_admin_retires_anybodys_and_sees_it_last() throws Exception {
        JsonNode all = certificates(retire(SignIn.as(Person.KEY_ADMIN), ALL, first));
        JsonNode last = all.path(all.size() - 1);
        assertThat(last.path("fingerprint").asText())
                .isEqualTo(Vetting.certificate(Person.URGENT_1).spoken());
        assertThat(last.path("retired").asBoolean()).isTrue();
        assertThat(standing(SignIn.as(Person.URGENT_1))).isEqualTo("no-certificate");
    }

    @Test
    void nobody_else_than_its_owner_retires_it_at_the_reviewers_door() {
        refused(retire(SignIn.as(Person.URGENT_1), OWN, others), 404, "that you could retire");
        assertThat(Sql.count("certificate where retired")).isZero();
    }

    @Test
    void a_certificate_that_nobody_brought_cannot_be_retired() {
        refused(retire(SignIn.as(Person.URGENT_1), OWN, "A".repeat(40)), 404, "that you could retire");
        refused(retire(SignIn.as(Person.KEY_ADMIN), ALL, "A".repeat(40)), 404, "that you could retire");
    }

    @Test
    void without_a_fresh_second_factor_nothing_is_retired() {
        SignIn owner = SignIn.as(Person.URGENT_1);
        SignIn admin = SignIn.as(Person.KEY_ADMIN);
        TurnedClock.aSessionLater();
        assertThat(retire(owner, OWN, first).statusCode()).isEqualTo(403);
        assertThat(retire(admin, ALL, first).statusCode()).isEqualTo(403);
        assertThat(Sql.count("certificate where retired")).isZero();
    }

    @Test
    void it_is_not_brought_again() throws Exception {
        SignIn owner = SignIn.as(Person.URGENT_1);
        certificates(retire(owner, OWN, first));
        refused(owner.upload(OWN, Files.readAllBytes(Vetting.file(Person.URGENT_1))), 422, "makes a new one");
        assertThat(Sql.count("certificate where retired")).isOne();
    }

    @Test
    void it_is_not_signed_again() throws Exception {
        SignIn admin = SignIn.as(Person.KEY_ADMIN);
        certificates(retire(admin, ALL, first));
        byte[] signed =
                Vetting.vouchedWithGpg("trustee-1", Files.readAllBytes(Vetting.file(Person.URGENT_1)), "country");
        refused(admin.upload(ALL + "/signed", signed), 422, "makes a new one");
    }

    @Test
    void it_is_on_the_record_once_by_role_alias_and_fingerprint() {
        long before = Sql.number("select coalesce(max(number), 0) from staff_act");
        SignIn owner = SignIn.as(Person.URGENT_1);
        certificates(retire(owner, OWN, first));
        certificates(retire(owner, OWN, first));
        certificates(retire(SignIn.as(Person.KEY_ADMIN), ALL, first));

        assertThat(Sql.text("select string_agg(actor || ' ' || act || ' ' || subject, ', ' order by number)"
                        + " from staff_act where number > " + before))
                .isEqualTo("urgent-1 certificate-retired " + first);
    }
}
