package org.sallyport.source;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.openpgp.Certificate;
import org.sallyport.testkit.OpenedForm;
import org.sallyport.testkit.Organisation;
import org.sallyport.testkit.Programs;
import org.sallyport.testkit.RawHttp;
import org.sallyport.testkit.Sender;
import org.sallyport.testkit.SourceFaceWithDesks;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StoredNow;

@QuarkusTest
@TestProfile(SourceFaceWithDesks.class)
class SourcePagesTest {
    private static final int ONE_FLIGHT = 14 * 1024;

    @BeforeEach
    void desks() throws Exception {
        Organisation.made().load();
    }

    @Test
    void theFirstPageNamesTheDesksAndWhichAreClosed() {
        get("/").then()
                .statusCode(200)
                .body(containsString("<a href=\"/desks/urgent\">Desk urgent</a>"))
                .body(containsString(
                        "<strong>Desk lonely</strong> — <a href=\"/desks/lonely\">closed at the moment</a>"));
    }

    @Test
    void theFirstPageIsOneAnswerThatFitsIntoOneFlightOfPackets() throws Exception {
        String answer = RawHttp.get(RestAssured.port, "/");
        System.out.printf("first page: %d octets on the wire, headers included%n", answer.length());
        assertThat(RawHttp.status(answer)).isEqualTo(200);
        assertThat(RawHttp.body(answer)).contains("</html>\n<!--").endsWith("-->\n");
        assertThat(answer.length()).isLessThanOrEqualTo(ONE_FLIGHT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/desks/urgent", "/desks/lonely", "/desks/nobody", "/nothing", "/console", "/api/session"})
    void noPageMakesARequestOrLeavesATrace(String path) {
        Response page = get(path);
        assertThat(page.asString())
                .doesNotContainPattern("(?i)<(script|img|link|iframe|object|embed|audio|video|base)\\b")
                .doesNotContainPattern("(?i)(src|srcset|background|ping)\\s*=")
                .doesNotContainPattern("(?i)url\\(|@import")
                .contains("<title>Notes</title>");
        assertThat(page.headers().asList().stream()
                        .map(header -> header.getName().toLowerCase(java.util.Locale.ROOT)))
                .doesNotContain("set-cookie", "server", "etag", "last-modified", "date");
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.header("Content-Security-Policy"))
                .matches(
                        "default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]{44}'; base-uri 'none'; form-action 'self';"
                                + " frame-ancestors 'none'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/console",
                "/console/",
                "/api/session",
                "/api/entries",
                "/q/health",
                "/desks",
                "/desks/../api/session",
                "/desks/%2e%2e/api/session",
                "//api/session",
                "/desks/nobody",
                "/index.html"
            })
    void whatIsNotThisFacesDoesNotExist(String path) {
        RestAssured.given().urlEncodingEnabled(false).get(path).then().statusCode(404);
    }

    @Test
    void aDeskShowsItsReviewersFingerprints() {
        Certificate first = Organisation.made().certificate("urgent-1");
        get("/desks/urgent")
                .then()
                .body(containsString("urgent-1@desk.example"))
                .body(containsString(first.fingerprint().spoken()))
                .body(not(containsString(Organisation.made()
                        .certificate("country-1")
                        .fingerprint()
                        .spoken())));
    }

    @Test
    void aDeskSaysThatTheSizeOfAMessageIsNotHidden() {
        get("/desks/urgent").then().body(containsString("travels and is stored as large as it is, to the octet"));
    }

    @Test
    void aClosedDeskOffersNeitherFormNorCertificates() {
        get("/desks/lonely")
                .then()
                .statusCode(200)
                .body(containsString("closed at the moment"))
                .body(not(containsString("<form")));
        get("/desks/lonely/certificates.asc").then().statusCode(404);
    }

    @Test
    void aRetiredDeskIsNotOnTheFirstPage() throws Exception {
        Sql.run("update desk set retired = true where slug = 'lonely'");
        try {
            Thread.sleep(1100);
            get("/").then().body(not(containsString("Desk lonely")));
        } finally {
            Sql.run("update desk set retired = false where slug = 'lonely'");
            Thread.sleep(1100);
        }
    }

    @Test
    void aDeskThatLosesAReviewerClosesAtOnce() throws Exception {
        get("/desks/country").then().body(containsString("<form"));
        Sql.run("delete from certificate where fingerprint = '"
                + Organisation.made().certificate("country-1").fingerprint().hex() + "'");
        Thread.sleep(1100);
        get("/desks/country").then().body(containsString("closed at the moment"));
    }

    @Test
    void theGpgCommandsOfThePageMakeAMessageThatIsReceivedAndOpens() throws Exception {
        Programs.require("gpg");
        sendWith(shell("gpg"));
    }

    @Test
    void theSequoiaCommandOfThePageMakesAMessageThatIsReceived() throws Exception {
        Programs.require("sq");
        sendWith(shell("sq"));
    }

    /** With sq's own compression gpg says of such a message that it has been manipulated. */
    @Test
    void aLargeMessageBySequoiaOpensWithGpg() throws Exception {
        Programs.require("sq");
        String text = new Random(1)
                .ints(700_000, ' ', '~')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        byte[] certificates = get("/desks/urgent/certificates.asc").asByteArray();
        try (Sender sender = new Sender(certificates, text)) {
            ReportPagesTest.upload(Files.readAllBytes(sender.run(shell("sq"))))
                    .then()
                    .statusCode(200);
        }
        StoredNow.are(1, 1);
        assertThat(OpenedForm.zip("urgent-1"))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo(text);
    }

    @Test
    void everySequoiaCommandIsWithoutCompression() {
        for (String path : List.of("/desks/urgent", "/desks/urgent/codename")) {
            assertThat(get(path).asString().lines().filter(line -> line.contains("sq encrypt")))
                    .hasSize(2)
                    .allMatch(line -> line.contains("--compression none"));
        }
    }

    @Test
    void theGpgCommandsForAFolderMakeAMessageWithAllOfIt() throws Exception {
        Programs.require("gpg");
        Programs.require("zip");
        sendFolderWith(shell("gpg-folder"));
    }

    @Test
    void withoutTheProgramZipPythonPacksTheFolder() throws Exception {
        Programs.require("gpg");
        Programs.require("python3");
        String[] lines = shell("gpg-folder").split("\n", 2);
        assertThat(lines[0]).startsWith("zip ");
        sendFolderWith(shell("python-folder") + "\n" + lines[1]);
    }

    @Test
    void everyGpgCommandHidesNobodyAndAddsNobody() {
        for (String box : List.of("gpg", "gpg-folder")) {
            assertThat(shell(box)).contains("--no-throw-keyids", "--no-encrypt-to");
        }
    }

    @Test
    void aDeskSaysThatWhatCanBeReadMustBeDeletedAndWhatThatCannotDo() {
        assertThat(get("/desks/urgent").asString())
                .contains("Delete what can be read", "often be found again", "Copies stay in backups");
    }

    @Test
    void everyDesksPageLeadsToTheForm() {
        for (String path : List.of("/desks/urgent", "/desks/lonely", "/desks/urgent/codename")) {
            get(path).then().body(containsString("<a href=\"/report\">"));
        }
    }

    /** The commands in the page's box, exactly as somebody copies them. */
    private static String shell(String box) {
        MatchResult found = Pattern.compile("<pre id=\"" + box + "\">(.*?)</pre>", Pattern.DOTALL)
                .matcher(get("/desks/urgent").asString())
                .results()
                .findFirst()
                .orElseThrow();
        return found.group(1).replace("&amp;", "&");
    }

    private static void sendWith(String commands) throws Exception {
        byte[] certificates = get("/desks/urgent/certificates.asc").asByteArray();
        try (Sender sender = new Sender(certificates, "They came at night.")) {
            byte[] message = Files.readAllBytes(sender.run(commands));
            assertThat(new String(message, StandardCharsets.ISO_8859_1)).doesNotContain("They came");
            ReportPagesTest.upload(message).then().statusCode(200);
            StoredNow.are(1, 1);
            assertThat(Sql.count("session_key_packet")).isEqualTo(3);
            assertThat(sender.folder().resolve("t")).doesNotExist();
            sender.run(shell("delete"));
            assertThat(sender.folder()).isEmptyDirectory();
        }
    }

    private static void sendFolderWith(String commands) throws Exception {
        byte[] certificates = get("/desks/urgent/certificates.asc").asByteArray();
        try (Sender sender = new Sender(certificates, "")) {
            Files.delete(sender.folder().resolve("report.txt"));
            Path report =
                    Files.createDirectories(sender.folder().resolve("report").resolve("pictures"));
            Files.write(report.resolve("street.jpg"), new byte[] {1, 2, 3});
            Files.writeString(report.resolveSibling("report.txt"), "They came at night.");
            ReportPagesTest.upload(Files.readAllBytes(sender.run(commands)))
                    .then()
                    .statusCode(200);
            sender.run(shell("delete"));
            assertThat(sender.folder()).isEmptyDirectory();
        }
        StoredNow.are(1, 1);
        Map<String, byte[]> inside = OpenedForm.only("urgent-1");
        assertThat(inside.get("report/report.txt"))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("They came at night.");
        assertThat(inside.get("report/pictures/street.jpg")).containsExactly(1, 2, 3);
    }
}
