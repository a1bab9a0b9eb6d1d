package org.sallyport.review;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.codename.Codename;
import org.sallyport.openpgp.OpenedReply;
import org.sallyport.openpgp.ReplyKey;
import org.sallyport.testkit.ConsoleWindow;
import org.sallyport.testkit.Person;
import org.sallyport.testkit.PlainGpg;
import org.sallyport.testkit.SourceWithCodename;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StaffFaceWithKeycloak;
import org.sallyport.testkit.StoredMessage;
import org.sallyport.testkit.Vetting;

/** A reviewer answers a report, in the console and with real gpg; what is stored opens with the codename's key alone. */
@QuarkusTest
@TestProfile(StaffFaceWithKeycloak.class)
class AnsweringInChromiumTest {
    private static final Person READER = Person.URGENT_1;
    private static final String ANSWER = "We believe you.\nÉl no volvió. لم يعد.";

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private SourceWithCodename source;
    private ConsoleWindow window;
    private Page page;

    @BeforeEach
    void open() throws Exception {
        Vetting.ofEverybody();
        source = new SourceWithCodename();
        window = ConsoleWindow.open();
        page = window.page();
        page.onRequest(requests::add);
    }

    @AfterEach
    void close() throws IOException {
        source.close();
        window.close();
    }

    @Test
    void a_reply_is_signed_and_sealed_in_the_page_and_opens_with_the_codename() throws Exception {
        UUID entry = reported();
        window.choose(READER, entry);
        page.getByLabel("Your reply").fill(ANSWER);
        assertThat(page.locator(".answer").first()).containsText("unlock your key above");
        assertThat(window.button("Sign, seal and send")).isDisabled();
        openReport();
        window.look("answering");
        window.accessible();
        window.button("Sign, seal and send").click();
        assertThat(page.getByText("Your reply was sent.")).isVisible();

        OpenedReply opened = source.opens(READER).get(0);
        assertThat(new String(opened.text(), UTF_8)).isEqualTo(ANSWER);
        assertThat(opened.signedBy()).contains(Vetting.certificate(READER));
        for (Request request : requests) {
            assertThat(request.url() + request.postData())
                    .doesNotContain("believe")
                    .doesNotContain("PRIVATE KEY");
        }

        assertThat(page.getByLabel("Your reply")).hasValue("");
        window.button("Mark as waiting for the source").click();
        assertThat(page.locator("[data-entry]")).containsText("Waiting for the source");
        assertThat(page.locator("[data-message]")).hasCount(2);
        window.look("answered");
        window.accessible();
        window.button("Open: Answered by").click();
        assertThat(window.text()).hasText(ANSWER);
        window.button("Close it").click();
        // Written on the same day, the reply is not taken for the report.
        window.button("Open this report").click();
        assertThat(window.text()).hasText(SourceWithCodename.REPORT.strip());
    }

    @Test
    void a_reply_key_that_was_swapped_is_said_loudly_and_nothing_is_sent() throws Exception {
        try (Codename other = Codename.mint(new SecureRandom());
                ReplyKey swapped = other.replyKey()) {
            UUID entry = source.reports(swapped.certificate(), READER);
            window.choose(READER, entry);
            openReport();
            page.getByLabel("Your reply").fill(ANSWER);
            window.button("Sign, seal and send").click();

            assertThat(page.getByRole(AriaRole.ALERT)).containsText("STOP");
            assertThat(page.getByLabel("Your reply")).hasValue(ANSWER);
            assertThat(requests).noneMatch(request -> request.url().endsWith("/replies"));
            assertThat(Sql.count("sealed_message where kind = 'reply' and entry = '" + entry + "'"))
                    .isZero();
            // Another window in between takes no warning away.
            page.evaluate("dispatchEvent(new Event('focus'))");
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("STOP");
            window.look("tampered");
            window.accessible();
        }
    }

