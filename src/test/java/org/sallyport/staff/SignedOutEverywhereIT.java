package org.sallyport.staff;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.standalone.DatabaseRole;
import org.sallyport.testkit.PackagedStaff;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.RealmAdmin;
import org.sallyport.testkit.RealmAdmin.Account;
import org.sallyport.testkit.SignIn;

/** Two staff processes over one database: who is signed in at one is signed in at the other, and out of both at once. */
class SignedOutEverywhereIT {
    private PackagedStaff first;
    private PackagedStaff second;
    private RealmAdmin admin;
    private Account account;
    private SignIn browser;
    private Map<String, String> copied;

    @BeforeEach
    void two_processes() throws Exception {
        first = new PackagedStaff(PostgreSQL.settings(DatabaseRole.STAFF));
        second = PackagedStaff.beside(PostgreSQL.settings(DatabaseRole.STAFF));
        admin = RealmAdmin.signedIn();
        account = admin.withBothFactors("a password made for one test");
        browser = SignIn.as(account);
        copied = Map.copyOf(browser.cookies());
        assertThat(sessions()).containsExactly(200, 200);
    }

    @AfterEach
    void end() {
        first.close();
        second.close();
    }

    /** What each process says to a copy of the cookie now. */
    private List<Integer> sessions() {
        return List.of(first, second).stream()
                .map(face -> {
                    SignIn copy = new SignIn();
                    copy.cookies().putAll(copied);
                    return copy.open(URI.create("http://localhost:" + face.port() + "/api/session"))
                            .statusCode();
                })
                .toList();
    }

    @Test
    void signing_out_at_one_ends_it_at_both() {
        browser.get("/console/sign-out");

        assertThat(sessions()).containsExactly(499, 499);
    }

    @Test
    void a_session_that_was_ended_in_keycloak_is_over_at_both() {
        admin.endSessions(account.id());

        assertThat(sessions()).containsExactly(499, 499);
    }

    @Test
    void a_process_that_starts_anew_knows_who_is_signed_in() throws Exception {
        second.close();
        second = PackagedStaff.beside(PostgreSQL.settings(DatabaseRole.STAFF));

        assertThat(sessions()).containsExactly(200, 200);
    }
}
