package org.sallyport.house;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sallyport.codename.Codename;
import org.sallyport.codename.WordList;
import org.sallyport.testkit.Form;
import org.sallyport.testkit.GpgAnswer;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.RawHttp;

/** Everything that a source does, by both lanes, and everything that it does wrong. Each request carries its marks. */
final class CanaryVisits {
    /** More than any parser keeps in memory that keeps uploads in files. */
    private static final int LARGE = 1024 * 1024;

    private static final String PUT_REPORT = "/desks/urgent/report";

    private final MarkedRequests requests;
    private final Marks marks;
    private final String codename;
    private final MarkedSender sender;
    private String words = "";

    CanaryVisits(MarkedRequests requests, Marks marks, MarkedSender sender) throws Exception {
        this.requests = requests;
        this.marks = marks;
        this.codename = found("name=\"codename\" value=\"([0-9a-f]{32})\"", requests.get("/report"));
        marks.codename(codename.getBytes(US_ASCII));
        this.sender = sender;
    }

    void everything() throws Exception {
        reportByForm();
        reportSealed();
        comeBack();
        doItWrong();
    }

    private void reportByForm() throws Exception {
        String receipt = requests.post("/report", report());
        assertThat(receipt).contains("<h1>Received</h1>");
        words = found("<p class=\"words\"[^>]*>([a-z ]+)</p>", receipt);
    }

    Form report() {
        Form form = requests.form()
                .field("codename", codename)
                .field("desk", "urgent")
                .field("text", text());
        return file(file(form, "files"), "files");
    }

    /** More than a usual parser keeps in memory, too. */
    private String text() {
        return ("They came to the house. " + marks.of(Mark.TEXT) + "\n").repeat(500);
    }

    private Form file(Form form, String field) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        while (content.size() < LARGE) {
            content.writeBytes(marks.of(Mark.FILE).getBytes(US_ASCII));
            content.writeBytes(MadeMessage.noise(1000));
        }
        return part(form, field, content.toByteArray());
    }

    private Form part(Form form, String field, byte[] content) {
        String header = "Content-Disposition: form-data; name=\"" + field + "\"; filename=\"" + marks.of(Mark.FILE_NAME)
                + ".jpg\"\r\nContent-Type: image/" + marks.of(Mark.FILE_TYPE);
        return form.part(header.getBytes(UTF_8), content);
    }

    private void reportSealed() throws Exception {
        assertThat(requests.put(PUT_REPORT, sender.message())).contains("Received");
        Form withCodename =
                part(requests.form().field("codename", codename), marks.of(Mark.FIELD_NAME), sender.message());
        assertThat(requests.post(PUT_REPORT, withCodename)).contains("<h1>Received</h1>");
        Form pasted = requests.form().field("message", new String(sender.message(), US_ASCII));
        assertThat(requests.post(PUT_REPORT, pasted)).contains("<h1>Received</h1>");
    }

    private void comeBack() throws Exception {
        Form inWords = requests.form().field("words", words);
        assertThat(requests.post("/mailbox", inWords)).contains("Answers to your report");
        Form addition = file(
                requests.form()
                        .field("codename", codename)
                        .field("desk", "urgent")
                        .field("text", text()),
                "files");
        assertThat(requests.post("/mailbox/add", addition)).contains("It is stored.");
        Form inFrench = requests.form().field("codename", codename).field("list", "FRENCH");
        assertThat(requests.post("/codename", inFrench)).contains("lang=\"fr\"");
        Form alone = requests.form().field("codename", codename);
        assertThat(requests.post("/codename/reply-key.pgp", alone)).contains("reply-key.pgp");
        assertThat(requests.post("/mailbox/delete", alone.field("replies", "")))
                .contains("The answers that were shown are deleted.");
    }

    /** Somebody answers, and the source reads it. */
    void readAnswer(String text) throws Exception {
        try (Codename derived = Codename.ofField(codename.getBytes(US_ASCII))) {
            GpgAnswer.unsigned(derived, text);
        }
        assertThat(requests.post("/mailbox", requests.form().field("words", words)))
                .contains(text);
    }

    void leave() throws Exception {
        Form alone = requests.form().field("codename", codename);
        assertThat(requests.post("/mailbox/close", alone)).contains("<h1>Closed</h1>");
        // A closed codename is one that was never used.
        assertThat(requests.post("/report", report())).contains("<h1>Received</h1>");
    }

    private void doItWrong() throws Exception {
        for (String nothing : requests.malformed()) {
            assertThat(requests.sendAsItIs(nothing)).doesNotContain(marks.of(Mark.MALFORMED));
        }
        String noMethod = marks.of(Mark.MALFORMED).toUpperCase(Locale.ROOT);
        assertRefused(requests.send(noMethod + " /", "text/plain", new byte[0]));
        byte[] noMessage = (marks.of(Mark.NO_MESSAGE) + "\n").repeat(20_000).getBytes(US_ASCII);
        assertRefused(requests.put(PUT_REPORT, noMessage));
        assertRefused(requests.send("POST /report", "text/plain", noMessage));
        assertRefused(requests.send("POST /report", requests.formType(), noMessage));
        assertRefused(requests.post("/report", requests.form().field(marks.of(Mark.FIELD_NAME), text())));
        assertRefused(requests.post(
                "/report",
                file(
                        requests.form()
                                .field("codename", codename)
                                .field("desk", "country")
                                .field("text", text()),
                        "files")));
        assertRefused(requests.post("/report", file(requests.form().field("codename", codename), "files")));
        wrongWords();
        requests.breakOff("POST /report", requests.formType(), report().octets(), () -> {});
        requests.breakOff("PUT " + PUT_REPORT, "text/plain", sender.message(), () -> {});
    }

    private void wrongWords() throws Exception {
        try (Codename never = Codename.mint(new SecureRandom())) {
            String unused = new String(never.words(WordList.ENGLISH), US_ASCII);
            List<String> shuffled = Arrays.asList(unused.split(" ", -1));
            Collections.reverse(shuffled);
            marks.wrongWords(unused);
            marks.wrongWords(String.join(" ", shuffled));
            for (String wrong : List.of(unused, String.join(" ", shuffled), words + " " + marks.of(Mark.NO_MESSAGE))) {
                String answer = requests.post("/mailbox", requests.form().field("words", wrong));
                assertThat(RawHttp.status(answer)).isLessThan(500);
                assertThat(answer).doesNotContain("Answers to your report");
            }
        }
    }

    private static void assertRefused(String answer) {
        // 503: the desk is closed.
        assertThat(RawHttp.status(answer)).as(answer).isBetween(400, 503);
    }

    void nothingCanBeStored() throws IOException, InterruptedException {
        assertThat(RawHttp.status(requests.put(PUT_REPORT, sender.message()))).isEqualTo(503);
        assertThat(RawHttp.status(requests.post("/report", report()))).isEqualTo(503);
    }

    void nothingCanBeRead() throws IOException {
        assertThat(RawHttp.status(requests.post("/mailbox", requests.form().field("words", words))))
                .isEqualTo(503);
    }

    void breakOffAnUpload(MarkedRequests.Meanwhile meanwhile) throws Exception {
        requests.breakOff("POST /report", requests.formType(), report().octets(), meanwhile);
    }

    boolean isServed() throws IOException {
        return RawHttp.status(requests.post("/report", report())) == 200;
    }

    private static String found(String pattern, String page) {
        Matcher matcher = Pattern.compile(pattern).matcher(page);
        assertThat(matcher.find()).as(page).isTrue();
        return matcher.group(1);
    }
}