    @Test
    void a_reply_of_gpg_is_sent_and_one_to_somebody_else_is_refused() throws Exception {
        UUID entry = reported();
        window.choose(READER, entry);
        page.getByText("Or answer on a machine without a network").click();
        window.expectFailures();
        page.setInputFiles("#sealed-reply", byGpg(Vetting.file(READER)));
        window.button("Send reply.pgp").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Encrypt the reply to the report's reply key");

        Path key = Files.write(source.gpg().home().resolve("reply-key.pgp"), source.replyCertificate());
        page.setInputFiles("#sealed-reply", byGpg(key));
        window.button("Send reply.pgp").click();
        assertThat(page.getByText("The reply was sent.")).isVisible();
        window.look("answered-with-gpg");
        window.accessible();
        OpenedReply opened = source.opens(READER).get(0);
        assertThat(new String(opened.text(), UTF_8)).isEqualTo(ANSWER);
        assertThat(opened.signedBy()).contains(Vetting.certificate(READER));
    }

    @Test
    void a_draft_outlives_another_entry_and_what_a_colleague_sent_meanwhile() throws Exception {
        UUID entry = reported();
        window.choose(READER, entry);
        openReport();
        page.getByLabel("Your reply").fill(ANSWER);
        UUID another =
                StoredMessage.of(new ByteArrayInputStream(source.sealed("Another".getBytes(UTF_8), READER)), READER);
        window.button("Refresh").click();
        window.choose(another);
        assertThat(page.getByText("Nobody would read an answer")).isVisible();
        window.choose(entry);
        assertThat(page.getByLabel("Your reply")).hasValue(ANSWER);
        assertThat(page.locator("[data-message]")).hasCount(1);

        answeredMeanwhile(entry);
        window.expectFailures();
        window.button("Sign, seal and send").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("A colleague or the source was faster");
        assertThat(page.locator("[data-message]")).hasCount(2);
        assertThat(page.getByText("came in while you were writing")).isVisible();
        assertThat(page.getByLabel("Your reply")).hasValue(ANSWER);
        window.look("something-new");
        window.accessible();
        window.button("Sign, seal and send").click();
        assertThat(page.getByText("Your reply was sent.")).isVisible();
        assertThat(page.locator("[data-message]")).hasCount(3);
    }

    @Test
    void when_the_server_is_gone_before_it_answers_nothing_typed_is_lost_and_nothing_is_sent_twice() throws Exception {
        UUID entry = reported();
        window.choose(READER, entry);
        openReport();
        page.getByLabel("Your reply").fill(ANSWER);
        window.expectFailures();
        // The server gets the reply and stores it; the connection breaks before its answer is here.
        page.route("**/replies", route -> {
            assertThat(route.fetch().status()).isEqualTo(200);
            route.abort("connectionreset");
        });
        window.button("Sign, seal and send").click();

        assertThat(page.getByRole(AriaRole.ALERT)).containsText("it may have arrived or not");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("never stored twice");
        assertThat(page.getByLabel("Your reply")).hasValue(ANSWER);
        assertThat(replies()).isEqualTo(1);
        window.look("reply-lost-on-the-way");
        window.accessible();

        page.unroute("**/replies");
        window.button("Sign, seal and send").click();
        assertThat(page.getByText("Your reply was sent.")).isVisible();
        assertThat(page.getByLabel("Your reply")).hasValue("");
        assertThat(page.locator("[data-message]")).hasCount(2);
        assertThat(source.opens(READER))
                .singleElement()
                .satisfies(reply -> assertThat(new String(reply.text(), UTF_8)).isEqualTo(ANSWER));
    }

    @Test
    void when_the_network_is_cut_the_draft_stays_and_is_sent_when_it_is_back() throws Exception {
        UUID entry = reported();
        window.choose(READER, entry);
        openReport();
        page.getByLabel("Your reply").fill(ANSWER);
        window.expectFailures();
        // Not by the browser's offline mode, which takes hold a moment later: the reply could still get through.
        page.route("**/replies", route -> route.abort("internetdisconnected"));
        window.button("Sign, seal and send").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Check your connection");
        assertThat(page.getByLabel("Your reply")).hasValue(ANSWER);
        assertThat(replies()).isZero();

        page.unroute("**/replies");
        page.getByLabel("Your reply").fill(ANSWER + " And more.");
        window.button("Sign, seal and send").click();
        assertThat(page.getByText("Your reply was sent.")).isVisible();
        assertThat(source.opens(READER))
                .singleElement()
                .satisfies(reply -> assertThat(new String(reply.text(), UTF_8)).endsWith("And more."));
    }

