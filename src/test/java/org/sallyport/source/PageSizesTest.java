package org.sallyport.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.codename.Codename;
import org.sallyport.codename.WordList;
import org.sallyport.openpgp.Refusal;
import org.sallyport.testkit.Form;
import org.sallyport.testkit.GpgAnswer;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.Organisation;
import org.sallyport.testkit.RawHttp;
import org.sallyport.testkit.SourceFaceWithDesks;

/** What a watcher of the line can count: octets on the wire, headers included. */
@QuarkusTest
@TestProfile(SourceFaceWithDesks.class)
class PageSizesTest {
    private static final int USUAL = 12 * 1024;
    private static final int LARGER = 32 * 1024;
    private static final int MAILBOX = 64 * 1024;
    private static final String CUT_OFF = "--edge\r\nContent-Disposition: form-data; name=\"codename\"\r\n\r\n0f";

    private final Codename codename = Codename.mint(new SecureRandom());
    private final Map<String, String> answers = new LinkedHashMap<>();

    @BeforeEach
    void desks() throws Exception {
        Organisation.made().load();
    }

    @Test
    void everyPageOfTheWalkAndEveryRefusalIsAsLongAsTheOthers() throws IOException {
        for (String path : List.of("/", "/report", "/nothing", "/console", "/desks/nobody", "/desks/lonely")) {
            get(path);
        }
        get("/desks/urgent/broken");
        get("/desks/urgent/broken-early");
        get("/codename");
        post("/report", report("They came at night."));
        post("/report", report("They came at night.").field("colour", "red"));
        post("/report", report(""));
        post("/report", report("They came again.").file("film.mp4", new byte[SourceFaceWithDesks.UPLOAD_LIMIT]));
        post("/report", new Form().field("desk", "urgent"));
        keep("/report", octets(Form.post(RestAssured.port, "/report", CUT_OFF.getBytes(US_ASCII))));
        post("/codename", carrying(codename).field("list", "CHINESE_SIMPLIFIED"));
        post("/codename", carrying(codename).field("list", "KLINGON"));
        for (String message : List.of("", "not encrypted", "-----BEGIN PGP PUBLIC KEY BLOCK-----")) {
            post("/desks/urgent/report", new Form().field("message", message));
        }
        post("/desks/lonely/report", new Form().field("message", "to a closed desk"));
        post(
                "/desks/urgent/report",
                message(MadeMessage.binary(Organisation.made().keys("urgent"), 300)));
        assertThat(answers.keySet()).hasSizeGreaterThan(19);
        allAreLong(USUAL);
        assertThat(answers.values().stream().map(RawHttp::status).distinct())
                .contains(200, 400, 404, 405, 413, 422, 500, 503);
    }

    /** How long they are depends on the desk alone, which is no secret. */
    @Test
    void aDesksPagesAreOfTheSameSizesAsTheOthers() throws IOException {
        get("/desks/urgent");
        get("/desks/country");
        get("/desks/urgent/codename");
        assertThat(answers.values())
                .extracting(answer -> RawHttp.body(answer).length())
                .isSubsetOf(USUAL, LARGER);
    }

    @Test
    void aMailboxPageIsAsLongWithAnAnswerAsWithoutAndAsWithoutAMailbox() throws Exception {
        get("/mailbox");
        open(codename);
        open("zoo zoo");
        open("abandon ".repeat(12));
        post("/mailbox", new Form().field("text", "no words"));
        keep("/mailbox", octets(Form.post(RestAssured.port, "/mailbox", CUT_OFF.getBytes(US_ASCII))));
        answers.put("a method that it does not know", raw("DELETE", "/mailbox"));
        get("/mailbox/close");
        get("/mailbox/nothing");
        post("/report", report("They came at night."));
        answers.values().removeIf(answer -> answer.contains("<h1>Received</h1>"));
        open(codename);
        GpgAnswer.unsigned(codename, "Come on Thursday.");
        open(codename);
        GpgAnswer.signed(codename, "country-1", "x".repeat(40_000));
        open(codename);
        post("/mailbox/earlier", carrying(codename).field("skipped", "1"));
        post("/mailbox/earlier", carrying(codename).field("skipped", "2"));
        post("/mailbox/earlier", carrying(codename).field("skipped", "many"));
        post("/mailbox/add", carrying(codename).field("text", ""));
        post(
                "/mailbox/add",
                carrying(codename).field("text", "y".repeat(40_000)).field("colour", "red"));
        post("/mailbox/add", carrying(codename).field("text", "They came again."));
        post("/mailbox/file", carrying(codename).field("skipped", "7").field("number", "7"));
        post("/mailbox/delete", carrying(codename).field("replies", ""));
        post("/mailbox/close", carrying(codename));
        post("/mailbox/close", carrying(codename));
        open(codename);
        assertThat(answers.keySet()).hasSizeGreaterThan(20);
        allAreLong(MAILBOX);
    }

