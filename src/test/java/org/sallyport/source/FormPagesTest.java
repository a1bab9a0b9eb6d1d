package org.sallyport.source;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.builder.MultiPartSpecBuilder;
import io.restassured.response.Response;
import io.restassured.specification.MultiPartSpecification;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.testkit.OpenedForm;
import org.sallyport.testkit.Organisation;
import org.sallyport.testkit.SourceFaceWithDesks;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StoredNow;

/** The no-script lane, as a browser uses it. */
@QuarkusTest
@TestProfile(SourceFaceWithDesks.class)
class FormPagesTest {
    private static final Pattern CODENAME = Pattern.compile("name=\"codename\" value=\"([0-9a-f]{32})\"");
    private static final String TEXT = "They came at night. <b>& took \"it\"</b>\nПриходите 今晚";

    @BeforeEach
    void desks() throws Exception {
        Organisation.made().load();
    }

    @Test
    void theFormCarriesACodenameOfItsOwn() {
        String first = codename(get("/report"));
        assertThat(codename(get("/report"))).isNotEqualTo(first);
        get("/report")
                .then()
                .statusCode(200)
                .body(containsString("This server encrypts"))
                .body(not(containsString("Desk lonely")));
    }

    @Test
    void aReportIsSealedAndAReviewerOpensItWithGpg() throws Exception {
        Response received = form("0a".repeat(16), "urgent", TEXT)
                .multiPart(file("photo 1.jpg", new byte[] {1, 2, 3}))
                .multiPart(file("../../etc/passwd", new byte[0]))
                .multiPart(file("photo 1.jpg", new byte[] {4}))
                .post("/report");
        received.then()
                .statusCode(200)
                .body(containsString("<h1>Received</h1>"))
                .body(containsString("twelve words"));
        assertThat(codename(received)).isEqualTo("0a".repeat(16));
        Map<String, byte[]> inside = opened();
        assertThat(inside)
                .containsOnlyKeys(
                        "report.json",
                        "report.txt",
                        "files/photo 1.jpg",
                        "files/passwd",
                        "files/photo 1 (2).jpg",
                        "reply-key.pgp",
                        "manifest.json",
                        "padding");
        assertThat(inside.get("report.txt")).asString(StandardCharsets.UTF_8).isEqualTo(TEXT);
        assertThat(inside.get("files/photo 1.jpg")).containsExactly(1, 2, 3);
        assertThat(inside.get("files/photo 1 (2).jpg")).containsExactly(4);
    }

    @Test
    void whatIsStoredIsAsLongAsItsPadmeSizeMakesIt() throws Exception {
        Map<Integer, Set<Long>> stored = new HashMap<>();
        for (int length : List.of(2_000, 2_020, 8_900, 9_000)) {
            Organisation.made().load();
            form("0a".repeat(16), "urgent", "x".repeat(length)).post("/report");
            StoredNow.are(1, 1);
            int inside = OpenedForm.zip("urgent-1").length;
            assertThat(Padme.size(inside)).isEqualTo(inside);
            stored.computeIfAbsent(inside, size -> new HashSet<>())
                    .add(Sql.number("select length from sealed_message"));
        }
        assertThat(stored).hasSize(2);
        stored.forEach((inside, lengths) -> assertThat(lengths)
                .singleElement()
                .satisfies(length -> assertThat(length - inside).isBetween(0L, 1024L)));
    }

    @Test
    void theSameFormAgainAddsToTheSameMailboxAndShowsTheSameWords() {
        String first = words(form("0b".repeat(16), "urgent", TEXT).post("/report"));
        assertThat(words(form("0b".repeat(16), "urgent", TEXT).post("/report"))).isEqualTo(first);
        StoredNow.are(1, 2);
        assertThat(Sql.count("sealed_message where kind = 'report'"))
                .as("both came from the report's page")
                .isEqualTo(2);
    }

    @Test
    void theWordsCanBeShownInAnotherLanguage() {
        given().multiPart("codename", "00".repeat(16))
                .multiPart("list", "CHINESE_SIMPLIFIED")
                .post("/codename")
                .then()
                .statusCode(200)
                .body(containsString("的 的 的 的 的 的 的 的 的 的 的 在"));
        given().multiPart("codename", "00".repeat(16))
                .multiPart("list", "KLINGON")
                .post("/codename")
                .then()
                .statusCode(422);
    }

    @Test
    void aFormThatIsRefusedComesBackWithWhatWasTypedAndItsCodename() {
        Response refused = form("0c".repeat(16), "lonely", TEXT).post("/report");
        refused.then()
                .statusCode(503)
                .body(containsString("This desk is closed"))
                .body(containsString("What you wrote stands below again"))
                .body(containsString("They came at night. &lt;b&gt;&amp; took &quot;it&quot;&lt;/b&gt;"))
                .body(containsString("Приходите 今晚"));
        assertThat(codename(refused)).isEqualTo("0c".repeat(16));
        assertStored(0);
    }

    @Test
    void aDeskThatDoesNotExistIsSaid() {
        form("0c".repeat(16), "nobody", TEXT)
                .post("/report")
                .then()
                .statusCode(404)
                .body(containsString("no such desk"));
        assertStored(0);
    }

