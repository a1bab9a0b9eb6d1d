package org.sallyport.house;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.standalone.DatabaseRole;
import org.sallyport.testkit.ConsoleWindow;
import org.sallyport.testkit.Firefox;
import org.sallyport.testkit.Gpg;
import org.sallyport.testkit.OpenedForm;
import org.sallyport.testkit.PackagedSource;
import org.sallyport.testkit.PackagedStaff;
import org.sallyport.testkit.Person;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.Programs;
import org.sallyport.testkit.SignIn;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.Vetting;
import org.sallyport.testkit.Waiting;

/**
 * A source without any program: types a report in Firefox without scripts, is answered from the console and from a machine
 * with plain gpg, reads both answers with twelve words, and adds something in between.
 */
class ComingBackIT {
    private static final Person REVIEWER = Person.URGENT_1;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] PHOTO = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 1, 2, 3};
    private static PackagedSource source;
    private static PackagedStaff staff;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        for (String program : List.of("gpg", "firefox-esr", "chromium")) {
            Programs.require(program);
        }
        source = new PackagedSource(Vetting.trustees(), PostgreSQL.settings(DatabaseRole.SOURCE));
        Map<String, String> settings = new HashMap<>(PostgreSQL.settings(DatabaseRole.STAFF));
        settings.put("sallyport.batches.prompt-every", "1s");
        staff = new PackagedStaff(settings);
        Vetting.ofEverybody();
    }

    @AfterAll
    static void stop() {
        if (source != null) {
            source.close();
        }
        if (staff != null) {
            staff.close();
        }
    }

    @Test
    void a_report_is_typed_answered_read_added_to_and_answered_again() throws Exception {
        try (Firefox browser = Firefox.safest();
                ConsoleWindow window = ConsoleWindow.open();
                Gpg gpg = new Gpg()) {
            String words = report(browser);
            awaitBatch();
            answerInTheConsole(window);
            assertThat(mailbox(browser, words)).contains("We believe you.", "Signed by urgent-1@desk.example");
            browser.screenshot(Path.of("target", "screens", "source-replies.png"), 1000, 600);
            browser.type("#text", "They came again.");
            browser.click("form[action='/mailbox/add'] button");
            assertThat(browser.text()).contains("It is stored.");
            awaitBatch();
            gpg.importFile(Vetting.secretKey(REVIEWER));
            Map<String, String> opened = openedWithGpg(gpg);
            assertThat(opened).containsKeys("They came at night.", "They came again.");
            answerFromTheOtherMachine(window, gpg);
            assertThat(mailbox(browser, words)).contains("We believe you.", "Do not go home.");
            assertThat(browser.cookies()).isZero();
        }
    }

    /** With the next batch, and so that the console's list has it when it is opened. */
    private static void awaitBatch() throws Exception {
        Waiting.until("a batch", () -> Sql.count("arrival") == 0);
    }

    private String report(Firefox browser) throws IOException {
        Path photo = Files.write(folder.resolve("photo.jpg"), PHOTO);
        Path letter = Files.writeString(folder.resolve("letter.docx"), "PK not really");
        Path scan = Files.writeString(folder.resolve("scan.pdf"), "%PDF-1.7 not really");
        browser.open(source.address("/").toString());
        browser.click("a[href='/report']");
        browser.screenshot(Path.of("target", "screens", "source-form.png"), 1000, 600);
        browser.click("option[value='urgent']");
        browser.type("#text", "They came at night.");
        browser.type("#files", photo + "\n" + letter + "\n" + scan);
        browser.click("form button");
        assertThat(browser.text("h1")).isEqualTo("Received");
        browser.screenshot(Path.of("target", "screens", "source-received.png"), 1000, 600);
        return browser.text("p.words");
    }

    private String mailbox(Firefox browser, String words) throws IOException {
        browser.open(source.address("/mailbox").toString());
        browser.type("#words", words);
        browser.click("form button");
        return browser.text();
    }

    private static void answerInTheConsole(ConsoleWindow window) {
        Page page = window.page();
        window.signIn(REVIEWER);
        page.locator("[data-entry]").first().click();
        page.setInputFiles("#key-file", Vetting.secretKey(REVIEWER));
        page.locator("#passphrase").fill(Vetting.passphrase(REVIEWER));
        button(page, "Unlock");
        button(page, "Open this report");
        assertThat(page.getByText("They came at night.")).isVisible();
        for (String file : List.of("photo.jpg", "letter.docx", "scan.pdf")) {
            assertThat(page.getByText(file).first()).isVisible();
        }
        page.getByLabel("Your reply").fill("We believe you.");
        button(page, "Sign, seal and send");
        assertThat(page.getByText("Your reply was sent.")).isVisible();
    }

    private void answerFromTheOtherMachine(ConsoleWindow window, Gpg gpg) throws Exception {
        byte[] sealed = gpg.encrypt(
                "Do not go home.".getBytes(StandardCharsets.UTF_8),
                List.of(folder.resolve("reply-key.pgp")),
                "--passphrase",
                Vetting.passphrase(REVIEWER),
                "--sign");
        Page page = window.page();
        page.reload();
        page.locator("[data-entry]").first().click();
        page.getByText("Or answer on a machine without a network").click();
        page.setInputFiles("#sealed-reply", Files.write(folder.resolve("reply.pgp"), sealed));
        button(page, "Send reply.pgp");
        assertThat(page.getByText("The reply was sent.")).isVisible();
    }

    /** What the source sent, by its text; the reply key inside lies in the folder afterwards. */
    private Map<String, String> openedWithGpg(Gpg gpg) throws Exception {
        SignIn reviewer = SignIn.as(REVIEWER);
        String entry =
                json(reviewer, "/api/entries").path("entries").get(0).path("id").asText();
        Map<String, String> texts = new HashMap<>();
        for (JsonNode message : messagesOfTheSource(json(reviewer, "/api/entries/" + entry + "/thread"))) {
            byte[] sealed = reviewer.download("/api/entries/" + entry + "/messages/"
                            + message.path("id").asText() + "/sealed.pgp")
                    .body();
            Map<String, byte[]> inside = OpenedForm.unzipped(gpg.open(sealed, Vetting.passphraseFile(REVIEWER)));
            Files.write(folder.resolve("reply-key.pgp"), inside.get("reply-key.pgp"));
            texts.put(new String(inside.get("report.txt"), StandardCharsets.UTF_8), entry);
        }
        return texts;
    }

    private static List<JsonNode> messagesOfTheSource(JsonNode thread) {
        List<JsonNode> messages = new ArrayList<>();
        for (JsonNode message : thread.path("messages")) {
            if (message.path("author").isNull()) {
                messages.add(message);
            }
        }
        return messages;
    }

    private static JsonNode json(SignIn reviewer, String path) throws IOException {
        return JSON.readTree(reviewer.get(path).body());
    }

    private static void button(Page page, String name) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }
}
