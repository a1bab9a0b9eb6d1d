package org.sallyport.review;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.testkit.Browsers;
import org.sallyport.testkit.ConsoleWindow;
import org.sallyport.testkit.Person;
import org.sallyport.testkit.SourceWithCodename;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StaffFaceWithKeycloak;
import org.sallyport.testkit.StoredMessage;
import org.sallyport.testkit.Vetting;

/** What a source sent at several times, in the console: which is the report, what was added, and that there is something new. */
@QuarkusTest
@TestProfile(StaffFaceWithKeycloak.class)
class ThreadInChromiumTest {
    private static final Person READER = Person.URGENT_1;
    private static final String MORE = "And then they left.";

    private SourceWithCodename source;
    private ConsoleWindow window;
    private Page page;

    @BeforeEach
    void open() throws Exception {
        Vetting.ofEverybody();
        source = new SourceWithCodename();
        window = ConsoleWindow.open();
        page = window.page();
    }

    @AfterEach
    void close() throws IOException {
        source.close();
        window.close();
    }

    @Test
    void the_report_is_first_what_was_added_is_marked_and_is_never_opened_as_the_report() throws Exception {
        UUID entry = reported();
        added(MORE);
        // An addition that stands on an earlier day, as nobody but a forger can make it.
        Sql.run("update sealed_message set received = received - 1 where kind = 'addition'");
        window.choose(READER, entry);
        assertThat(page.locator("[data-message]")).hasCount(2);
        assertThat(page.locator("[data-message] .kind")).hasText(new String[] {"Report", "Added by the source"});
        assertThat(page.locator("[data-message]").first()).hasAttribute("data-kind", "report");
        assertThat(page.locator("[data-message]").last()).hasAttribute("data-kind", "addition");
        assertThat(page.locator("[data-message] .unread")).hasCount(2);

        window.unlock(READER);
        window.button("Open this report").click();
        assertThat(window.text()).hasText(SourceWithCodename.REPORT.strip());
        assertThat(page.getByText("What the source sent", exactly())).isVisible();
        window.look("thread");
        window.accessible();
        window.button("Open: Added by the source").click();
        assertThat(window.text()).hasText(MORE);
        assertThat(page.getByText("What the source added", exactly())).isVisible();
        window.look("thread-addition-opened");
        window.accessible();
    }

    @Test
    void two_reports_under_one_codename_are_both_shown_as_reports() throws Exception {
        UUID entry = reported();
        added(MORE);
        source.sends(source.report("Another thing.", READER), READER);
        window.choose(READER, entry);
        assertThat(page.locator("[data-message] .kind"))
                .hasText(new String[] {"Report 1 of 2", "Report 2 of 2", "Added by the source"});
        assertThat(page.getByText("several reports under one codename")).isVisible();
        window.unlock(READER);
        window.button("Open: Report 2 of 2").click();
        assertThat(window.text()).isVisible();
        String second = window.text().innerText().strip();
        window.button("Open: Report 1 of 2").click();
        assertThat(window.text()).not().hasText(second);
        assertThat(Set.of(second, window.text().innerText().strip()))
                .containsExactlyInAnyOrder("Another thing.", SourceWithCodename.REPORT.strip());
        window.look("two-reports");
        window.accessible();
        // Both have the same key inside: it is answered without a question.
        page.getByLabel("Your reply").fill("We believe you.");
        window.button("Sign, seal and send").click();
        assertThat(page.getByText("Your reply was sent.")).isVisible();
        assertThat(source.opens(READER)).hasSize(1);
    }

    @Test
    void a_report_with_another_key_inside_keeps_every_answer_back() throws Exception {
        UUID entry = reported();
        try (SourceWithCodename other = new SourceWithCodename()) {
            source.sends(other.report("From somebody else.", READER), READER);
        }
        window.choose(READER, entry);
        window.unlock(READER);
        window.button("Open: Report 1 of 2").click();
        assertThat(window.text()).isVisible();
        page.getByLabel("Your reply").fill("We believe you.");
        window.button("Sign, seal and send").click();
        assertThat(page.locator("[role=alert]").filter(having("different reply keys inside")))
                .isVisible();
        assertThat(Sql.count("sealed_message where kind = 'reply'")).isZero();
        window.look("reports-disagree");
        window.accessible();
    }

