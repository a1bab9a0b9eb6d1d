package org.sallyport.source;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.codename.Codename;
import org.sallyport.testkit.OpenedForm;
import org.sallyport.testkit.Organisation;
import org.sallyport.testkit.Programs;
import org.sallyport.testkit.Sender;
import org.sallyport.testkit.SourceFaceWithDesks;
import org.sallyport.testkit.StoredNow;

/** What a desk's page says to a source with a codename, done word for word: the key for its answer is inside what it seals. */
@QuarkusTest
@TestProfile(SourceFaceWithDesks.class)
class ReplyKeyInsideTest {
    private static final String REPORT = "They came at night.";

    @BeforeEach
    void desks() throws Exception {
        Programs.require("gpg");
        Organisation.made().load();
    }

    @Test
    void theCommandsPutTheKeyOfTheCodenameIntoWhatIsEncrypted() throws Exception {
        Programs.require("zip");
        String page = get("/desks/urgent/codename").asString();
        assertSealedWithItsKey(page, box(page, "gpg"));
        desks();
        assertFolderSealedWithItsKey(page, box(page, "gpg-folder"));
    }

    @Test
    void withoutTheProgramZipPythonMakesTheSameFile() throws Exception {
        Programs.require("python3");
        String page = get("/desks/urgent/codename").asString();
        String[] lines = box(page, "gpg").split("\n", 2);
        assertThat(lines[0]).startsWith("zip ");
        assertSealedWithItsKey(page, box(page, "python") + "\n" + lines[1]);
        desks();
        String folder = box(page, "gpg-folder").split("\n", 2)[1];
        assertFolderSealedWithItsKey(page, box(page, "python-folder") + "\n" + folder);
    }

    @Test
    void theSequoiaCommandEncryptsTheSameFile() {
        String page = get("/desks/urgent/codename").asString();
        assertThat(box(page, "sq")).endsWith(" report.zip");
        assertThat(box(get("/desks/urgent").asString(), "sq")).endsWith(" report.txt");
    }

    /** What is sent that way has no codename, and nobody could answer it. */
    @Test
    void aSourceWithACodenameIsNotToldToSendWithoutThePage() {
        assertThat(get("/desks/urgent/codename").asString()).doesNotContain("curl");
        assertThat(get("/desks/urgent").asString()).contains("curl").doesNotContain("reply-key.pgp", "zip -q");
    }

    private static void assertSealedWithItsKey(String page, String commands) throws Exception {
        assertKeyIsInside(page, commands, "report.txt");
    }

    private static void assertFolderSealedWithItsKey(String page, String commands) throws Exception {
        assertKeyIsInside(page, commands, "report/report.txt");
    }

    /** @param text where it lies, and is packed */
    private static void assertKeyIsInside(String page, String commands, String text) throws Exception {
        String field = found("name=\"codename\" value=\"([0-9a-f]{32})\"", page);
        byte[] key = given().multiPart("codename", field)
                .post("/codename/reply-key.pgp")
                .asByteArray();
        byte[] certificates = get("/desks/urgent/certificates.asc").asByteArray();
        try (Sender sender = new Sender(certificates, REPORT)) {
            Path place = sender.folder().resolve(text);
            Files.createDirectories(place.getParent());
            Files.writeString(place, REPORT);
            Path saved = Files.write(sender.folder().resolve("reply-key.pgp"), key);
            byte[] message = Files.readAllBytes(sender.run(commands));
            assertThat(saved).exists();
            sender.run(box(page, "delete"));
            assertThat(sender.folder()).isEmptyDirectory();
            given().multiPart("codename", field)
                    .multiPart("file", "report.pgp", message)
                    .post("/desks/urgent/report")
                    .then()
                    .statusCode(200);
        }
        StoredNow.are(1, 1);
        Map<String, byte[]> inside = OpenedForm.only("urgent-1");
        inside.keySet().removeIf(name -> name.endsWith("/"));
        assertThat(inside).containsOnlyKeys(text, "reply-key.pgp");
        assertThat(inside.get(text)).asString(UTF_8).isEqualTo(REPORT);
        try (Codename codename = Codename.ofField(field.getBytes(US_ASCII))) {
            assertThat(inside.get("reply-key.pgp")).isEqualTo(codename.replyCertificate());
        }
    }

    /** The commands in a box of the page, exactly as somebody copies them. */
    private static String box(String page, String id) {
        return found("(?s)<pre id=\"" + id + "\">(.*?)</pre>", page);
    }

    private static String found(String pattern, String page) {
        Matcher matcher = Pattern.compile(pattern).matcher(page);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }
}
