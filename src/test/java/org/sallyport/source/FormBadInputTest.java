package org.sallyport.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.testkit.Form;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.OpenedForm;
import org.sallyport.testkit.Organisation;
import org.sallyport.testkit.RawHttp;
import org.sallyport.testkit.SourceFaceWithDesks;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StoredNow;

/** Forms that are wrong, cut off, or sent twice at once. Of none is anything stored that should not be. */
@QuarkusTest
@TestProfile(SourceFaceWithDesks.class)
class FormBadInputTest {
    private static final String TEXT = "They came at night.";
    private static final String CODENAME = "2a".repeat(16);
    private static final String OTHER_CODENAME = "2b".repeat(16);
    private static final String THIRD_CODENAME = "2c".repeat(16);
    private static final int MEGABYTE = 1024 * 1024;
    private static final byte[] NO_UTF_8 = {'a', (byte) 0xC3, '(', (byte) 0xFF, 'b'};
    private static final Pattern WORDS = Pattern.compile("<p class=\"words\"[^>]*>([a-z ]+)</p>");

    @BeforeEach
    void desks() throws Exception {
        Organisation.made().load();
    }

    @ParameterizedTest
    @ValueSource(strings = {"name=\"codename\"; x=\"%s\"", "name=\"codename\"\r\nX-Long: %s", "name=\"%s\""})
    void aPartHeaderOfOneMegabyteIsRefused(String header) throws IOException {
        String lines = "Content-Disposition: form-data; " + header.formatted("x".repeat(MEGABYTE));
        Form form = new Form().part(lines.getBytes(UTF_8), CODENAME.getBytes(UTF_8));
        assertRefused(400, form.field("desk", "urgent").field("text", TEXT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/report", "/desks/urgent/report", "/mailbox", "/mailbox/add", "/codename"})
    void aPostThatDoesNotSayWhatItIsIsRefused(String path) throws IOException {
        String body = new String(report(CODENAME).octets(), UTF_8);
        String answer = RawHttp.answer(
                RestAssured.port,
                "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: " + body.length()
                        + "\r\n\r\n" + body);
        assertThat(RawHttp.status(answer)).isEqualTo(400);
        assertThat(answer).contains("Nothing was stored.");
        assertStored(0, 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bad///",
                "",
                "/",
                ";",
                "\"",
                "multipart",
                "multipart/",
                "/form-data",
                "a/b/c",
                "*/*",
                "multipart/form-data; boundary",
                "multipart/form-data; boundary=\"",
                "multipart/form-data;;;=",
                "text/plain; charset=nobody-knows",
                "a b/c d",
                "\u00E9/x"
            })
    void aTypeThatIsNoneIsAnsweredWithAPage(String type) throws IOException {
        for (String line : List.of(
                "POST /report",
                "POST /desks/urgent/report",
                "PUT /desks/urgent/report",
                "POST /mailbox",
                "POST /mailbox/add",
                "POST /codename",
                "POST /codename/reply-key.pgp")) {
            for (String header : List.of(
                    "Content-Type: " + type, "Content-Type: multipart/form-data; boundary=x\r\nAccept: " + type)) {
                String answer = RawHttp.answer(
                        RestAssured.port,
                        line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + header
                                + "\r\nContent-Length: 4\r\n\r\ntext");
                assertThat(RawHttp.status(answer))
                        .as(line + "\n" + header + "\n" + answer)
                        .isBetween(400, 422);
                assertThat(answer).as(line + "\n" + header).contains("Nothing was stored.");
            }
        }
        assertStored(0, 0);
    }

    @Test
    void aFileNameOfOneMegabyteIsRefusedAndTheTextComesBack() throws IOException {
        String answer = post(report(CODENAME).file("x".repeat(MEGABYTE), new byte[10]));
        assertThat(RawHttp.status(answer)).isEqualTo(400);
        assertThat(answer).contains(TEXT + "</textarea>");
        assertStored(0, 0);
    }

    @Test
    void aFileNameOf300CharactersIsShortened() throws Exception {
        assertReceived(post(report(CODENAME).file("x".repeat(300) + ".pdf", new byte[] {7})));
        assertThat(opened().keySet()).contains("files/" + "x".repeat(96) + ".pdf");
    }

    /** Three octets for each character: as much is kept as Linux lets a name be long. */
    @Test
    void aFileNameOf300ChineseCharactersIsShortened() throws Exception {
        assertReceived(post(report(CODENAME).file("证".repeat(300) + ".pdf", new byte[] {7})));
        assertThat(opened().keySet()).contains("files/" + "证".repeat(83) + ".pdf");
    }

    @Test
    void moreFilesThanTheConsoleListsAreRefusedWithTheNumberThatThePageNamed() throws Exception {
        Form form = report(CODENAME);
        for (int file = 0; file < 1_000; file++) {
            form.file(file + ".txt", new byte[] {7});
        }
        assertReceived(post(form));
        assertStored(1, 1);
        String answer = post(form.file("one-more.txt", new byte[] {7}));
        assertThat(RawHttp.status(answer)).isEqualTo(422);
        assertThat(answer).contains("There were more than 1,000 files in it.", TEXT + "</textarea>");
        assertThat(answer).containsPattern("There can be up to\\s+1,000 files");
        assertStored(1, 1);
    }

    @Test
    void aBoundaryThatNeverComesIsRefused() throws IOException {
        byte[] nothingOfTheKind = "--another\r\n".repeat(100_000).getBytes(UTF_8);
        String answer = Form.post(RestAssured.port, "/report", nothingOfTheKind);
        assertThat(RawHttp.status(answer)).isEqualTo(422);
        assertStored(0, 0);
    }

    @Test
    void aBoundaryThatNeverComesBehindTheTextIsRefused() throws IOException {
        byte[] whole = report(CODENAME).file("a.pdf", new byte[MEGABYTE]).octets();
        String answer = Form.post(RestAssured.port, "/report", Arrays.copyOf(whole, whole.length - 20));
        assertThat(RawHttp.status(answer)).isEqualTo(400);
        assertThat(answer).contains("broke off", TEXT + "</textarea>");
        assertStored(0, 0);
    }

    /** In the text, in the first file, in the second, and just before the two dashes that end it. */
    @ParameterizedTest
    @ValueSource(ints = {250, 300_000, 1_200_000, -4})
    void aFormThatIsCutOffInTheMiddleStoresNothing(int at) throws IOException {
        byte[] whole = report(CODENAME)
                .file("a.pdf", new byte[MEGABYTE])
                .file("b.pdf", new byte[MEGABYTE])
                .octets();
        cutOff(whole, at > 0 ? at : whole.length + at);
        assertStored(0, 0);
        assertReceived(Form.post(RestAssured.port, "/report", whole));
        assertStored(1, 1);
    }

    @Test
    void theSameFormPostedTwiceAtOnceIsOneMailboxWithTheSameWords() throws Exception {
        for (int round = 0; round < 8; round++) {
            Form form = report("3%x".formatted(round).repeat(16)).file("a.pdf", new byte[300_000]);
            Set<String> words = new HashSet<>();
            for (String answer : twiceAtOnce("/report", form)) {
                assertReceived(answer);
                words.add(words(answer));
            }
            assertThat(words).hasSize(1);
            // Each was sealed on its own: two messages, of which nobody can tell that they say the same.
            assertStored(round + 1, 2 * (round + 1));
        }
    }

    @Test
    void theSameMessagePostedTwiceAtOnceIsStoredOnce() throws Exception {
        for (int round = 0; round < 8; round++) {
            Form form = encrypted("4%x".formatted(round).repeat(16), message());
            for (String answer : twiceAtOnce("/desks/urgent/report", form)) {
                assertReceived(answer);
            }
            assertStored(round + 1, round + 1);
        }
    }

    /** Whoever captured it is not told that it was delivered. */
    @Test
    void aCapturedMessageUnderAnotherCodenameIsAnsweredAsAnyOther() throws IOException {
        byte[] message = message();
        String first = encrypted(CODENAME, message).post(RestAssured.port, "/desks/urgent/report");
        assertReceived(first);
        for (boolean moved : new boolean[] {false, true}) {
            String name = moved ? OTHER_CODENAME : THIRD_CODENAME;
            assertThat(encrypted(name, message).post(RestAssured.port, "/desks/urgent/report"))
                    .isEqualTo(first);
            assertStored(moved ? 3 : 2, moved ? 3 : 2);
        }
        assertThat(Sql.count("body")).as("one sealed body").isEqualTo(1);
        assertThat(Sql.count(
                        "entry_access where not behind_twin and recipient = (select min(recipient) from entry_access)"))
                .as("one line in a reader's list")
                .isEqualTo(1);
    }

    @Test
    void aFormOfExactlyTheLimitIsTaken() throws IOException {
        byte[] form = ofLength(SourceFaceWithDesks.UPLOAD_LIMIT);
        assertThat(form).hasSize(SourceFaceWithDesks.UPLOAD_LIMIT);
        assertReceived(Form.post(RestAssured.port, "/report", form));
    }

    @Test
    void aFormOfOneOctetOverTheLimitIsNot() throws IOException {
        String answer = Form.post(RestAssured.port, "/report", ofLength(SourceFaceWithDesks.UPLOAD_LIMIT + 1));
        assertThat(RawHttp.status(answer)).isEqualTo(413);
        assertThat(answer).contains(TEXT + "</textarea>");
        assertStored(0, 0);
    }

    @Test
    void aFileOfNoOctetsIsAReport() throws Exception {
        assertReceived(post(head(CODENAME, "urgent", "").file("empty.txt", new byte[0])));
        assertThat(opened().get("files/empty.txt")).isEmpty();
    }

    @Test
    void textThatIsNotUtf8IsSealedAsItCame() throws Exception {
        assertReceived(post(head(CODENAME, "urgent").field("text", NO_UTF_8)));
        assertThat(opened().get("report.txt")).isEqualTo(NO_UTF_8);
    }

    @Test
    void aFileNameThatIsNotUtf8IsMadeOne() throws Exception {
        assertReceived(post(report(CODENAME).file(NO_UTF_8, new byte[] {1, 2, 3})));
        Map<String, byte[]> inside = opened();
        assertThat(inside.keySet()).anyMatch(name -> name.startsWith("files/a") && name.endsWith("b"));
        assertThat(inside.values()).contains(new byte[] {1, 2, 3});
    }

    @Test
    void aCodenameThatIsNotUtf8IsRefused() throws IOException {
        Form form = new Form().field("codename", NO_UTF_8).field("desk", "urgent");
        assertRefused(422, form.field("text", TEXT));
    }

    @Test
    void aDeskThatIsNotUtf8IsNoDesk() throws IOException {
        Form form = new Form().field("codename", CODENAME).field("desk", NO_UTF_8);
        assertRefused(404, form.field("text", TEXT));
    }

    private static Form head(String codename, String desk) {
        return new Form().field("codename", codename).field("desk", desk);
    }

    private static Form head(String codename, String desk, String text) {
        return head(codename, desk).field("text", text);
    }

    private static Form report(String codename) {
        return head(codename, "urgent", TEXT);
    }

    private static Form encrypted(String codename, byte[] message) {
        String header = "Content-Disposition: form-data; name=\"file\"; filename=\"x.pgp\"";
        return new Form().field("codename", codename).part(header.getBytes(UTF_8), message);
    }

    private static byte[] message() {
        return MadeMessage.binary(Organisation.made().keys("urgent"), 300);
    }

    private static byte[] ofLength(int length) {
        int around = report(CODENAME).file("a", new byte[0]).octets().length;
        return report(CODENAME).file("a", new byte[length - around]).octets();
    }

    private static String post(Form form) throws IOException {
        return form.post(RestAssured.port, "/report");
    }

    /** Ends what it sends there, and waits until the face has ended its side too. */
    private static void cutOff(byte[] form, int at) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(Form.header("/report", form.length));
            socket.getOutputStream().write(form, 0, at);
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertThat(answer).doesNotContain("Received");
        }
    }

    private static List<String> twiceAtOnce(String path, Form form) throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        ExecutorService senders = Executors.newFixedThreadPool(2);
        try {
            List<Future<String>> answers = new ArrayList<>();
            for (int sender = 0; sender < 2; sender++) {
                answers.add(senders.submit(() -> {
                    together.await();
                    return form.post(RestAssured.port, path);
                }));
            }
            return List.of(answers.get(0).get(), answers.get(1).get());
        } finally {
            senders.shutdownNow();
        }
    }

    private static String words(String answer) {
        Matcher words = WORDS.matcher(answer);
        assertThat(words.find()).as(answer).isTrue();
        return words.group(1);
    }

    private static Map<String, byte[]> opened() throws Exception {
        return OpenedForm.only("urgent-1");
    }

    private static void assertReceived(String answer) {
        assertThat(RawHttp.status(answer)).as(answer).isEqualTo(200);
        assertThat(answer).contains("<h1>Received</h1>");
    }

    private static void assertRefused(int status, Form form) throws IOException {
        String answer = post(form);
        assertThat(RawHttp.status(answer)).as(answer).isEqualTo(status);
        assertThat(answer).contains("Nothing was stored.");
        assertStored(0, 0);
    }

    private static void assertStored(int entries, int messages) {
        if (entries == 0) {
            StoredNow.isNothing();
        }
        StoredNow.are(entries, messages);
    }
}
