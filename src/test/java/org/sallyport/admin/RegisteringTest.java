package org.sallyport.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.openpgp.TrialKey;
import org.sallyport.openpgp.TrialKeys;
import org.sallyport.testkit.Browsers;
import org.sallyport.testkit.Person;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.SignIn;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StaffFaceWithKeycloak;
import org.sallyport.testkit.TurnedClock;
import org.sallyport.testkit.Vetting;

/** From a reviewer's own certificate to a recipient, over HTTP, with the trustees' real gpg in between. */
@QuarkusTest
@TestProfile(StaffFaceWithKeycloak.class)
class RegisteringTest {
    private static final String OWN = "/api/own-certificates";
    private static final String SIGNED = "/api/keyring/signed";
    /** The keyring looks at the database again when its last look is a second old. */
    private static final long UNTIL_NOTICED = 1_200;

    private final TrialKey key = key("unvetted@desk.example");

    @BeforeEach
    void nothing_but_a_desk() throws Exception {
        PostgreSQL.empty();
        Sql.run("insert into desk (slug, name, description) values ('urgent', 'Urgent protection', 'For tests')");
        TimeUnit.MILLISECONDS.sleep(UNTIL_NOTICED);
    }

    @AfterEach
    void the_clock_is_right_again() {
        TurnedClock.back();
    }

    private static TrialKey key(String userId) {
        Instant then = Instant.now().minusSeconds(3_600);
        return new TrialKeys().reviewer(userId, then, Duration.ofDays(365), new char[] {'x'});
    }

    private static JsonNode first(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Browsers.json(answer).path("certificates").path(0);
    }

    private static void refused(HttpResponse<String> answer, String words) {
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(Browsers.json(answer).path("detail").asText()).contains(words);
    }

    @Test
    void a_reviewer_registers_two_trustees_sign_with_gpg_and_the_key_admin_brings_it_in() throws Exception {
        SignIn reviewer = SignIn.as(Person.UNVETTED);
        JsonNode brought = first(reviewer.upload(OWN, key.armoredCertificate()));
        assertThat(brought.path("fingerprint").asText())
                .isEqualTo(key.fingerprint().spoken());
        assertThat(brought.path("fault").isNull()).isTrue();
        assertThat(brought.path("desks")).isEmpty();
        assertThat(Sql.text("select holder from certificate")).isEqualTo(Person.UNVETTED.id());

        SignIn admin = SignIn.as(Person.KEY_ADMIN);
        byte[] byOne = Vetting.vouchedWithGpg("trustee-1", key.certificate(), "urgent");
        byte[] byTwo = Vetting.vouchedWithGpg("trustee-2", key.certificate(), "urgent");
        JsonNode half = first(admin.upload(SIGNED, byOne)).path("desks").path(0);
        assertThat(half.path("trustees").asInt()).isOne();
        assertThat(half.path("quorum").asInt()).isEqualTo(2);
        assertThat(half.path("until").isNull()).isTrue();
        assertThat(standing(reviewer)).isEqualTo("no-certificate");

        JsonNode whole = first(admin.upload(SIGNED, byTwo)).path("desks").path(0);
        assertThat(whole.path("trustees").asInt()).isEqualTo(2);
        // No longer than the trustees' own keys, which were made for 90 days.
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        assertThat(LocalDate.parse(whole.path("until").asText())).isBetween(today.plusDays(88), today.plusDays(90));
        assertThat(standing(reviewer)).isEqualTo("reader");
        assertThat(first(reviewer.get(OWN)).path("desks").path(0)).isEqualTo(whole);
    }

