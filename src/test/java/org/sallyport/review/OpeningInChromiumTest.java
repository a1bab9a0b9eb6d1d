package org.sallyport.review;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.testkit.ConsoleWindow;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.ModernKey;
import org.sallyport.testkit.Person;
import org.sallyport.testkit.PlainGpg;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StaffFaceWithKeycloak;
import org.sallyport.testkit.StoredMessage;
import org.sallyport.testkit.Vetting;

/**
 * A reviewer opens reports in the console that real gpg has sealed. {@link ConsoleWindow} fails a test whose page broke the
 * policy or asked anybody else.
 */
@QuarkusTest
@TestProfile(StaffFaceWithKeycloak.class)
class OpeningInChromiumTest {
    private static final Person READER = Person.URGENT_1;
    private static final String TEXT = "What happened.\nÉl no volvió. لم يعد.\n";
    private static final byte[] PDF = "%PDF-1.7 evidence".getBytes(UTF_8);
    private static final Map<String, byte[]> EVIDENCE = new TreeMap<>(Map.of(
            "report.txt", TEXT.getBytes(UTF_8),
            "photos/night.jpg", "\u00ff\u00d8\u00ff evidence".getBytes(ISO_8859_1),
            "letter.pdf", PDF,
            "notes.docx", "PK\u0003\u0004 evidence".getBytes(ISO_8859_1)));

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Request> failed = new CopyOnWriteArrayList<>();
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
        page.onRequestFailed(failed::add);
    }

    @AfterEach
    void close() throws IOException {
        gpg.close();
        window.close();
    }

    @Test
    void a_report_of_gpg_is_read_its_file_saved_and_nothing_of_the_key_leaves_the_worker() throws Exception {
        UUID entry = stored(sealed(zip(EVIDENCE), READER));
        window.choose(READER, entry);
        window.look("unlock");
        window.accessible();
        window.unlock(READER);
        window.button("Open this report").click();

        assertThat(window.text()).hasText(TEXT.strip());
        assertThat(page.locator(".files li")).hasCount(3);
        assertThat(page.locator(".files")).containsText("letter.pdfPDF document, 17 bytes");
        assertThat(page.locator(".files")).containsText("photos/night.jpgJPEG picture");
        assertThat(page.locator(".files")).containsText("notes.docxWord document");
        assertThat(page.locator("[data-entry]")).containsText("Opened");
        window.look("opened");
        window.accessible();

        Download file =
                page.waitForDownload(() -> window.button("Save letter.pdf").click());
        assertThat(file.suggestedFilename()).isEqualTo("letter.pdf");
        assertThat(Files.readAllBytes(file.path())).isEqualTo(PDF);
        nothingOfTheKeyLeft();
        assertThat(page.locator("body").innerText()).doesNotContain("secret-name");
    }

    @Test
    void the_wrong_passphrase_the_wrong_file_and_the_wrong_key_are_told_apart() throws Exception {
        window.choose(READER, stored(sealed(TEXT.getBytes(UTF_8), READER)));
        window.button("Unlock").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Choose the file");
        window.unlock(Vetting.secretKey(READER), "a guess");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("That passphrase does not unlock this key");
        window.look("wrong-passphrase");
        window.accessible();
        page.setInputFiles("#key-file", Vetting.file(READER));
        window.button("Unlock").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("This is a public key");

        window.unlock(Person.URGENT_LEAD);
        window.button("Open this report").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("not sealed to the key that you unlocked");
        assertThat(page.locator("[data-entry]")).containsText("not yet opened");
        nothingOfTheKeyLeft();
    }

    @Test
    void a_pasted_key_opens_a_message_inside_a_message() throws Exception {
        byte[] inner = sealed(TEXT.getBytes(UTF_8), READER);
        window.choose(READER, stored(sealed(inner, READER)));
        page.getByText("Paste it instead").click();
        // Letters typed here are no commands.
        page.getByLabel("Your secret key as text").pressSequentially("oxwur?");
        assertThat(page.locator("[data-entry]")).containsText("not yet opened");
        page.getByLabel("Your secret key as text").fill(Files.readString(Vetting.secretKey(READER)));
        page.getByLabel("Its passphrase").fill(Vetting.passphrase(READER));
        window.button("Unlock").click();
        window.button("Open this report").click();

        assertThat(page.locator(".opened")).containsText("a second sealed OpenPGP message");
        Download saved =
                page.waitForDownload(() -> page.getByText("Save all of it").click());
        assertThat(Files.readAllBytes(saved.path())).isEqualTo(inner);
        window.button("Open the message inside").click();
        assertThat(window.text()).hasText(TEXT.strip());
        window.look("message-inside");
        window.accessible();
        window.button("Back to the outer message").click();
        assertThat(window.button("Open the message inside")).isVisible();
    }

    @Test
    void a_changed_message_shows_nothing_of_itself() throws Exception {
        byte[] message = sealed(TEXT.repeat(5_000).getBytes(UTF_8), READER);
        message[message.length - 25] ^= 1;
        window.choose(READER, stored(message));
        window.unlock(READER);
        window.button("Open this report").click();

        assertThat(page.getByRole(AriaRole.ALERT)).containsText("its integrity check failed");
        assertThat(page.locator("body")).not().containsText("What happened");
        assertThat(page.locator("[data-entry]")).containsText("not yet opened");
        window.look("damaged");
        window.accessible();
    }

    @Test
    void a_hostile_archive_is_not_listed_but_can_be_saved() throws Exception {
        byte[] archive = zip(Map.of("../../evil.sh", PDF));
        window.choose(READER, stored(sealed(archive, READER)));
        window.unlock(READER);
        window.button("Open this report").click();

        assertThat(page.locator(".opened .problem")).containsText("points outside of the archive");
        Download saved =
                page.waitForDownload(() -> page.getByText("Save all of it").click());
        assertThat(Files.readAllBytes(saved.path())).isEqualTo(archive);
    }

    @Test
    void a_download_can_be_cancelled() throws Exception {
        window.choose(READER, stored(sealed(MadeMessage.noise(60_000_000), READER, "--compress-algo", "none")));
        window.unlock(READER);
        window.expectFailures();
        window.button("Open this report").click();
        assertThat(page.getByRole(AriaRole.PROGRESSBAR)).isVisible();
        window.look("progress");
        window.button("Cancel").click();

        assertThat(window.button("Open this report")).isVisible();
        page.waitForCondition(
                () -> failed.stream().anyMatch(request -> request.url().endsWith("/sealed.pgp")));
        assertThat(page.locator("[data-entry]")).containsText("not yet opened");
    }

    @Test
    void the_key_is_gone_when_it_is_forgotten_and_when_its_owner_signs_out() throws Exception {
        window.choose(READER, stored(sealed(TEXT.getBytes(UTF_8), READER)));
        window.unlock(READER);
        window.button("Open this report").click();
        assertThat(window.text()).isVisible();
        assertThat(page.workers()).hasSize(1);
        window.button("Forget my key").click();
        assertThat(window.button("Unlock")).isVisible();
        assertThat(window.text()).hasCount(0);
        page.waitForCondition(() -> page.workers().isEmpty());

        window.unlock(READER);
        assertThat(window.button("Open this report")).isVisible();
        page.getByText("Sign out").click();
        page.waitForCondition(() -> page.workers().isEmpty());
        window.signIn(READER);
        page.locator("[data-entry]").click();
        assertThat(window.button("Unlock")).isVisible();
        nothingOfTheKeyLeft();
    }

    @Test
    void a_key_that_is_locked_with_argon2_is_refused_and_its_owner_told_what_to_do() throws Exception {
        window.choose(READER, stored(sealed(TEXT.getBytes(UTF_8), READER)));
        window.unlock(ModernKey.in(gpg.home()), ModernKey.PASSPHRASE);

        assertThat(page.getByRole(AriaRole.ALERT)).containsText("locked with Argon2");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("gpg --edit-key, then passwd");
        assertThat(window.button("Unlock")).isVisible();
        window.look("argon2-key");
        window.accessible();
    }

    @Test
    void a_key_that_nobody_used_for_15_minutes_is_gone_with_all_that_it_opened() throws Exception {
        window.choose(READER, stored(sealed(TEXT.getBytes(UTF_8), READER)));
        window.unlock(READER);
        window.button("Open this report").click();
        assertThat(window.text()).isVisible();
        workerSleeps(14);
        window.button("Close it").click();
        window.button("Open this report").click();
        assertThat(window.text()).isVisible();
        workerSleeps(15);

        page.waitForCondition(() -> page.workers().isEmpty());
        assertThat(page.getByText("Your key was forgotten after 15 minutes without use."))
                .isVisible();
        assertThat(window.text()).hasCount(0);
        assertThat(window.button("Unlock")).isVisible();
        window.look("key-forgotten");
        window.accessible();
    }

    @Test
    void what_is_larger_than_the_browser_can_hold_is_refused_before_it_is_downloaded() throws Exception {
        UUID entry = stored(sealed(MadeMessage.noise(2_000_000), READER, "--compress-algo", "none"));
        Sql.run("update sealed_message set length = 600000000 where entry = '" + entry + "'");
        window.choose(READER, entry);
        window.unlock(READER);
        window.expectFailures();
        window.button("Open this report").click();

        assertThat(page.getByRole(AriaRole.ALERT)).containsText("more than the browser can hold");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("gpg on a machine that has the room");
        assertThat(page.locator("[data-entry]")).containsText("not yet opened");
        assertThat(window.button("Download message-")).isVisible();
        window.look("too-large");
        window.accessible();
    }

    /** The clock on the wall goes on by so many minutes while the worker that holds the key has nothing to do. */
    private void workerSleeps(int minutes) {
        page.workers()
                .get(0)
                .evaluate("minutes => { const now = Date.now; Date.now = () => now() + minutes * 60_000; }", minutes);
    }

    private static UUID stored(byte[] message) throws Exception {
        return StoredMessage.of(new ByteArrayInputStream(message), READER);
    }

    private byte[] sealed(byte[] plaintext, Person reader, String... more) throws IOException {
        List<String> arguments = new java.util.ArrayList<>(List.of(more));
        arguments.addAll(List.of(
                "--set-filename",
                "secret-name",
                "--recipient-file",
                Vetting.file(reader).toString(),
                "--encrypt"));
        return gpg.run(plaintext, arguments.toArray(String[]::new)).orFail();
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(octets)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return octets.toByteArray();
    }

    /** No request carries anything of the key, and the browser keeps nothing. */
    private void nothingOfTheKeyLeft() throws IOException {
        String key = Files.readString(Vetting.secretKey(READER))
                .lines()
                .skip(3)
                .findFirst()
                .orElseThrow();
        for (Request request : requests) {
            String said = request.url() + request.headers() + request.postData();
            assertThat(said)
                    .doesNotContain(key)
                    .doesNotContain(Vetting.passphrase(READER))
                    .doesNotContain("PRIVATE KEY");
            if (URI.create(request.url()).getPath().startsWith("/api/") && request.postData() != null) {
                assertThat(request.postData())
                        .matches("\\{\"state\":\"opened\"}|\\{\"messages\":\\[\"[0-9a-f-]{36}\"]}");
            }
        }
        assertThat(requests).anyMatch(request -> request.url().contains("/keyWorker-"));
        assertThat(page.evaluate("async () => [localStorage.length, sessionStorage.length,"
                        + " (await indexedDB.databases()).length, (await caches.keys()).length].join()"))
                .isEqualTo("0,0,0,0");
    }
}
