package org.sallyport.review;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.testkit.ConsoleWindow;
import org.sallyport.testkit.FilledStore;
import org.sallyport.testkit.Person;
import org.sallyport.testkit.StaffFaceWithKeycloak;
import org.sallyport.testkit.Vetting;

/** The alarm, before the store is full, to those who can have something done about it. */
@QuarkusTest
@TestProfile(StaffFaceWithKeycloak.class)
class NearlyFullInChromiumTest {
    private ConsoleWindow window;
    private FilledStore store;

    @BeforeEach
    void open() throws Exception {
        Vetting.ofEverybody();
        store = new FilledStore(82);
        window = ConsoleWindow.open();
    }

    @AfterEach
    void close() {
        store.close();
        window.close();
    }

    private Locator banner() {
        return window.page().getByText("The store is");
    }

    @Test
    void a_key_admin_is_told() {
        window.signIn(Person.KEY_ADMIN);
        assertThat(banner()).containsText("The store is 80 % full: from 90 % sources can send short reports only");
        window.accessible();
        window.look("nearly-full-key-admin");
    }

    @Test
    void a_desk_lead_is_told_beside_the_list() {
        store.fill(93);
        window.signIn(Person.URGENT_LEAD);
        assertThat(banner()).containsText("The store is 90 % full: sources can send short reports only now");
        window.accessible();
        window.look("nearly-full-desk-lead");
    }

    @Test
    void while_there_is_room_nobody_is_and_a_reviewer_never() {
        window.signIn(Person.URGENT_1);
        assertThat(banner()).hasCount(0);
        window.close();
        store.fill(79);
        window = ConsoleWindow.open();
        window.signIn(Person.KEY_ADMIN);
        window.page().getByText("Bring signatures in").first().waitFor();
        assertThat(banner()).hasCount(0);
    }
}
