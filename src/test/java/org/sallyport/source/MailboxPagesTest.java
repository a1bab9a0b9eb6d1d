package org.sallyport.source;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.codename.Codename;
import org.sallyport.codename.WordList;
import org.sallyport.openpgp.Certificate;
import org.sallyport.testkit.Form;
import org.sallyport.testkit.GpgAnswer;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.Organisation;
import org.sallyport.testkit.RawHttp;
import org.sallyport.testkit.SourceFaceWithDesks;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StoredNow;

/** Coming back with twelve words. */
@QuarkusTest
@TestProfile(SourceFaceWithDesks.class)
class MailboxPagesTest {
    private static final String ANSWER = "Come on Thursday. <script>alert(1)</script>\nПриходите 星期四";
    private static final String SHOWN = "Come on Thursday. &lt;script&gt;alert(1)&lt;/script&gt;";

    private final Codename codename = Codename.mint(new SecureRandom());

    @BeforeEach
    void aReportWasSent() throws Exception {
        Organisation.made().load();
        given().multiPart("codename", field(codename))
                .multiPart("desk", "urgent")
                .multiPart("text", "They came at night.")
                .post("/report")
                .then()
                .statusCode(200);
    }

    @Test
    void thePageAsksForTheWords() {
        get("/mailbox").then().statusCode(200).body(containsString("Your twelve words"));
    }

    @Test
    void withoutAnAnswerThePageSaysSoAndShowsNothingOfWhatWasSent() {
        open(words(WordList.ENGLISH))
                .then()
                .statusCode(200)
                .body(containsString("There is no answer now"))
                .body(not(containsString("They came at night.")));
    }

    @Test
    void anAnswerSignedByAReviewerIsShownWithTheirAlias() throws Exception {
        GpgAnswer.signed(codename, "urgent-1", ANSWER);
        for (WordList list : WordList.values()) {
            open(words(list))
                    .then()
                    .statusCode(200)
                    .body(containsString(SHOWN))
                    .body(containsString("Приходите 星期四"))
                    .body(containsString("Signed by urgent-1@desk.example"));
        }
    }

    @Test
    void anAnswerWithoutASignatureIsShownWithAWarning() throws Exception {
        GpgAnswer.unsigned(codename, ANSWER);
        open(words(WordList.FRENCH))
                .then()
                .body(containsString(SHOWN))
                .body(containsString("Not signed by a vetted reviewer"));
    }

    @Test
    void whatTurnsOrHidesPartsOfAnAnswerIsMadeVisible() throws Exception {
        GpgAnswer.signed(codename, "urgent-1", "Save photo\u202Egpj.exe\u200B, می\u200Cخواهم");
        open(words(WordList.ENGLISH))
                .then()
                .body(containsString("Save photo<bdi class=\"sign\" dir=\"ltr\">⟦U+202E⟧</bdi>gpj.exe"))
                .body(containsString("⟦U+200B⟧</bdi>, می\u200Cخواهم"))
                .body(not(containsString("\u202E")))
                .body(not(containsString("cannot be shown")));
    }

    @Test
    void anAnswerInUtf16IsShownAndOneInAnOlderEncodingIsSaidToBeUnreadable() throws Exception {
        GpgAnswer.signed(codename, "urgent-1", "\uFEFFПриходите".getBytes(UTF_16LE));
        open(words(WordList.ENGLISH))
                .then()
                .body(containsString("Приходите"))
                .body(containsString("Signed by urgent-1@desk.example"))
                .body(not(containsString("cannot be shown")));
        GpgAnswer.signed(codename, "urgent-1", "Приходите".getBytes(Charset.forName("windows-1251")));
        open(words(WordList.ENGLISH)).then().body(containsString("cannot be shown. Ask the desk to write it again"));
    }

    @Test
    void anAnswerSignedByAnotherDeskIsNotThisDesks() throws Exception {
        GpgAnswer.signed(codename, "country-1", ANSWER);
        open(words(WordList.FRENCH)).then().body(containsString("a vetted reviewer of another desk"));
    }

    @Test
    void anAnswerThatTheWordsCannotOpenIsOfferedAsAFile() throws Exception {
        GpgAnswer.unsigned(codename, ANSWER);
        GpgAnswer.damageAll();
        open(words(WordList.ENGLISH))
                .then()
                .statusCode(200)
                .body(containsString("cannot be opened with your twelve words"));
        Response file = codenameForm()
                .multiPart("skipped", "0")
                .multiPart("number", "0")
                .post("/mailbox/file");
        file.then().statusCode(200).header("Content-Disposition", "attachment; filename=\"answer.pgp\"");
        assertThat(file.asByteArray()[0] & 0xFF).isEqualTo(0xC1);
        codenameForm()
                .multiPart("skipped", "0")
                .multiPart("number", "7")
                .post("/mailbox/file")
                .then()
                .statusCode(404);
    }

