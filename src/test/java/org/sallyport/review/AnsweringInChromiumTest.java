package org.sallyport.review;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.codename.Codename;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.MessageFraming;
import org.sallyport.openpgp.OpenedReply;
import org.sallyport.openpgp.ReplyKey;
import org.sallyport.testkit.ConsoleWindow;
import org.sallyport.testkit.Person;
import org.sallyport.testkit.PlainGpg;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StaffFaceWithKeycloak;
import org.sallyport.testkit.StoredMessage;
import org.sallyport.testkit.Vetting;

/** A reviewer answers a report, in the console and with real gpg; what is stored opens with the codename's key alone. */
@QuarkusTest
@TestProfile(StaffFaceWithKeycloak.class)
class AnsweringInChromiumTest {
    private static final Person READER = Person.URGENT_1;
    private static final String REPORT = "What happened.\n";
    private static final String ANSWER = "We believe you.\nÉl no volvió. لم يعد.";
    private static final int LONGEST = 48 * 1024;

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Codename codename = Codename.mint(new SecureRandom());
    private final ReplyKey replyKey = codename.replyKey();
    private PlainGpg gpg;
    private ConsoleWindow window;
    private Page page;

    @BeforeEach
    void open() throws Exception {
        Vetting.ofEverybody();
        gpg = new PlainGpg();
        window = ConsoleWindow.open();
        page = window.page();
        page.onRequest(requests::add);
    }

    @AfterEach
    void close() throws IOException {
        replyKey.close();
        codename.close();
        gpg.close();
        window.close();
    }

    @Test
    void a_reply_is_signed_and_sealed_in_the_page_and_opens_with_the_codename() throws Exception {
        UUID entry = reported(replyKey.certificate());
        choose(entry);
        page.getByLabel("Your reply").fill(ANSWER);
        assertThat(page.locator(".answer").first()).containsText("unlock your key above");
        assertThat(button("Sign, seal and send")).isDisabled();
        openReport();
        window.look("answering");
        accessible();
        button("Sign, seal and send").click();
        assertThat(page.getByText("Your reply was sent.")).isVisible();

        OpenedReply opened = opened(entry);
        assertThat(new String(opened.text(), UTF_8)).isEqualTo(ANSWER);
        assertThat(opened.signedBy()).contains(Vetting.certificate(READER));
        for (Request request : requests) {
            assertThat(request.url() + request.postData())
                    .doesNotContain("believe")
                    .doesNotContain("PRIVATE KEY");
        }

        assertThat(page.getByLabel("Your reply")).hasValue("");
        button("Mark as waiting for the source").click();
        assertThat(page.locator("[data-entry]")).containsText("Waiting for the source");
        assertThat(page.locator("[data-message]")).hasCount(2);
        window.look("answered");
        accessible();
        button("Open: Answered by").click();
        assertThat(text()).hasText(ANSWER);
        button("Close it").click();
        // Written on the same day, the reply is not taken for the report.
        button("Open this report").click();
        assertThat(text()).hasText(REPORT.strip());
    }

    @Test
    void a_reply_key_that_was_swapped_is_said_loudly_and_nothing_is_sent() throws Exception {
        try (Codename other = Codename.mint(new SecureRandom());
                ReplyKey swapped = other.replyKey()) {
            UUID entry = reported(swapped.certificate());
            choose(entry);
            openReport();
            page.getByLabel("Your reply").fill(ANSWER);
            button("Sign, seal and send").click();

            assertThat(page.getByRole(AriaRole.ALERT)).containsText("STOP");
            assertThat(page.getByLabel("Your reply")).hasValue(ANSWER);
            assertThat(requests).noneMatch(request -> request.url().endsWith("/replies"));
            assertThat(Sql.count("sealed_message where kind = 'reply' and entry = '" + entry + "'"))
                    .isZero();
            window.look("tampered");
            accessible();
        }
    }

    @Test
    void a_reply_of_gpg_is_sent_and_one_to_somebody_else_is_refused() throws Exception {
        UUID entry = reported(replyKey.certificate());
        choose(entry);
        page.getByText("Or answer on a machine without a network").click();
        window.expectFailures();
        page.setInputFiles("#sealed-reply", byGpg(Vetting.file(READER)));
        button("Send reply.pgp").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Encrypt the reply to the report's reply key");

        Path key = Files.write(gpg.home().resolve("reply-key.pgp"), replyKey.certificate());
        page.setInputFiles("#sealed-reply", byGpg(key));
        button("Send reply.pgp").click();
        assertThat(page.getByText("The reply was sent.")).isVisible();
        window.look("answered-with-gpg");
        accessible();
        OpenedReply opened = opened(entry);
        assertThat(new String(opened.text(), UTF_8)).isEqualTo(ANSWER);
        assertThat(opened.signedBy()).contains(Vetting.certificate(READER));
    }