    private static String standing(SignIn browser) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(UNTIL_NOTICED);
        return Browsers.json(browser.get("/api/session")).path("standing").asText();
    }

    @Test
    void nothing_that_is_sent_makes_a_certificate_vetted() throws Exception {
        SignIn reviewer = SignIn.as(Person.UNVETTED);
        byte[] byStranger = key("stranger@trustees.example")
                .vouchFor(key.certificate(), "urgent", Instant.now().minusSeconds(60), Duration.ofDays(30));
        first(reviewer.upload(OWN, byStranger));

        assertThat(first(SignIn.as(Person.KEY_ADMIN).get("/api/keyring")).path("desks"))
                .isEmpty();
        assertThat(standing(reviewer)).isEqualTo("no-certificate");
        assertThat(Sql.text("select string_agg(column_name, ' ' order by column_name) from information_schema.columns"
                        + " where table_schema = 'public' and table_name = 'certificate'"))
                .isEqualTo("fingerprint holder octets person retired");
    }

    @Test
    void only_ones_own_role_alias_is_taken() {
        SignIn reviewer = SignIn.as(Person.UNVETTED);

        refused(reviewer.upload(OWN, key("urgent-1@desk.example").certificate()), "not your own role alias");
        refused(reviewer.upload(OWN, key("unvetted@elsewhere.example").certificate()), "not your own role alias");
        refused(reviewer.upload(OWN, key("Some Name <unvetted@desk.example>").certificate()), "not a role alias alone");
        assertThat(Sql.count("certificate")).isZero();
    }

    @Test
    void a_certificate_that_is_bound_to_somebody_cannot_be_taken_over() {
        first(SignIn.as(Person.UNVETTED).upload(OWN, key.certificate()));
        Sql.run("update certificate set holder = 'an earlier account of the same name'");

        refused(SignIn.as(Person.UNVETTED).upload(OWN, key.certificate()), "another person's sign-in");
        assertThat(Sql.text("select holder from certificate")).isEqualTo("an earlier account of the same name");
    }

    @Test
    void an_alias_is_never_given_twice() {
        first(SignIn.as(Person.UNVETTED).upload(OWN, key.certificate()));
        Sql.run("update certificate set holder = 'an earlier account of the same name', retired = true");

        TrialKey another = key("unvetted@desk.example");
        refused(SignIn.as(Person.UNVETTED).upload(OWN, another.certificate()), "Ask whoever keeps the accounts");
        assertThat(Sql.count("certificate")).isOne();
    }

    @Test
    void a_trustees_certificate_is_no_reviewers() throws Exception {
        byte[] trustee = Files.readAllBytes(Vetting.trustees().resolve("trustee-1.asc"));

        refused(SignIn.as(Person.UNVETTED).upload(OWN, trustee), "a trustee's certificate");
    }

    @Test
    void signatures_are_added_to_what_somebody_registered_and_to_nothing_else() throws Exception {
        SignIn admin = SignIn.as(Person.KEY_ADMIN);
        byte[] signed = Vetting.vouchedWithGpg("trustee-1", key.certificate(), "urgent");
        refused(admin.upload(SIGNED, signed), "No reviewer has brought this certificate");
        assertThat(Sql.count("certificate")).isZero();

        first(SignIn.as(Person.UNVETTED).upload(OWN, key.certificate()));
        first(admin.upload(SIGNED, signed));
        refused(admin.upload(SIGNED, signed), "nothing new in it");
        refused(admin.upload(SIGNED, key.certificate()), "nothing new in it");
    }

    @Test
    void an_older_copy_takes_nothing_away() throws Exception {
        SignIn reviewer = SignIn.as(Person.UNVETTED);
        first(reviewer.upload(OWN, key.certificate()));
        first(SignIn.as(Person.KEY_ADMIN)
                .upload(SIGNED, Vetting.vouchedWithGpg("trustee-1", key.certificate(), "urgent")));

        assertThat(first(reviewer.upload(OWN, key.certificate())).path("desks")).hasSize(1);
    }

    @Test
    void a_secret_key_is_refused_and_not_kept() {
        refused(SignIn.as(Person.UNVETTED).upload(OWN, key.lockedSecretKey()), "this is a secret key");
        assertThat(Sql.count("certificate")).isZero();
    }

    @Test
    void two_megabytes_with_ten_thousand_user_ids_are_not_even_read() throws Exception {
        ByteArrayOutputStream huge = new ByteArrayOutputStream();
        huge.writeBytes(key.certificate());
        byte[] userId = "x".repeat(190).getBytes(StandardCharsets.US_ASCII);
        for (int number = 0; number < 10_000; number++) {
            huge.write(0xC0 | 13);
            huge.write(userId.length);
            huge.writeBytes(userId);
        }
        HttpResponse<String> answer = SignIn.as(Person.UNVETTED).upload(OWN, huge.toByteArray());

        assertThat(huge.size()).isGreaterThan(1_900_000);
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(Sql.count("certificate")).isZero();
    }

    @Test
    void without_a_fresh_second_factor_nothing_is_brought_in() {
        SignIn reviewer = SignIn.as(Person.UNVETTED);
        TurnedClock.aSessionLater();
        assertThat(reviewer.upload(OWN, key.certificate()).statusCode()).isEqualTo(403);
        assertThat(Sql.count("certificate")).isZero();
    }

    @Test
    void each_act_is_on_the_record_by_role_alias_and_fingerprint() throws Exception {
        long before = Sql.number("select coalesce(max(number), 0) from staff_act");
        first(SignIn.as(Person.UNVETTED).upload(OWN, key.certificate()));
        first(SignIn.as(Person.KEY_ADMIN)
                .upload(SIGNED, Vetting.vouchedWithGpg("trustee-1", key.certificate(), "urgent")));

        assertThat(Sql.text("select string_agg(actor || ' ' || act || ' ' || subject, ', ' order by number)"
                        + " from staff_act where number > " + before))
                .isEqualTo(
                        "unvetted certificate-registered " + key.fingerprint().hex() + ", key-admin certificate-signed "
                                + key.fingerprint().hex());
        SignIn auditor = SignIn.as(Person.AUDITOR);
        assertThat(Browsers.json(auditor.get("/api/record"))
                        .path(0)
                        .path("kind")
                        .asText())
                .isEqualTo("certificate-signed");
        assertThat(Browsers.json(auditor.get("/api/record/check"))
                        .path("broken")
                        .isNull())
                .isTrue();
    }
}
