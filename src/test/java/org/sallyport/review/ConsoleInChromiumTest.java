package org.sallyport.review;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.file.Files;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.testkit.Browsers;
import org.sallyport.testkit.ConsoleWindow;
import org.sallyport.testkit.Person;
import org.sallyport.testkit.StaffFaceWithKeycloak;
import org.sallyport.testkit.StoredEntry;
import org.sallyport.testkit.Vetting;

/** The console as a reviewer uses it. {@link ConsoleWindow} fails a test whose page broke the policy or asked anybody else. */
@QuarkusTest
@TestProfile(StaffFaceWithKeycloak.class)
class ConsoleInChromiumTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
    private static final int MORE_THAN_A_PAGE = 60;

    private ConsoleWindow window;
    private Page page;

    @BeforeEach
    void open() throws Exception {
        Vetting.ofEverybody();
        window = ConsoleWindow.open();
        page = window.page();
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void a_reviewer_downloads_an_entry_marks_it_and_takes_that_back() throws Exception {
        StoredEntry entry = entry();
        window.signIn(Person.URGENT_1);

        row(entry).click();
        assertThat(page.getByRole(AriaRole.HEADING, named("Entry " + shortId(entry))))
                .isFocused();
        String name = "message-" + entry.message().toString().substring(0, 8);
        assertThat(page.locator("pre")).hasText("gpg --output " + name + "-opened --decrypt " + name + ".pgp");
        Download download = page.waitForDownload(
                () -> window.button("Download " + name + ".pgp").click());
        assertThat(download.suggestedFilename()).isEqualTo(name + ".pgp");
        assertThat(Files.readString(download.path(), java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains(new String(entry.body(), java.nio.charset.StandardCharsets.ISO_8859_1));

        window.button("Mark as opened").click();
        assertThat(row(entry)).containsText("Opened");
        window.button("Undo").click();
        assertThat(row(entry)).containsText("Received, not yet opened");
    }

    @Test
    void everything_can_be_done_by_keys() throws Exception {
        StoredEntry entry = entry();
        entry();
        window.signIn(Person.URGENT_1);
        assertThat(page.locator("[data-entry]")).hasCount(2);

        page.keyboard().press("j");
        assertThat(page.locator("[aria-current=true]")).isFocused();
        String first = page.locator("[aria-current=true]").getAttribute("data-entry");
        page.keyboard().press("ArrowDown");
        assertThat(page.locator("[aria-current=true]")).not().hasAttribute("data-entry", first);
        page.keyboard().press("k");
        assertThat(page.locator("[aria-current=true]")).hasAttribute("data-entry", first);

        page.keyboard().press("o");
        assertThat(page.locator("[aria-current=true]")).containsText("Opened");
        page.keyboard().press("w");
        assertThat(page.locator("[aria-current=true]")).containsText("Waiting for the source");
        page.keyboard().press("u");
        assertThat(page.locator("[aria-current=true]")).containsText("Opened");
        Download download = page.waitForDownload(() -> page.keyboard().press("d"));
        assertThat(download.suggestedFilename()).matches("message-[0-9a-f]{8}\\.pgp");

        page.keyboard().press("?");
        assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
        page.keyboard().press("Escape");
        assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();
        page.keyboard().press("Escape");
        assertThat(page.locator("[aria-current=true]")).hasCount(0);
        assertThat(page.locator("[data-entry='" + first + "']")).isFocused();
        assertThat(entry.id()).isNotNull();
    }

    @Test
    void a_long_list_is_shown_page_by_page() throws Exception {
        for (int i = 0; i < MORE_THAN_A_PAGE; i++) {
            entry();
        }
        window.signIn(Person.URGENT_1);

        assertThat(page.locator("[data-entry]")).hasCount(50);
        window.button("Show more").click();
        assertThat(page.locator("[data-entry]")).hasCount(MORE_THAN_A_PAGE);
        assertThat(window.button("Show more")).hasCount(0);
    }

    @Test
    void when_the_session_ends_the_place_is_kept_and_signing_in_again_goes_on() throws Exception {
        StoredEntry entry = entry();
        window.signIn(Person.URGENT_1);
        row(entry).click();

        window.expectFailures();
        page.context().clearCookies();
        window.button("Mark as opened").click();

        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Your sign-in has ended");
        window.look("sign-in-ended");
        window.accessible();
        assertThat(page.getByRole(AriaRole.HEADING, named("Entry " + shortId(entry))))
                .isVisible();
        Page second = page.waitForPopup(
                () -> page.getByRole(AriaRole.LINK, named("Sign in again")).click());
        window.fillIn(second, Person.URGENT_1);
        assertThat(second.locator("[data-entry]")).hasCount(1);
        second.close();
        window.button("I have signed in").click();
        assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);
        window.button("Mark as opened").click();
        assertThat(row(entry)).containsText("Opened");
    }

    @Test
    void a_broken_connection_is_said_and_can_be_tried_again() throws Exception {
        StoredEntry entry = entry();
        window.signIn(Person.URGENT_1);
        assertThat(row(entry)).isVisible();

        window.expectFailures();
        page.context().setOffline(true);
        window.button("Refresh").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("cannot reach the server");
        assertThat(row(entry)).isVisible();
        window.look("connection-broken");
        page.context().setOffline(false);
        window.button("Try again").click();
        assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);
    }

    @ParameterizedTest
    @EnumSource(
            value = Person.class,
            names = {"UNVETTED", "DESKLESS", "KEY_ADMIN", "AUDITOR", "NO_ROLE", "LEAD_AND_AUDITOR"})
    void whoever_sees_no_entries_is_told_why(Person person) {
        window.signIn(person);

        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .containsText(
                        switch (person) {
                            case UNVETTED -> "no certificate of yours is vetted";
                            case DESKLESS -> "you belong to no desk";
                            case KEY_ADMIN -> "Keyring";
                            case AUDITOR -> "Record";
                            case LEAD_AND_AUDITOR -> "This sign-in is refused";
                            default -> "Nothing is open to you here";
                        });
        window.look("no-entries-" + person.alias());
        window.accessible();
    }

    @Test
    void the_list_is_narrowed_by_keys_and_stays_so_when_it_is_loaded_again() throws Exception {
        StoredEntry waiting = entry();
        StoredEntry other = entry();
        Browsers reviewers = new Browsers();
        reviewers.move(Person.URGENT_1, waiting.id().toString(), "opened");
        reviewers.move(Person.URGENT_1, waiting.id().toString(), "waiting");
        window.signIn(Person.URGENT_1);
        assertThat(page.locator("[data-entry]")).hasCount(2);

        page.getByLabel("State").focus();
        page.keyboard().type("Waiting");
        assertThat(page.locator("[data-entry]")).hasCount(1);
        assertThat(row(waiting)).isVisible();
        assertThat(page.getByLabel("State")).isFocused();
        window.button("Refresh").click();
        assertThat(row(waiting)).isVisible();
        assertThat(row(other)).hasCount(0);
        page.reload();
        assertThat(page.getByLabel("State")).hasValue("waiting");
        assertThat(page.locator("[data-entry]")).hasCount(1);
        window.look("filtered");
        window.accessible();

        row(waiting).click();
        window.button("Mark as read").click();
        assertThat(page.locator(".unread")).hasCount(0);
        page.getByLabel("Unread only").focus();
        page.keyboard().press("Space");
        assertThat(page.getByText("No entry of yours is like that.")).isVisible();
        // What is being read stays.
        assertThat(page.getByRole(AriaRole.HEADING, named("Entry " + shortId(waiting))))
                .isVisible();
        page.keyboard().press("Escape");
        window.look("filtered-empty");
        window.accessible();
        window.button("Show all entries").click();
        assertThat(page.locator("[data-entry]")).hasCount(2);
        assertThat(page.getByLabel("State")).hasValue("");
    }

    @Test
    void a_case_has_the_same_two_words_in_the_list_in_its_heading_and_for_a_colleague() throws Exception {
        StoredEntry entry = StoredEntry.at(
                "urgent", DAY, Vetting.certificate(Person.URGENT_1), Vetting.certificate(Person.URGENT_LEAD));
        window.choose(Person.URGENT_1, entry.id());
        String alias = row(entry).locator(".case").innerText();
        assertThat(alias).matches("[a-z]{4,9} [a-z]{4,9}");
        assertThat(page.locator("h2 .case")).hasText(alias);
        assertThat(page.locator(".detail dl")).containsText(entry.id().toString());
        try (ConsoleWindow other = ConsoleWindow.open()) {
            other.choose(Person.URGENT_LEAD, entry.id());
            assertThat(other.page().locator("h2 .case")).hasText(alias);
        }
    }

    @Test
    void signing_out_leads_to_a_page_that_says_so() throws Exception {
        window.signIn(Person.URGENT_1);
        page.getByText("Sign out").click();
        page.waitForURL("**/console/signed-out*");
        window.look("signed-out");
        window.accessible();
    }

    @Test
    void an_empty_list_says_so() {
        window.signIn(Person.URGENT_1);

        assertThat(page.getByText("There is no entry for you at the moment.")).isVisible();
        window.look("empty");
        window.accessible();
    }

    @Test
    void looks_right_and_is_accessible_at_every_size() throws Exception {
        for (int i = 0; i < 12; i++) {
            StoredEntry entry = StoredEntry.at("urgent", DAY.minusDays(i / 4), Vetting.certificate(Person.URGENT_1));
            Browsers reviewers = new Browsers();
            if (i % 3 == 0) {
                reviewers.move(Person.URGENT_1, entry.id().toString(), "opened");
            }
            if (i == 3 || i == 6) {
                reviewers.move(Person.URGENT_1, entry.id().toString(), i == 3 ? "waiting" : "done");
            }
        }
        window.signIn(Person.URGENT_1);
        assertThat(page.locator("[data-entry]")).hasCount(12);
        window.look("list");
        window.accessible();

        page.locator("[data-entry]").first().click();
        window.button("Mark as opened").click();
        assertThat(window.button("Undo")).isVisible();
        window.look("entry");
        window.accessible();

        page.keyboard().press("?");
        window.look("keys");
        window.accessible();
    }

    private StoredEntry entry() throws Exception {
        return StoredEntry.at("urgent", DAY, Vetting.certificate(Person.URGENT_1));
    }

    private Locator row(StoredEntry entry) {
        return page.locator("[data-entry='" + entry.id() + "']");
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static String shortId(StoredEntry entry) {
        return entry.id().toString().substring(0, 8);
    }
}