    @Test
    void a_draft_outlives_another_entry_and_what_a_colleague_sent_meanwhile() throws Exception {
        UUID entry = reported(replyKey.certificate());
        choose(entry);
        openReport();
        page.getByLabel("Your reply").fill(ANSWER);
        UUID another = StoredMessage.of(new ByteArrayInputStream(sealed(REPORT.getBytes(UTF_8))), READER);
        button("Refresh").click();
        page.locator("[data-entry='" + another + "']").click();
        assertThat(page.getByText("Nobody would read an answer")).isVisible();
        page.locator("[data-entry='" + entry + "']").click();
        assertThat(page.getByLabel("Your reply")).hasValue(ANSWER);
        assertThat(page.locator("[data-message]")).hasCount(1);

        answeredMeanwhile(entry);
        window.expectFailures();
        button("Sign, seal and send").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("A colleague or the source was faster");
        assertThat(page.locator("[data-message]")).hasCount(2);
        assertThat(page.getByText("came in while you were writing")).isVisible();
        assertThat(page.getByLabel("Your reply")).hasValue(ANSWER);
        window.look("something-new");
        accessible();
        button("Sign, seal and send").click();
        assertThat(page.getByText("Your reply was sent.")).isVisible();
        assertThat(page.locator("[data-message]")).hasCount(3);
    }

    /** A report of today with the reply key inside, and a mailbox for which the server names this certificate. */
    private UUID reported(byte[] claimed) throws Exception {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(octets)) {
            zip.putNextEntry(new ZipEntry("report.txt"));
            zip.write(REPORT.getBytes(UTF_8));
            zip.putNextEntry(new ZipEntry("reply-key.pgp"));
            zip.write(replyKey.certificate());
        }
        UUID entry = StoredMessage.of(new ByteArrayInputStream(sealed(octets.toByteArray())), READER);
        Sql.run("update sealed_message set received = (now() at time zone 'UTC')::date where id = '" + entry + "'");
        try (Connection database = PostgreSQL.owner();
                PreparedStatement insert = database.prepareStatement("insert into mailbox values (?, ?, ?)")) {
            insert.setObject(1, entry);
            insert.setBytes(2, codename.tokenHash());
            insert.setBytes(3, claimed);
            insert.executeUpdate();
        }
        return entry;
    }

    private byte[] sealed(byte[] plaintext) throws IOException {
        String reader = Vetting.file(READER).toString();
        return gpg.run(plaintext, "--recipient-file", reader, "--encrypt").orFail();
    }

    /** The command that the console shows, run where the reviewer's secret key is. */
    private Path byGpg(Path recipient) throws IOException {
        String[] passphrase = {
            "--passphrase-file", Vetting.passphraseFile(READER).toString()
        };
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
        Sql.run("with b as (insert into body (id) values (gen_random_uuid()) returning id),"
                + " c as (insert into body_chunk (body, number, octets) select id, 0, 'x' from b)"
                + " insert into sealed_message"
                + " (id, entry, body, desk, received, seipd_version, length, digest, kind, author)"
                + " select gen_random_uuid(), m.entry, b.id, m.desk, m.received, 1, 1, 'a digest', 'reply', 'a-colleague'"
                + " from b, sealed_message m where m.id = '" + entry + "'");
    }

    /** What the source's own door gives for the codename, opened with its key. */
    private OpenedReply opened(UUID entry) throws Exception {
        byte[] message = stored(entry);
        Certificate signer = Certificate.read(Files.readAllBytes(Vetting.file(READER)));
        return replyKey.open(new ByteArrayInputStream(message), LONGEST, List.of(signer), Instant.now());
    }

    private byte[] stored(UUID entry) throws SQLException {
        try (Connection database = PostgreSQL.owner();
                PreparedStatement query =
                        database.prepareStatement("select octets, packets from open_mailbox(?, ?, 0, 2)")) {
            query.setObject(1, entry);
            query.setBytes(2, codename.token());
            try (ResultSet row = query.executeQuery()) {
                assertThat(row.next()).isTrue();
                byte[] body = row.getBytes(1);
                byte[][] packets = (byte[][]) row.getArray(2).getArray();
                ByteArrayOutputStream message = new ByteArrayOutputStream();
                message.writeBytes(MessageFraming.header(List.of(packets), body.length));
                message.writeBytes(body);
                assertThat(row.next()).isFalse();
                return message.toByteArray();
            }
        }
    }

    private void choose(UUID entry) {
        window.signIn(READER);
        page.locator("[data-entry='" + entry + "']").click();
    }

    private void openReport() {
        page.setInputFiles("#key-file", Vetting.secretKey(READER));
        page.getByLabel("Its passphrase").fill(Vetting.passphrase(READER));
        button("Unlock").click();
        button("Open this report").click();
        assertThat(text()).hasText(REPORT.strip());
    }

    private Locator text() {
        return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Text"));
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(name.equals("Unlock")));
    }

    private void accessible() {
        List<?> violations = new AxeBuilder(page).analyze().getViolations();
        assertThat(violations).as("what axe found").isEmpty();
    }
}
