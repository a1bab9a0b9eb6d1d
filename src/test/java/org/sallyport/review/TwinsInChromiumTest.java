package org.sallyport.review;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.testkit.ConsoleWindow;
import org.sallyport.testkit.Person;
import org.sallyport.testkit.SourceWithCodename;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StaffFaceWithKeycloak;
import org.sallyport.testkit.StoredMessage;
import org.sallyport.testkit.Vetting;

/** A captured message is sent again under other codenames: the reviewer sees one line, and answers nobody but the writer. */
@QuarkusTest
@TestProfile(StaffFaceWithKeycloak.class)
class TwinsInChromiumTest {
    private static final Person READER = Person.URGENT_1;
    private static final String ANSWER = "We believe you.";

    private SourceWithCodename writer;
    private SourceWithCodename stranger;
    private SourceWithCodename another;
    private ConsoleWindow window;
    private Page page;

    @BeforeEach
    void open() throws Exception {
        Vetting.ofEverybody();
        writer = new SourceWithCodename();
        stranger = new SourceWithCodename();
        another = new SourceWithCodename();
        window = ConsoleWindow.open();
        page = window.page();
    }

    @AfterEach
    void close() throws IOException {
        writer.close();
        stranger.close();
        another.close();
        window.close();
    }

    @Test
    void three_copies_are_one_line_and_the_entry_links_the_others() throws Exception {
        byte[] message = writer.report(SourceWithCodename.REPORT, READER);
        UUID captured = stranger.sends(message, READER);
        UUID own = writer.sends(message, READER);
        UUID again = another.sends(message, READER);
        StoredMessage.of(new ByteArrayInputStream(writer.report("Another thing.", READER)), READER);
        window.signIn(READER);
        assertThat(page.locator("[data-entry]")).hasCount(2);
        Locator copies = page.locator("[data-entry] .copies");
        assertThat(copies).hasText(new String[] {"3 copies"});
        window.look("list-copies");
        window.accessible();

        page.locator("[data-entry]:has(.copies)").click();
        assertThat(page.locator(".twins h3")).hasText("The same sealed message came 2 more times");
        assertThat(page.locator("[data-twin]")).hasCount(2);
        window.look("twins");
        window.accessible();
        for (UUID entry : new UUID[] {own, captured, again}) {
            visit(entry);
            assertThat(page.locator(".detail dl")).containsText(entry.toString());
            assertThat(page.locator("[data-twin]")).hasCount(2);
            assertThat(page.locator("[data-twin='" + entry + "']")).hasCount(0);
        }
    }

    @Test
    void a_reply_in_a_captured_copy_is_refused_and_leads_to_the_writers() throws Exception {
        byte[] message = writer.report(SourceWithCodename.REPORT, READER);
        UUID captured = stranger.sends(message, READER);
        UUID own = writer.sends(message, READER);
        // Its key inside what was added counts for nothing.
        stranger.adds(stranger.report("Answer me here.", READER), READER);
        window.choose(READER, shown());
        if (!shown().equals(captured)) {
            visit(captured);
        }
        window.unlock(READER);
        window.button("Open this report").click();
        assertThat(window.text()).hasText(SourceWithCodename.REPORT.strip());
        window.button("Open: Added by the source").click();
        assertThat(window.text()).hasText("Answer me here.");
        page.getByLabel("Your reply").fill(ANSWER);
        window.button("Sign, seal and send").click();

        assertThat(page.locator("[role=alert]").filter(having("STOP: this copy did not come from whoever wrote it")))
                .isVisible();
        assertThat(page.getByLabel("Your reply")).hasValue(ANSWER);
        assertThat(Sql.count("sealed_message where kind = 'reply'")).isZero();
        window.look("reply-in-a-captured-copy");
        window.accessible();

        window.button("to which the reply key belongs").click();
        assertThat(page.locator(".detail dl")).containsText(own.toString());
        window.button("Open this report").click();
        assertThat(window.text()).hasText(SourceWithCodename.REPORT.strip());
        page.getByLabel("Your reply").fill(ANSWER);
        window.button("Sign, seal and send").click();
        assertThat(page.getByText("Your reply was sent.")).isVisible();
        assertThat(writer.opens(READER))
                .singleElement()
                .satisfies(reply -> assertThat(new String(reply.text(), UTF_8)).isEqualTo(ANSWER));
        assertThat(stranger.opens(READER)).isEmpty();
    }

    @Test
    void a_captured_copy_alone_is_answered_by_nobody() throws Exception {
        UUID captured = stranger.sends(writer.report(SourceWithCodename.REPORT, READER), READER);
        window.choose(READER, captured);
        window.unlock(READER);
        window.button("Open this report").click();
        page.getByLabel("Your reply").fill(ANSWER);
        window.button("Sign, seal and send").click();
        assertThat(page.locator("[role=alert]").filter(having("STOP"))).isVisible();
        assertThat(window.button("Send this reply all the same")).hasCount(0);
        assertThat(Sql.count("sealed_message where kind = 'reply'")).isZero();
    }

    @Test
    void where_there_is_only_the_servers_claim_each_reply_is_asked_about() throws Exception {
        UUID entry = writer.sends(writer.sealed(SourceWithCodename.REPORT.getBytes(UTF_8), READER), READER);
        window.choose(READER, entry);
        window.unlock(READER);
        window.button("Open this report").click();
        assertThat(window.text()).hasText(SourceWithCodename.REPORT.strip());
        assertThat(page.getByText("You are asked before it is sent.")).isVisible();
        page.getByLabel("Your reply").fill(ANSWER);
        window.button("Sign, seal and send").click();
        Locator question = page.locator("[role=alert]").filter(having("Send this one reply all the same?"));
        assertThat(question).containsText("There is no reply key inside the report.");
        assertThat(question).isFocused();
        window.look("only-the-servers-claim");
        window.accessible();
        window.button("Do not send it").click();
        assertThat(question).hasCount(0);
        assertThat(page.getByLabel("Your reply")).hasValue(ANSWER);
        assertThat(Sql.count("sealed_message where kind = 'reply'")).isZero();

        window.button("Sign, seal and send").click();
        window.button("Send this reply all the same").click();
        assertThat(page.getByText("Your reply was sent.")).isVisible();
        assertThat(writer.opens(READER)).hasSize(1);
        page.getByLabel("Your reply").fill(ANSWER);
        window.button("Sign, seal and send").click();
        assertThat(question).isVisible();
        assertThat(writer.opens(READER)).hasSize(1);
    }

    /** The copy that has a line in the list. */
    private static UUID shown() {
        return UUID.fromString(Sql.text("select entry from entry_access where not behind_twin"));
    }

    private void visit(UUID entry) {
        Locator link = page.locator("[data-twin='" + entry + "'] button");
        page.locator("[data-twin]").first().waitFor();
        if (link.count() > 0) {
            link.click();
        }
    }

    private static Locator.FilterOptions having(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }
}