    @Test
    void where_the_source_wrote_again_stands_on_top_until_what_is_new_was_read() throws Exception {
        UUID entry = reported();
        Browsers reviewers = new Browsers();
        reviewers.move(READER, entry.toString(), "opened");
        reviewers.move(READER, entry.toString(), "waiting");
        for (int number = 0; number < 3; number++) {
            StoredMessage.of(new ByteArrayInputStream(source.sealed("Another".getBytes(UTF_8), READER)), READER);
        }
        added(MORE);
        window.signIn(READER);
        assertThat(page.locator("[data-entry]")).hasCount(4);
        Locator first = page.locator("[data-entry]").first();
        assertThat(first).hasAttribute("data-entry", entry.toString());
        assertThat(first).hasAttribute("data-state", "again");
        assertThat(first).containsText("The source wrote again");
        assertThat(page.locator(".count")).containsText("1 where the source wrote again");
        window.look("list-again");
        window.accessible();

        page.getByLabel("State").selectOption("again");
        assertThat(page.locator("[data-entry]")).hasCount(1);
        assertThat(page.locator("[data-state=again]")).hasCount(1);
        first.click();
        assertThat(page.locator("dd.again")).hasText("The source wrote again");
        window.look("entry-again");
        window.accessible();
        window.unlock(READER);
        window.button("Open this report").click();
        assertThat(window.text()).isVisible();
        assertThat(page.locator("dd.again")).isVisible();
        window.button("Open: Added by the source").click();
        assertThat(window.text()).hasText(MORE);
        assertThat(page.locator("dd.again")).hasCount(0);
        assertThat(page.locator("[data-entry]")).containsText("Opened");
        // That the source wrote again, nobody else can say.
        assertThat(window.button("Undo")).hasCount(0);
    }

    @Test
    void from_where_the_source_wrote_again_it_goes_on_without_opening_it_here() throws Exception {
        UUID entry = reported();
        new Browsers().move(READER, entry.toString(), "opened");
        added(MORE);
        window.choose(READER, entry);
        assertThat(page.locator("[data-entry][data-state=again]")).hasCount(1);
        page.getByRole(AriaRole.BUTTON, named("Done")).click();
        assertThat(page.locator("[data-entry][data-state=done]")).hasCount(1);
    }

    @Test
    void everything_is_downloaded_in_one_file_whose_members_gpg_opens() throws Exception {
        UUID entry = reported();
        added(MORE);
        window.choose(READER, entry);
        Download zip = page.waitForDownload(
                () -> window.button("Download everything (ZIP)").click());
        assertThat(zip.suggestedFilename())
                .isEqualTo("entry-" + entry.toString().substring(0, 8) + ".zip");
        Map<String, byte[]> members = EntryFiles.members(Files.readAllBytes(zip.path()));
        assertThat(members.keySet()).anyMatch(name -> name.startsWith("1-report-"));
        assertThat(members.keySet()).anyMatch(name -> name.startsWith("2-addition-"));
        Download addition = page.waitForDownload(
                () -> window.button("Download sealed: Added by the source").click());
        assertThat(addition.suggestedFilename()).matches("message-[0-9a-f]{8}\\.pgp");
        try (EntryFiles offline = new EntryFiles(READER)) {
            byte[][] sealed = members.values().toArray(byte[][]::new);
            assertThat(sealed).hasNumberOfRows(2);
            assertThat(offline.reportText(sealed[0])).isEqualTo(SourceWithCodename.REPORT);
            assertThat(offline.open(sealed[1])).isEqualTo(MORE);
            assertThat(offline.open(Files.readAllBytes(addition.path()))).isEqualTo(MORE);
        }
    }

    @Test
    void what_was_handed_on_opens_although_a_later_addition_was_not_sealed_to_the_colleague() throws Exception {
        UUID entry = reported();
        window.choose(READER, entry);
        window.unlock(READER);
        window.button("Hand on…").click();
        page.locator("#hand-on-desk").selectOption("country");
        page.locator("#hand-on-to")
                .selectOption(Vetting.certificate(Person.COUNTRY_1).hex());
        window.button("Hand it on").click();
        assertThat(page.getByText("Handed on. They can open it now.")).isVisible();
        added(MORE);

        try (ConsoleWindow other = ConsoleWindow.open();
                EntryFiles offline = new EntryFiles(Person.COUNTRY_1)) {
            other.choose(Person.COUNTRY_1, entry);
            assertThat(other.page().locator("[data-kind=addition]")).containsText("not to you");
            Download report =
                    other.page().waitForDownload(() -> other.page().keyboard().press("d"));
            assertThat(offline.reportText(Files.readAllBytes(report.path()))).isEqualTo(SourceWithCodename.REPORT);
            other.unlock(Person.COUNTRY_1);
            assertThat(other.button("Open: Added by the source")).hasCount(0);
            other.button("Open this report").click();
            assertThat(other.text()).hasText(SourceWithCodename.REPORT.strip());
            other.look("handed-on-with-a-later-addition");
            other.accessible();
        }
    }

    private UUID reported() throws Exception {
        return source.sends(source.report(SourceWithCodename.REPORT, READER), READER);
    }

    private void added(String text) throws Exception {
        source.adds(source.sealed(text.getBytes(UTF_8), READER), READER);
    }

    private static Page.GetByTextOptions exactly() {
        return new Page.GetByTextOptions().setExact(true);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Locator.FilterOptions having(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }
}
