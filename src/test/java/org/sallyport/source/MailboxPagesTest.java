package org.sallyport.source;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.codename.Codename;
import org.sallyport.codename.WordList;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.openpgp.ReplyKey;
import org.sallyport.testkit.Gpg;
import org.sallyport.testkit.KeptMessage;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.Organisation;
import org.sallyport.testkit.SourceFaceWithDesks;
import org.sallyport.testkit.Sql;

/** Coming back with twelve words. */
@QuarkusTest
@TestProfile(SourceFaceWithDesks.class)
class MailboxPagesTest {
    private static final String ANSWER = "Come on Thursday. <script>alert(1)</script>\nПриходите 星期四";
    private static final String SHOWN = "Come on Thursday. &lt;script&gt;alert(1)&lt;/script&gt;";

    private final Codename codename = Codename.mint(new SecureRandom());

    @TempDir
    Path folder;

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
                .body(containsString("There is no answer yet"))
                .body(not(containsString("They came at night.")));
    }

    @Test
    void anAnswerSignedByAReviewerIsShownWithTheirAlias() throws Exception {
        answer("urgent-1", "--sign", "--local-user", "urgent-1@desk.example");
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
        answer("urgent-1");
        open(words(WordList.FRENCH))
                .then()
                .body(containsString(SHOWN))
                .body(containsString("Not signed by a vetted reviewer"));
    }

    @Test
    void anAnswerSignedByAnotherDeskIsNotThisDesks() throws Exception {
        answer("country-1", "--sign", "--local-user", "country-1@desk.example");
        open(words(WordList.FRENCH)).then().body(containsString("Not signed by a vetted reviewer"));
    }

    @Test
    void anAnswerThatTheWordsCannotOpenIsOfferedAsAFile() throws Exception {
        answer("urgent-1");
        Sql.run(
                "update session_key_packet set octets = set_byte(octets, 40, get_byte(octets, 40) # 255) where for_source");
        open(words(WordList.ENGLISH))
                .then()
                .statusCode(200)
                .body(containsString("cannot be opened with your twelve words"));
        Response file =
                codenameForm().multiPart("page", "0").multiPart("number", "0").post("/mailbox/file");
        file.then().statusCode(200).header("Content-Disposition", "attachment; filename=\"answer.pgp\"");
        assertThat(file.asByteArray()[0] & 0xFF).isEqualTo(0xC1);
        codenameForm()
                .multiPart("page", "0")
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
        "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandn,'Word 12, “abandn”'",
        "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon,do not belong together",
        "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo abaisser,more than one language"
    })
    void wordsThatAreNoCodenameComeBackWithTheReason(String words, String reason) {
        open(words).then().statusCode(422).body(containsString(reason)).body(containsString(words + "</textarea>"));
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
                .multiPart("text", "They came again.")
                .multiPart("files", "a.txt", new byte[] {1})
                .post("/mailbox/add")
                .then()
                .statusCode(200)
                .body(containsString("It is stored."));
        assertThat(Sql.count("entry")).isEqualTo(1);
        assertThat(Sql.count("sealed_message")).isEqualTo(2);
    }

    @Test
    void anAdditionThatIsRefusedComesBackWithWhatWasTyped() {
        codenameForm()
                .multiPart("text", "They came again.")
                .multiPart("files", "a.bin", new byte[SourceFaceWithDesks.UPLOAD_LIMIT])
                .post("/mailbox/add")
                .then()
                .statusCode(413)
                .body(containsString("They came again.</textarea>"));
        codenameForm().multiPart("text", "").post("/mailbox/add").then().statusCode(422);
        assertThat(Sql.count("sealed_message")).isEqualTo(1);
    }

    @Test
    void deletedAnswersAreGone() throws Exception {
        answer("urgent-1");
        codenameForm()
                .post("/mailbox/delete")
                .then()
                .statusCode(200)
                .body(containsString("The answers are deleted."))
                .body(not(containsString(SHOWN)));
        open(words(WordList.ENGLISH)).then().body(containsString("There is no answer yet"));
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

    /** With gpg, as on a machine without a network. */
    private void answer(String alias, String... options) throws Exception {
        try (Gpg gpg = new Gpg();
                ReplyKey key = codename.replyKey()) {
            gpg.importFile(Organisation.made().secretKey(alias));
            Path certificate = Files.write(folder.resolve("reply-key.pgp"), key.certificate());
            byte[] message =
                    gpg.encrypt(ANSWER.getBytes(StandardCharsets.UTF_8), List.of(certificate), signing(alias, options));
            List<EncryptionKey> keys = Certificate.read(key.certificate()).livingEncryptionKeys(Instant.now());
            KeptMessage.reply(codename.mailboxId(), message, keys);
        }
    }

    private static String[] signing(String alias, String... options) throws IOException {
        String passphrase = Files.readString(Organisation.made().passphrase(alias));
        return options.length == 0
                ? options
                : Stream.concat(Stream.of("--passphrase", passphrase), Arrays.stream(options))
                        .toArray(String[]::new);
    }
}
