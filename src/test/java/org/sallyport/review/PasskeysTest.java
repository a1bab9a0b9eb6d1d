package org.sallyport.review;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.testkit.Chromium;
import org.sallyport.testkit.Keycloak;
import org.sallyport.testkit.RealmAdmin;
import org.sallyport.testkit.RealmAdmin.Account;
import org.sallyport.testkit.StaffFaceWithKeycloak;

/** A passkey as second factor, in Chromium with an authenticator that it plays itself. */
@QuarkusTest
@TestProfile(StaffFaceWithKeycloak.class)
class PasskeysTest {
    private static final String FIRST_PASSWORD = "handed over in person";
    private static final String OWN_PASSWORD = "chosen by oneself, and long";

    private Chromium browser;
    private Page page;
    private RealmAdmin admin;

    @BeforeEach
    void a_browser_with_an_authenticator() {
        browser = Chromium.start();
        page = browser.newPerson();
        page.onDialog(Dialog::accept);
        CDPSession devtools = page.context().newCDPSession(page);
        devtools.send("WebAuthn.enable");
        JsonObject authenticator = new JsonObject();
        authenticator.addProperty("protocol", "ctap2");
        authenticator.addProperty("transport", "internal");
        authenticator.addProperty("hasUserVerification", true);
        authenticator.addProperty("isUserVerified", true);
        authenticator.addProperty("automaticPresenceSimulation", true);
        JsonObject options = new JsonObject();
        options.add("options", authenticator);
        devtools.send("WebAuthn.addVirtualAuthenticator", options);
        admin = RealmAdmin.signedIn();
    }

    @AfterEach
    void closed() {
        browser.close();
    }

    private void password(Account account, String password) {
        page.navigate(Keycloak.staffOrigin() + "/console");
        page.getByLabel("Username").fill(account.name());
        page.locator("input[name=password]").fill(password);
        page.locator("#kc-login").click();
    }

    /** The page's own script must be there: before, a click is lost. */
    private void press(String button) {
        page.locator(button).waitFor();
        page.waitForLoadState();
        page.locator(button).click();
    }

    private void isIn() {
        page.waitForURL(Keycloak.staffOrigin() + "/console");
    }

    private int freshness() {
        return page.context()
                .request()
                .get(Keycloak.staffOrigin() + "/api/session/second-factor")
                .status();
    }

    @Test
    void it_is_set_up_at_a_prepared_sign_in_and_opens_every_later_one_and_the_step_up() {
        Account account = admin.withPasswordAlone(FIRST_PASSWORD);
        admin.require(account, List.of("UPDATE_PASSWORD", "webauthn-register"));
        password(account, FIRST_PASSWORD);
        press("#registerWebAuthn");
        page.locator("#password-new").fill(OWN_PASSWORD);
        page.locator("#password-confirm").fill(OWN_PASSWORD);
        page.locator("[type=submit]").last().click();
        isIn();
        assertThat(admin.credentials(account)).contains("password", "webauthn").doesNotContain("otp");

        page.context().clearCookies();
        password(account, OWN_PASSWORD);
        assertThat(page.context()
                        .request()
                        .get(Keycloak.staffOrigin() + "/api/session")
                        .status())
                .isEqualTo(499);
        press("#authenticateWebAuthnButton");
        isIn();

        page.navigate(Keycloak.staffOrigin() + "/console/step-up");
        press("#authenticateWebAuthnButton");
        isIn();
        assertThat(freshness()).isEqualTo(204);
    }

    @Test
    void it_is_added_behind_the_code_that_is_there_and_either_opens_then() {
        Account account = admin.withBothFactors(FIRST_PASSWORD);
        admin.require(account, List.of("webauthn-register"));
        password(account, FIRST_PASSWORD);
        page.locator("input[name=otp]").fill(account.code());
        page.locator("#kc-login").click();
        press("#registerWebAuthn");
        isIn();

        page.context().clearCookies();
        password(account, FIRST_PASSWORD);
        page.locator("#try-another-way").click();
        page.getByText("Passkey", new Page.GetByTextOptions().setExact(true)).click();
        press("#authenticateWebAuthnButton");
        isIn();
    }

    @Test
    void without_one_a_wish_for_it_leads_nowhere() {
        Account account = admin.withBothFactors(FIRST_PASSWORD);

        password(account, FIRST_PASSWORD);

        assertThat(page.locator("input[name=otp]")).isVisible();
        assertThat(page.locator("#try-another-way")).hasCount(0);
    }
}
