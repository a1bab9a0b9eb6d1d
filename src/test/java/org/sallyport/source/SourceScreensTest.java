package org.sallyport.source;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.codename.Codename;
import org.sallyport.codename.WordList;
import org.sallyport.intake.NotStored;
import org.sallyport.openpgp.Refusal;
import org.sallyport.testkit.GpgAnswer;
import org.sallyport.testkit.Organisation;
import org.sallyport.testkit.SourceFaceWithDesks;
import org.sallyport.testkit.SourceWindow;

/** Every page that a source may see, in three sizes of window, without scripts. */
@QuarkusTest
@TestProfile(SourceFaceWithDesks.class)
class SourceScreensTest {
    private static final String TEXT =
            "They came at night.\n\nOn Tuesday two men asked my neighbour who had gone to Geneva.";
    private static final String ANSWER = "We believe you. Please do not go home yet.\n\n"
            + "Is there a day on which nobody else reads what you write?\nhttps://example.org/"
            + "a-long-address/".repeat(9);

    private static final String SIGNED = "Signed by urgent-1@desk.example, a vetted reviewer of the desk.";

    @TempDir
    Path folder;

    private SourceWindow window;
    private Page page;

    @BeforeEach
    void open() throws Exception {
        Organisation.made().load();
        window = new SourceWindow();
        page = window.page();
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void theDesks() {
        look("start", "/");
        look("desk", "/desks/urgent");
        look("desk-closed", "/desks/lonely");
        look("desk-with-codename", "/desks/urgent/codename");
        page.fill("#message", "This is not encrypted.");
        press("Send the text", "desk-refused", 422);
    }

    @Test
    void theForm() throws Exception {
        look("form", "/report");
        page.selectOption("#desk", "urgent");
        press("Send the report", "form-refused-empty", 422);
        page.fill("#text", TEXT);
        page.setInputFiles(
                "#files", Files.write(folder.resolve("film.mp4"), new byte[SourceFaceWithDesks.UPLOAD_LIMIT]));
        press("Send the report", "form-refused-too-large", 413);
        assertThat(page.inputValue("#text")).isEqualTo(TEXT);
        page.setInputFiles("#files", Files.write(folder.resolve("photo.jpg"), new byte[100]));
        press("Send the report", "received", 200);
        page.selectOption("#list", "CHINESE_SIMPLIFIED");
        press("Show", "received-in-chinese", 200);
        page.selectOption("#list", "FRENCH");
        press("Show", "received-in-french", 200);
    }

    @Test
    void theMailbox() throws Exception {
        look("mailbox", "/mailbox");
        page.fill(
                "#words",
                "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandn");
        press("Open", "mailbox-words-refused", 422);
        page.fill("#words", words(Codename.mint(new SecureRandom())));
        press("Open", "mailbox-nothing-there", 404);

        Codename codename = reported();
        comeBack(codename, "mailbox-no-answer");
        window.press("Send");
        window.look("mailbox-addition-refused");
        GpgAnswer.unsigned(codename, "This one is not signed.");
        GpgAnswer.damageAll();
        GpgAnswer.unsigned(codename, "Come to the station at five, alone.");
        GpgAnswer.signed(codename, "urgent-1", ANSWER);
        comeBack(codename, "mailbox-answers");
        assertThat(page.locator(".reply .quiet").allTextContents()).containsExactly(SIGNED);
        assertThat(page.locator(".reply .warn").count()).isEqualTo(1);
        page.fill("#text", "They came again.");
        press("Send", "mailbox-added", 200);
        for (int more = 0; more < 8; more++) {
            GpgAnswer.unsigned(codename, "Answer " + more);
        }
        comeBack(codename, "mailbox-many-answers");
        press("Earlier answers", "mailbox-earlier", 200);
        press("Delete the answers", "mailbox-deleted", 200);
        window.press("Close the mailbox");
        assertThat(page.locator("h1").textContent())
                .as("nobody closes it by mistake")
                .isEqualTo("Answers to your report");
        page.check("input[type=checkbox]");
        press("Close the mailbox", "mailbox-closed", 200);
    }

    @Test
    void theErrors() {
        look("error-404", "/nothing");
        look("error-500", "/desks/urgent/broken");
        look("error-405", "/codename");
    }

    @Test
    void leavingNowEndsOnAnEmptyTab() {
        look("start", "/");
        page.click("header a");
        page.waitForURL("about:blank");
        assertThat(page.locator("body").textContent()).isEmpty();
    }

    @Test
    void everyRefusal() {
        for (Refusal refusal : Refusal.values()) {
            look("refused-" + small(refusal), new Outcome.Refused(refusal));
        }
        for (FormRefused.Reason reason : FormRefused.Reason.values()) {
            look("form-" + small(reason), new Outcome.FormNotTaken(reason));
        }
        look("nothing-to-add-to", new Outcome.NothingToAddTo());
        for (NotStored.Certainty certainty : NotStored.Certainty.values()) {
            look("failed-" + small(certainty), new Outcome.Failed(certainty));
        }
        look("message-received", new Outcome.Received());
        look("message-too-large", new Outcome.TooLarge("1 GB"));
        look("lane-closed", new Outcome.LaneClosed());
        look("broken-off", new Outcome.BrokenOff());
        look("desk-closed-meanwhile", new Outcome.Closed());
        look("no-such-desk", new Outcome.NoSuchDesk());
    }

    private void look(String name, String path) {
        page.navigate("http://127.0.0.1:" + RestAssured.port + path);
        window.look(name);
    }

    private void look(String name, Outcome outcome) {
        page.setContent(OutcomePage.Templates.outcome(outcome, "/").render());
        window.look(name);
    }

    private void press(String button, String name, int status) {
        Response answer =
                page.waitForResponse(response -> response.request().isNavigationRequest(), () -> window.press(button));
        page.waitForLoadState();
        assertThat(answer.status()).as(name).isEqualTo(status);
        window.look(name);
    }

    private Codename reported() throws Exception {
        page.navigate("http://127.0.0.1:" + RestAssured.port + "/report");
        Codename codename = Codename.ofField(
                page.locator("input[name=codename]").inputValue().getBytes(US_ASCII));
        page.selectOption("#desk", "urgent");
        page.fill("#text", TEXT);
        window.press("Send the report");
        return codename;
    }

    private void comeBack(Codename codename, String name) {
        page.navigate("http://127.0.0.1:" + RestAssured.port + "/mailbox");
        page.fill("#words", words(codename));
        press("Open", name, 200);
    }

    private static String words(Codename codename) {
        return new String(codename.words(WordList.ENGLISH), UTF_8);
    }

    private static String small(Enum<?> reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