    @Test
    void two_colleagues_who_write_at_once_see_each_others_replies() throws Exception {
        UUID entry = reported();
        window.choose(READER, entry);
        openReport();
        page.getByLabel("Your reply").fill(ANSWER);
        assertThat(page.locator(".messages .unread")).hasCount(0);
        try (ConsoleWindow other = ConsoleWindow.open()) {
            other.choose(Person.URGENT_LEAD, entry);
            openReport(other, Person.URGENT_LEAD);
            other.page().getByLabel("Your reply").fill("I am on it.");
            other.button("Sign, seal and send").click();
            assertThat(other.page().getByText("Your reply was sent.")).isVisible();

            // Back at this window.
            page.evaluate("dispatchEvent(new Event('focus'))");
            assertThat(page.getByText("came in while you were writing")).isVisible();
            assertThat(page.locator(".messages .unread")).hasCount(1);
            assertThat(page.locator("[data-entry] .unread")).hasCount(1);
            window.look("colleague-answered");
            window.button("Open: Answered by urgent-lead").click();
            assertThat(window.text()).hasText("I am on it.");
            assertThat(page.locator(".unread")).hasCount(0);
            assertThat(page.getByLabel("Your reply")).hasValue(ANSWER);
            window.button("Sign, seal and send").click();
            assertThat(page.getByText("Your reply was sent.")).isVisible();

            other.page().evaluate("dispatchEvent(new Event('focus'))");
            assertThat(other.page().locator("[data-message]")).hasCount(3);
            assertThat(other.page().locator("[data-entry] .unread")).hasCount(1);
        }
    }

    @Test
    void a_thread_runs_from_the_report_through_additions_and_answers_by_day() throws Exception {
        UUID entry = reported();
        answeredMeanwhile(entry);
        Sql.run("update sealed_message set received = received - 3 where entry = '" + entry + "' and kind = 'report'");
        Sql.run("update sealed_message set received = received - 1 where entry = '" + entry + "' and kind = 'reply'");
        source.adds(source.sealed("More".getBytes(UTF_8), READER), READER);
        window.choose(READER, entry);

        assertThat(page.locator("[data-message]")).hasCount(3);
        assertThat(page.locator("[data-message]"))
                .containsText(new String[] {"Report", "Answered by a-colleague", "Added by the source"});
        assertThat(page.locator(".messages .unread")).hasCount(3);
        window.button("Mark as read").click();
        assertThat(page.locator(".unread")).hasCount(0);
    }

    /** A report with the reply key inside, which the server names too. */
    private UUID reported() throws Exception {
        return source.reports(source.replyCertificate(), READER, Person.URGENT_LEAD);
    }

    /** The command that the console shows, run where the reviewer's secret key is. */
    private Path byGpg(Path recipient) throws IOException {
        String[] passphrase = {
            "--passphrase-file", Vetting.passphraseFile(READER).toString()
        };
        PlainGpg gpg = source.gpg();
        gpg.run(Files.readAllBytes(Vetting.secretKey(READER)), passphrase[0], passphrase[1], "--import")
                .orFail();
        byte[] reply = gpg.run(
                        ANSWER.getBytes(UTF_8),
                        passphrase[0],
                        passphrase[1],
                        "--sign",
                        "--encrypt",
                        "--armor",
                        "--recipient-file",
                        recipient.toString())
                .orFail();
        return Files.write(gpg.home().resolve("reply.pgp"), reply);
    }

    /** As if a colleague's console had sent it: only that it is there matters. */
    private static void answeredMeanwhile(UUID entry) {
        Sql.run("insert into sealed_message (id, entry, kind, received, seipd_version, length, octets, author)"
                + " select gen_random_uuid(), id, 'reply', received, 1, 1, 'x', 'a-colleague'"
                + " from entry where id = '" + entry + "'");
    }

    private void openReport() {
        openReport(window, READER);
    }

    private static void openReport(ConsoleWindow at, Person reader) {
        at.unlock(reader);
        at.button("Open this report").click();
        assertThat(at.text()).hasText(SourceWithCodename.REPORT.strip());
    }

    private static long replies() {
        return Sql.count("sealed_message where kind = 'reply'");
    }
}
