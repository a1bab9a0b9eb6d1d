package org.sallyport.staff;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.arc.Arc;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.testkit.Keycloak;
import org.sallyport.testkit.LogoutTokenTap;
import org.sallyport.testkit.Person;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.RealmAdmin;
import org.sallyport.testkit.RealmAdmin.Account;
import org.sallyport.testkit.RealmTokens;
import org.sallyport.testkit.SignIn;
import org.sallyport.testkit.StaffFaceWithKeycloak;
import org.sallyport.testkit.Waiting;

/** A session that has ended is over, for whoever copied its cookie too. */
@QuarkusTest
@TestProfile(StaffFaceWithKeycloak.class)
class SignedOutTest {
    private static final String BACK_CHANNEL = "/console/back-channel-logout";

    private RealmAdmin admin;
    private Account account;
    private SignIn owner;
    private SignIn thief;

    @BeforeEach
    void a_copied_cookie() {
        admin = RealmAdmin.signedIn();
        account = admin.withBothFactors("a password made for one test");
        owner = SignIn.as(account);
        thief = copied(owner);
        assertThat(session(thief))
                .as("the copied cookie, while the session lasts")
                .isEqualTo(200);
    }

    private static SignIn copied(SignIn browser) {
        SignIn copy = new SignIn();
        browser.cookies().forEach((name, value) -> {
            if (name.startsWith("q_session")) {
                copy.cookies().put(name, value);
            }
        });
        return copy;
    }

    private static int session(SignIn browser) {
        return copied(browser).get("/api/session").statusCode();
    }

    private static int said(String token) {
        return new SignIn()
                .send(
                        "POST",
                        BACK_CHANNEL,
                        "logout_token=" + SignIn.encoded(token),
                        "Content-Type",
                        "application/x-www-form-urlencoded")
                .statusCode();
    }

    @Test
    void the_cookie_is_a_handle_and_the_database_holds_its_hash_and_nothing_readable() throws SQLException {
        assertThat(thief.cookies().values()).singleElement().asString().matches("[A-Za-z0-9_-]{43}");
        try (Connection database = PostgreSQL.owner();
                Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery("select string_agg(s::text, ' ') from staff_session s")) {
            row.next();
            assertThat(row.getString(1))
                    .doesNotContain(thief.cookies().values())
                    // Every token of Keycloak's begins so: {"alg":"RS256 or {"alg":"HS
                    .doesNotContain("eyJhbGciOiJSUzI1", "eyJhbGciOiJIUz")
                    .contains("eyJ");
        }
    }

    @Test
    void signing_out_ends_it_with_the_answer_to_the_sign_out() {
        owner.get("/console/sign-out");

        assertThat(session(thief)).isEqualTo(499);
    }

    @Test
    void signing_out_at_keycloak_ends_it() throws Exception {
        owner.follow(owner.get("/console/sign-out"));

        assertThat(session(thief)).isEqualTo(499);
    }

    @Test
    void a_session_that_an_operator_ends_is_over_at_once() {
        admin.endSessions(account.id());

        assertThat(session(thief)).isEqualTo(499);
        assertThat(owner.get("/api/session").statusCode()).isEqualTo(499);
    }

    @Test
    void another_person_s_session_goes_on() {
        SignIn other = SignIn.as(Person.COUNTRY_1);

        owner.follow(owner.get("/console/sign-out"));

        assertThat(session(other)).isEqualTo(200);
    }

    @Test
    void a_step_up_leaves_the_older_cookie_a_moment_and_no_more() throws Exception {
        owner.follow(owner.get("/console/step-up"));

        Waiting.until("the end of the older cookie", () -> session(thief) == 499);
    }

    @Test
    void what_was_renewed_while_its_session_ended_is_not_kept() {
        StaffSessions sessions = Arc.container().instance(StaffSessions.class).get();
        SessionId session =
                new SessionId("a session of this test " + Handle.random().text());
        Handle handle = Handle.random();
        sessions.end(session);

        assertThat(sessions.keep(handle, session, new KeptTokens("i", "a", "r"), Duration.ofMinutes(1)))
                .isFalse();
        assertThat(sessions.tokens(handle)).isEmpty();
    }

    @Test
    void keycloak_s_own_word_is_taken_and_a_changed_one_is_not() throws Exception {
        String token;
        try (LogoutTokenTap tap = new LogoutTokenTap()) {
            admin.endSessions(account.id());
            token = tap.token();
        }
        assertThat(session(thief)).as("the face was not told").isEqualTo(200);
        String[] parts = token.split("\\.", -1);
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);

        for (String changed : new String[] {
            parts[0] + "." + parts[1] + ".",
            parts[0] + "." + parts[1] + "." + "A".repeat(parts[2].length()),
            parts[0] + "." + encoded(claims.replace("\"sid\":\"", "\"sid\":\"x")) + "." + parts[2],
            encoded("{\"alg\":\"none\"}") + "." + parts[1] + ".",
            signedWithTheClientSecret(parts[1])
        }) {
            assertThat(said(changed)).isEqualTo(400);
        }
        assertThat(session(thief)).as("nothing of that ended it").isEqualTo(200);

        assertThat(said(token)).isEqualTo(200);
        assertThat(session(thief)).isEqualTo(499);
    }

    @Test
    void another_token_of_the_realm_is_no_word_that_a_session_ended() throws Exception {
        Map<String, String> tokens = RealmTokens.of(account);

        for (String name : new String[] {"id_token", "access_token", "refresh_token"}) {
            assertThat(said(tokens.getOrDefault(name, ""))).as(name).isEqualTo(400);
        }
        assertThat(session(thief)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b.c", "eyJhbGciOiJub25lIn0.e30."})
    void what_is_no_token_is_refused(String text) {
        HttpResponse<String> nothing =
                new SignIn().send("POST", BACK_CHANNEL, "", "Content-Type", "application/x-www-form-urlencoded");

        assertThat(said(text)).isEqualTo(400);
        assertThat(nothing.statusCode()).isEqualTo(400);
    }

    private static String signedWithTheClientSecret(String claims) throws GeneralSecurityException {
        String signed = encoded("{\"alg\":\"HS256\"}") + "." + claims;
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Keycloak.clientSecret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return signed + "."
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