    @Test
    void wordsAreReadHoweverTheyAreTyped() {
        String words = words(WordList.ENGLISH);
        open("  " + words.toUpperCase(Locale.ROOT).replace(" ", "\r\n") + " \t")
                .then()
                .statusCode(200)
                .body(containsString("Answers to your report"));
    }

    @ParameterizedTest
    @CsvSource({
        "zoo zoo, There are 2 words",
        "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon,There are 11 words",
        "advice letter cage absurd amount doctor acoustic avoid letter advice cage above,or the order is",
        "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandn,'Word 12,"
                + " “abandn”'",
        "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon,do not belong"
                + " together",
        "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo abaisser,more than one language"
    })
    void wordsThatAreNoCodenameComeBackWithTheReason(String words, String reason) {
        open(words).then().statusCode(422).body(containsString(reason)).body(containsString(words + "</textarea>"));
    }

    @Test
    void wordsThatAreNotUtf8AreRefused() throws IOException {
        String answer = new Form()
                .field("words", new byte[] {'a', (byte) 0xFF, ' ', (byte) 0xC3})
                .post(RestAssured.port, "/mailbox");
        assertThat(RawHttp.status(answer)).isEqualTo(422);
        assertThat(answer).contains("There is one word, but a codename has twelve.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "codename", "word", "words2 words"})
    void aFormWithoutWordsIsRefused(String fields) throws IOException {
        assertNotOurs("/mailbox", fields);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "codename",
                "text codename",
                "codename text",
                "codename desk",
                "codename codename desk text",
                "codename desk desk text",
                "codename desk text text",
                "codename desk text colour",
                "desk codename text",
                "codename text desk"
            })
    void anAdditionWithFieldsMissingDoubledUnknownOrInAnotherOrderIsRefused(String fields) throws IOException {
        assertNotOurs("/mailbox/add", fields);
        StoredNow.are(1, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"earlier", "file", "delete", "close"})
    void aCodenameOfTheWrongLengthOpensNothing(String page) throws IOException {
        for (String wrong : List.of("", "0f".repeat(15), "0f".repeat(17))) {
            Form form =
                    new Form().field("codename", wrong).field("skipped", "0").field("number", "0");
            assertThat(RawHttp.status(form.post(RestAssured.port, "/mailbox/" + page)))
                    .isEqualTo(422);
        }
    }

    private void assertNotOurs(String page, String fields) throws IOException {
        Form form = new Form();
        for (String name : fields.split(" ", -1)) {
            form.field(name, name.equals("codename") ? field(codename) : "They came again.");
        }
        String answer = form.post(RestAssured.port, page);
        assertThat(RawHttp.status(answer)).as(answer).isEqualTo(422);
        assertThat(answer).contains("a field is missing, doubled or in another place");
    }

    @Test
    void everyCodenameWithoutAMailboxLooksTheSame() {
        Codename closed = codename;
        codenameForm().post("/mailbox/close").then().statusCode(200).body(containsString("lead nowhere"));
        Response after = open(new String(closed.words(WordList.ENGLISH), StandardCharsets.UTF_8));
        Response never =
                open(new String(Codename.mint(new SecureRandom()).words(WordList.ENGLISH), StandardCharsets.UTF_8));
        after.then().statusCode(404);
        assertThat(after.asString()).isEqualTo(never.asString());
        assertThat(after.headers().asList().toString())
                .isEqualTo(never.headers().asList().toString());
    }

    @Test
    void somethingAddedReachesTheSameEntry() {
        codenameForm()
                .multiPart("desk", "urgent")
                .multiPart("text", "They came again.")
                .multiPart("files", "a.txt", new byte[] {1})
                .post("/mailbox/add")
                .then()
                .statusCode(200)
                .body(containsString("It is stored."));
        StoredNow.are(1, 2);
        assertThat(Sql.count("sealed_message where kind = 'addition'")).isEqualTo(1);
    }

    @Test
    void withOneDeskTheFormNamesItWithoutAsking() {
        open(words(WordList.ENGLISH))
                .then()
                .body(containsString("<input type=\"hidden\" name=\"desk\" value=\"urgent\""))
                .body(not(containsString("<select id=\"desk\"")));
    }

    @Test
    void withTwoDesksTheSourceChoosesToWhichItIsAdded() {
        given().multiPart("codename", field(codename))
                .multiPart("desk", "country")
                .multiPart("text", "And the country desk.")
                .post("/report")
                .then()
                .statusCode(200);
        for (boolean moved : new boolean[] {false, true}) {
            open(words(WordList.ENGLISH))
                    .then()
                    .body(containsString("<option value=\"country\">Desk country</option>"))
                    .body(containsString("<option value=\"urgent\">Desk urgent</option>"))
                    .body(not(containsString("<input type=\"hidden\" name=\"desk\"")));
            if (!moved) {
                StoredNow.are(2, 2);
            }
        }
        codenameForm()
                .multiPart("desk", "country")
                .multiPart("text", "They came again.")
                .post("/mailbox/add")
                .then()
                .statusCode(200)
                .body(containsString("<option value=\"country\" selected>"));
        StoredNow.are(2, 3);
        assertThat(Sql.text(
                        "select e.desk from sealed_message m join entry e on e.id = m.entry where kind = 'addition'"))
                .isEqualTo("country");
    }

    @Test
    void nothingIsAddedAtADeskThatTheCodenameNeverWroteTo() {
        codenameForm()
                .multiPart("desk", "country")
                .multiPart("text", "They came again.")
                .post("/mailbox/add")
                .then()
                .statusCode(409)
                .body(containsString("Nothing was stored."))
                .body(containsString("They came again.</textarea>"));
        StoredNow.are(1, 1);
    }

    @Test
    void aClosedMailboxIsOutOfReachAtOnceAndItsAnswersAreGoneWithTheNextBatch() throws Exception {
        GpgAnswer.unsigned(codename, ANSWER);
        codenameForm()
                .post("/mailbox/close")
                .then()
                .statusCode(200)
                .body(containsString("lead nowhere any more"))
                .body(containsString("disk after the next night"));
        open(words(WordList.ENGLISH)).then().statusCode(404);
        codenameForm()
                .multiPart("desk", "urgent")
                .multiPart("text", "They came again.")
                .post("/mailbox/add")
                .then()
                .statusCode(404);
        StoredNow.are(1, 1);
        assertThat(Sql.count("mailbox")).isZero();
        assertThat(Sql.count("entry where mailbox is not null")).isZero();
        assertThat(Sql.count("sealed_message where kind = 'reply'")).isZero();
    }

    @Test
    void anAdditionThatIsRefusedComesBackWithWhatWasTyped() {
        codenameForm()
                .multiPart("desk", "urgent")
                .multiPart("text", "They came again.")
                .multiPart("files", "a.bin", new byte[SourceFaceWithDesks.UPLOAD_LIMIT])
                .post("/mailbox/add")
                .then()
                .statusCode(413)
                .body(containsString("They came again.</textarea>"));
        codenameForm()
                .multiPart("desk", "urgent")
                .multiPart("text", "")
                .post("/mailbox/add")
                .then()
                .statusCode(422);
        StoredNow.are(1, 1);
    }

    @Test
    void thePgpLaneCarriesACodenameToo() throws Exception {
        Response page = get("/desks/urgent/codename");
        page.then().statusCode(200).body(containsString("Your twelve words")).body(containsString("reply-key.pgp"));
        String minted = page.asString().replaceAll("(?s).*name=\"codename\" value=\"([0-9a-f]{32})\".*", "$1");
        byte[] key = given().multiPart("codename", minted)
                .post("/codename/reply-key.pgp")
                .asByteArray();
        Codename same = Codename.ofField(minted.getBytes(StandardCharsets.US_ASCII));
        assertThat(Certificate.read(key).fingerprint())
                .isEqualTo(same.replyKey().fingerprint());
        given().multiPart("codename", minted)
                .multiPart(
                        "file", "x.pgp", MadeMessage.binary(Organisation.made().keys("urgent"), 300))
                .post("/desks/urgent/report")
                .then()
                .statusCode(200);
        open(new String(same.words(WordList.SPANISH), StandardCharsets.UTF_8))
                .then()
                .statusCode(200);
    }

    @Test
    void noPageSetsACookieOrIsKept() {
        Response page = open(words(WordList.ENGLISH));
        assertThat(page.headers().hasHeaderWithName("Set-Cookie")).isFalse();
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
    }

    private RequestSpecification codenameForm() {
        return given().multiPart("codename", field(codename));
    }

    static Response open(String words) {
        return given().multiPart("words", words, "text/plain; charset=UTF-8").post("/mailbox");
    }

    private String words(WordList list) {
        return new String(codename.words(list), StandardCharsets.UTF_8);
    }

    private static String field(Codename name) {
        return new String(name.field(), StandardCharsets.US_ASCII);
    }
}
