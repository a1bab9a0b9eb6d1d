package org.sallyport.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.testkit.Firefox;
import org.sallyport.testkit.Organisation;
import org.sallyport.testkit.SourceFaceWithDesks;

/**
 * From the form to the way that is safer, and back. Pages are kept nowhere, so that "Back" can only give back what was typed
 * where the page was never left.
 */
@QuarkusTest
@TestProfile(SourceFaceWithDesks.class)
class OwnDeviceTest {
    private static final String TEXT = "They came at night.";
    private static final String LINK = "main a[href='#own-device']";

    @BeforeEach
    void desks() throws Exception {
        Organisation.made().load();
    }

    @Test
    void theLinkLeadsToTheDesksAndBackKeepsWhatWasTyped() throws Exception {
        try (Firefox browser = Firefox.safest()) {
            browser.open("http://127.0.0.1:" + RestAssured.port + "/report");
            browser.type("#text", TEXT);
            String codename = browser.value("input[name='codename']");
            browser.click(LINK);
            assertThat(browser.url()).endsWith("/report#own-device");
            assertThat(browser.text("#own-device + p + ul"))
                    .contains("Desk urgent")
                    .doesNotContain("Desk lonely");
            browser.back();
            assertThat(browser.url()).endsWith("/report");
            assertThat(browser.value("#text")).isEqualTo(TEXT);
            assertThat(browser.value("input[name='codename']")).isEqualTo(codename);
            browser.click("main a[href='/desks/urgent']");
            assertThat(browser.text("h1")).isEqualTo("Desk urgent");
        }
    }

    @Test
    void fromARefusedFormToo() throws Exception {
        try (Firefox browser = Firefox.safest()) {
            browser.open("http://127.0.0.1:" + RestAssured.port + "/report");
            browser.click("option[value='urgent']");
            browser.click("form button");
            assertThat(browser.text())
                    .contains("neither text nor a file")
                    .doesNotContain("What you wrote stands below");
            browser.type("#text", TEXT);
            browser.click(LINK);
            browser.back();
            assertThat(browser.text()).contains("neither text nor a file");
            assertThat(browser.value("#text")).isEqualTo(TEXT);
        }
    }
}