    @Test
    void answersThatDoNotFitOnAPageStandOnTheNext() throws Exception {
        post("/report", report("They came at night."));
        for (char letter = 'a'; letter < 'd'; letter++) {
            GpgAnswer.unsigned(codename, String.valueOf(letter).repeat(30_000));
        }
        // In HTML these are 200 KB.
        GpgAnswer.unsigned(codename, "\"&".repeat(20_000));
        answers.clear();
        open(codename);
        for (int skipped = 1; skipped <= 3; skipped++) {
            post("/mailbox/earlier", carrying(codename).field("skipped", String.valueOf(skipped)));
        }
        allAreLong(MAILBOX);
        String all = String.join("", answers.values());
        assertThat(all).contains("a".repeat(30_000), "b".repeat(30_000), "c".repeat(30_000), "too long for a page");
    }

    @Test
    void whatWasTypedComesBackOnAPageOfTheNextSizes() throws IOException {
        post(
                "/report",
                new Form()
                        .field("codename", field(codename))
                        .field("desk", "nobody")
                        .field("text", "x".repeat(20_000)));
        allAreLong(LARGER);
        answers.clear();
        post("/report", report("<".repeat(50_000)).field("colour", "red"));
        allAreLong(4 * MAILBOX);
    }

    @Test
    void theAnswersInPlainTextHaveOneSize() throws IOException {
        for (String path : List.of("/desks/urgent/report", "/desks/lonely/report", "/desks/nobody/report")) {
            answers.put(path, raw("PUT", path, "not encrypted"));
        }
        byte[] message = MadeMessage.binary(Organisation.made().keys("urgent"), 300);
        answers.put("taken", raw("PUT", "/desks/urgent/report", new String(message, ISO_8859_1)));
        assertThat(RawHttp.body(answers.get("taken"))).startsWith("Received.\n").hasSize(1024);
        assertThat(answers.values().stream().map(String::length).distinct()).hasSize(1);
        for (Refusal reason : Refusal.values()) {
            String words =
                    (String) OutcomePage.text(new Outcome.Refused(reason)).getEntity();
            assertThat(words.getBytes(UTF_8)).as(words).hasSize(1024);
        }
    }

    @Test
    void nothingIsCompressedWhateverIsAskedFor() throws IOException {
        String answer = RawHttp.answer(
                RestAssured.port,
                "GET / HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip, br, zstd\r\nConnection: close\r\n\r\n");
        assertThat(RawHttp.header(answer)).doesNotContain("content-encoding");
        assertThat(RawHttp.body(answer)).hasSize(USUAL).contains("<title>");
    }

    /** To the octet, with the header: a status or a reason that is longer would tell them apart. */
    private void allAreLong(int page) {
        answers.forEach((name, answer) ->
                assertThat(RawHttp.body(answer).length()).as(name).isEqualTo(page));
        answers.forEach((name, answer) -> assertThat(answer)
                .as(name + "\n" + RawHttp.header(answer))
                .hasSameSizeAs(answers.values().iterator().next()));
    }

    private void get(String path) throws IOException {
        keep(path, RawHttp.get(RestAssured.port, path));
    }

    private void post(String path, Form form) throws IOException {
        keep(path, octets(form.post(RestAssured.port, path)));
    }

    /** One character for each octet. */
    private static String octets(String answer) {
        return new String(answer.getBytes(UTF_8), ISO_8859_1);
    }

    private void keep(String path, String answer) {
        answers.put(answers.size() + 1 + " " + path, answer);
    }

    private void open(Codename words) throws IOException {
        open(new String(words.words(WordList.ENGLISH), UTF_8));
    }

    private void open(String words) throws IOException {
        post("/mailbox", new Form().field("words", words));
    }

    private static String raw(String method, String path) throws IOException {
        return raw(method, path, "");
    }

    private static String raw(String method, String path, String body) throws IOException {
        return RawHttp.answer(
                RestAssured.port,
                method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body);
    }

    private Form report(String text) {
        return carrying(codename).field("desk", "urgent").field("text", text);
    }

    private static Form carrying(Codename codename) {
        return new Form().field("codename", field(codename));
    }

    private static Form message(byte[] octets) {
        return new Form()
                .part("Content-Disposition: form-data; name=\"file\"; filename=\"x.pgp\"".getBytes(US_ASCII), octets);
    }

    private static String field(Codename name) {
        return new String(name.field(), US_ASCII);
    }
}
