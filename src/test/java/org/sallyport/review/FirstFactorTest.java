package org.sallyport.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.testkit.Keycloak;
import org.sallyport.testkit.RealmAdmin;
import org.sallyport.testkit.RealmAdmin.Account;
import org.sallyport.testkit.SignIn;
import org.sallyport.testkit.StaffFaceWithKeycloak;
import org.sallyport.testkit.Totp;

/** A first factor is set up at a sign-in that an operator prepared, and at no other. */
@QuarkusTest
@TestProfile(StaffFaceWithKeycloak.class)
class FirstFactorTest {
    private static final String FIRST_PASSWORD = "handed over in person";
    private static final String OWN_PASSWORD = "chosen by oneself, and long";
    private static final Pattern SECRET = Pattern.compile("name=\"totpSecret\" value=\"([^\"]+)\"");

    private final SignIn browser = new SignIn();
    private RealmAdmin admin;
    private Account account;

    @BeforeEach
    void an_account_without_a_factor() {
        admin = RealmAdmin.signedIn();
        account = admin.withPasswordAlone(FIRST_PASSWORD);
    }

    private HttpResponse<String> password(String password) {
        return new SignIn().password(account.name(), password);
    }

    /** Types the code that belongs to the secret which the page shows. */
    private HttpResponse<String> enrol(HttpResponse<String> page) {
        Matcher secret = SECRET.matcher(page.body());
        assertThat(secret.find()).as("the page shows a secret").isTrue();
        return browser.post(
                page,
                "totp=" + Totp.codeOfText(secret.group(1), Instant.now()) + "&totpSecret=" + secret.group(1)
                        + "&userLabel=phone");
    }

    private HttpResponse<String> choosePassword(HttpResponse<String> page, String chosen) {
        return browser.post(
                page, "password-new=" + SignIn.encoded(chosen) + "&password-confirm=" + SignIn.encoded(chosen));
    }

    @Test
    void a_prepared_account_sets_up_its_factor_and_its_own_password_and_is_in() {
        admin.require(account, List.of("UPDATE_PASSWORD", "CONFIGURE_TOTP"));

        HttpResponse<String> chooses = enrol(browser.password(account.name(), FIRST_PASSWORD));
        assertThat(admin.credentials(account)).containsExactlyInAnyOrder("password", "otp");
        assertThat(chooses.body()).contains("name=\"password-new\"");
        HttpResponse<String> refused = choosePassword(chooses, "password12345678");
        assertThat(refused.body()).as("a password of the list of refused ones").contains("name=\"password-new\"");
        assertThat(choosePassword(refused, OWN_PASSWORD).uri().getPath()).isEqualTo("/console/signed-in");

        assertThat(SignIn.asksForCode(password(OWN_PASSWORD)))
                .as("from now on a code is asked for")
                .isTrue();
        assertThat(SignIn.asksForCode(password(FIRST_PASSWORD))).isFalse();
    }

    @Test
    void an_enrolment_that_was_broken_off_goes_on_behind_its_code() {
        admin.require(account, List.of("UPDATE_PASSWORD", "CONFIGURE_TOTP"));
        enrol(browser.password(account.name(), FIRST_PASSWORD));

        HttpResponse<String> again = password(FIRST_PASSWORD);

        assertThat(SignIn.asksForCode(again)).isTrue();
        assertThat(again.body()).doesNotContain("password-new");
    }

    @Test
    void an_enrolment_that_never_began_can_still_be_made() {
        admin.require(account, List.of("UPDATE_PASSWORD", "CONFIGURE_TOTP"));
        password(FIRST_PASSWORD);

        assertThat(password(FIRST_PASSWORD).body()).contains("totpSecret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CONFIGURE_TOTP", "webauthn-register", "UPDATE_PASSWORD", "UPDATE_PROFILE"})
    void an_account_that_was_not_prepared_stays_shut(String required) {
        admin.require(account, required.isEmpty() ? List.of() : List.of(required));

        assertStaysShut(browser.password(account.name(), FIRST_PASSWORD));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CONFIGURE_TOTP",
                "webauthn-register",
                "webauthn-register-passwordless",
                "CONFIGURE_RECOVERY_AUTHN_CODES",
                "UPDATE_PASSWORD",
                "UPDATE_PROFILE",
                "delete_account",
                "delete_credential:1"
            })
    void nobody_sets_up_a_factor_with_a_password_and_a_wish_in_the_address(String action) {
        HttpResponse<String> form = browser.open(URI.create(
                browser.get("/console").headers().firstValue("Location").orElseThrow() + "&kc_action=" + action));
        if (form.statusCode() == 200) {
            assertStaysShut(browser.password(form, account.name(), FIRST_PASSWORD));
        }
        assertThat(admin.credentials(account)).containsExactly("password");
    }

    @Test
    void an_account_whose_factor_was_taken_away_stays_shut_until_it_is_prepared_anew() {
        admin.require(account, List.of("UPDATE_PASSWORD", "CONFIGURE_TOTP"));
        choosePassword(enrol(browser.password(account.name(), FIRST_PASSWORD)), OWN_PASSWORD);
        admin.remove(account, "otp");

        HttpResponse<String> shut = password(OWN_PASSWORD);
        assertThat(shut.uri().toString()).startsWith(Keycloak.address());
        assertThat(shut.body()).doesNotContain("totpSecret", "password-new");

        admin.require(account, List.of("UPDATE_PASSWORD", "CONFIGURE_TOTP"));
        assertThat(password(OWN_PASSWORD).body()).contains("totpSecret");
    }

    @Test
    void a_prepared_account_that_has_a_factor_shows_it_first() {
        account = admin.withBothFactors(FIRST_PASSWORD);
        admin.require(account, List.of("UPDATE_PASSWORD", "CONFIGURE_TOTP"));

        HttpResponse<String> page = browser.password(account.name(), FIRST_PASSWORD);

        assertThat(SignIn.asksForCode(page)).isTrue();
        assertThat(page.body()).doesNotContain("totpSecret", "password-new");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/realms/sallyport/account",
                "/realms/sallyport/account/",
                "/realms/sallyport/account/credentials",
                "/admin/sallyport/console/",
                "/realms/sallyport/protocol/openid-connect/auth?client_id=account-console&response_type=code"
                        + "&redirect_uri=http%3A%2F%2Flocalhost%2F",
                "/realms/sallyport/login-actions/reset-credentials",
                "/realms/sallyport/protocol/openid-connect/registrations?client_id=sallyport-staff&response_type=code"
            })
    void there_is_no_other_way_to_an_account(String path) {
        HttpResponse<String> page = browser.follow(browser.open(URI.create(Keycloak.address() + path)));

        assertThat(page.body()).doesNotContain("name=\"password\"", "name=\"email\"", "kc-reset-password-form");
    }

    private void assertStaysShut(HttpResponse<String> page) {
        assertThat(page.uri().toString()).startsWith(Keycloak.address());
        assertThat(page.body()).doesNotContain("totpSecret", "password-new", "webauthn", "recovery");
        assertThat(browser.get("/api/session").statusCode()).isEqualTo(499);
        assertThat(admin.credentials(account)).containsExactly("password");
    }
}