    @Test
    void anEmptyFormIsRefused() {
        form("0d".repeat(16), "urgent", " \r\n\t")
                .multiPart(file("", new byte[0]))
                .post("/report")
                .then()
                .statusCode(422)
                .body(containsString("neither text nor a file"))
                .body(not(containsString("What you wrote stands below")));
        assertStored(0);
    }

    @Test
    void aFileAloneIsAReport() {
        form("0e".repeat(16), "urgent", "")
                .multiPart(file("a.pdf", new byte[100]))
                .post("/report")
                .then()
                .statusCode(200);
        assertStored(1);
    }

    @Test
    void fieldsInAnotherOrderMissingDoubledOrUnknownAreRefused() {
        for (String[] fields : new String[][] {
            {"desk", "codename", "text"},
            {"codename", "text"},
            {"codename", "desk", "desk", "text"},
            {"codename", "desk", "text", "text"},
            {"codename", "desk", "text", "colour"},
            {"codename", "desk"},
            {}
        }) {
            RequestSpecification form = given();
            for (String field : fields) {
                form.multiPart(field, field.equals("codename") ? "0f".repeat(16) : "urgent");
            }
            form.multiPart("end", "x").post("/report").then().statusCode(422).body(containsString("Not accepted"));
        }
        given().multiPart("codename", "0f".repeat(16))
                .multiPart(file("early.pdf", new byte[10]))
                .multiPart("desk", "urgent")
                .multiPart("text", "x")
                .post("/report")
                .then()
                .statusCode(422);
        assertStored(0);
    }

    @Test
    void aCodenameOfTheWrongLengthIsRefused() {
        for (String wrong :
                new String[] {"", "0", "0f".repeat(15), "0f".repeat(17), "0F".repeat(16), "zz".repeat(16)}) {
            form(wrong, "urgent", TEXT).post("/report").then().statusCode(422);
        }
        assertStored(0);
    }

    @Test
    void anUploadOverTheLimitComesBackWithTheText() {
        form("1a".repeat(16), "urgent", TEXT)
                .multiPart(file("film.mp4", new byte[SourceFaceWithDesks.UPLOAD_LIMIT]))
                .post("/report")
                .then()
                .statusCode(413)
                .body(containsString("larger than 4 MB"))
                .body(containsString("They came at night."));
        assertStored(0);
    }

    @Test
    void aThousandFilesAndAMegabyteOfTextAreAReport() throws Exception {
        RequestSpecification form = form("1b".repeat(16), "urgent", "я".repeat(TypedText.LONGEST / 2));
        for (int number = 0; number < 1000; number++) {
            form.multiPart(file("same.txt", new byte[] {(byte) number}));
        }
        form.post("/report").then().statusCode(200);
        assertThat(opened()).hasSize(1005);
    }

    @Test
    void moreTextThanAFormTakesIsRefused() {
        form("1c".repeat(16), "urgent", "x".repeat(TypedText.LONGEST + 1))
                .post("/report")
                .then()
                .statusCode(422)
                .body(containsString("longer than a form can take"));
        assertStored(0);
    }

    @Test
    void theSameCodenameAtAnotherDeskIsAReportThereToo() {
        String words = words(form("1d".repeat(16), "urgent", TEXT).post("/report"));
        assertThat(words(form("1d".repeat(16), "country", TEXT).post("/report")))
                .isEqualTo(words);
        assertStored(2);
        assertThat(Sql.text("select string_agg(desk, ' ' order by desk) from entry"))
                .isEqualTo("country urgent");
        assertThat(Sql.count("mailbox")).isEqualTo(1);
    }

    @Test
    void aFormWhoseMailboxWasClosedIsANewReport() {
        String codename = "1e".repeat(16);
        form(codename, "urgent", TEXT).post("/report").then().statusCode(200);
        given().multiPart("codename", codename).post("/mailbox/close").then().statusCode(200);
        form(codename, "urgent", TEXT).post("/report").then().statusCode(200).body(containsString("<h1>Received</h1>"));
        assertStored(2);
        assertThat(Sql.count("entry where mailbox is not null")).isEqualTo(1);
    }

    private static RequestSpecification form(String codename, String desk, String text) {
        return given().multiPart("codename", codename)
                .multiPart("desk", desk)
                .multiPart(new MultiPartSpecBuilder(text.getBytes(StandardCharsets.UTF_8))
                        .controlName("text")
                        .mimeType("text/plain")
                        .emptyFileName()
                        .build());
    }

    private static MultiPartSpecification file(String name, byte[] octets) {
        return new MultiPartSpecBuilder(octets)
                .controlName("files")
                .fileName(name)
                .build();
    }

    private static String codename(Response page) {
        Matcher field = CODENAME.matcher(page.asString());
        assertThat(field.find()).isTrue();
        return field.group(1);
    }

    private static String words(Response page) {
        Matcher words = Pattern.compile("<p class=\"words\"[^>]*>([a-z ]+)</p>").matcher(page.asString());
        assertThat(words.find()).isTrue();
        return words.group(1);
    }

    private static Map<String, byte[]> opened() throws Exception {
        return OpenedForm.only("urgent-1");
    }

    private static void assertStored(int entries) {
        if (entries == 0) {
            StoredNow.isNothing();
        }
        StoredNow.are(entries, entries);
    }
}
