package org.sallyport.source;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.intake.StorageState;
import org.sallyport.testkit.FilledStore;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.Organisation;
import org.sallyport.testkit.SlowSender;
import org.sallyport.testkit.SourceFaceWithDesks;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StoredNow;
import org.sallyport.testkit.Waiting;

/** A store that fills up: long reports are refused first, then all, and always in words and before somebody writes for an hour. */
@QuarkusTest
@TestProfile(SourceFaceWithDesks.class)
class RoomLeftTest {
    private static final String REPORT = "/desks/urgent/report";
    private static final byte[] SHORT = MadeMessage.binary(Organisation.made().keys("urgent"), 900_000);
    private static final byte[] LONG = MadeMessage.binary(Organisation.made().keys("urgent"), 2_000_000);
    private static final String CODENAME = "0e".repeat(16);
    private static final String TEXT = "They came at night.";

    private static final int NEARLY_FULL = 93;
    private static final int FULL = 98;
    private static final String SHORT_ONLY = "There is room for short reports only now";
    private static final String NO_ROOM = "There is no room for reports now";

    private FilledStore store;

    @Inject
    RoomLeft room;

    @BeforeEach
    void desks() throws Exception {
        Organisation.made().load();
        store = new FilledStore(1);
        known(StorageState.OPEN);
    }

    @AfterEach
    void roomAgain() throws Exception {
        Sql.run("grant execute on function storage_state to sallyport_source");
        store.close();
        known(StorageState.OPEN);
    }

    @Test
    void whatIsLeftIsKeptForShortReports() throws Exception {
        store.fill(NEARLY_FULL);
        known(StorageState.SHORT_ONLY);
        for (String page : new String[] {"/", "/desks/urgent", "/report"}) {
            assertThat(get(page).asString()).as(page).contains(SHORT_ONLY, "Up to 1 MB");
        }
        ReportPagesTest.put(SHORT).then().statusCode(200);
        form("x".repeat(TypedText.LONGEST), new byte[0]).then().statusCode(200);
        assertThat(Sql.count("arrival")).isEqualTo(2);

        refused(ReportPagesTest.put(LONG), SHORT_ONLY);
        refused(pgpForm(LONG), SHORT_ONLY);
        Response form = form(TEXT, LONG);
        refused(form, SHORT_ONLY);
        assertThat(form.asString()).contains(TEXT, CODENAME, "Files must be chosen again");
        StoredNow.are(2, 2);
    }

    @Test
    void aFullStoreTakesNothingAndSaysSoBeforeSomebodyWrites() throws Exception {
        form(TEXT, new byte[0]).then().statusCode(200);
        store.fill(FULL);
        known(StorageState.FULL);
        for (String page : new String[] {"/", "/desks/urgent", "/report"}) {
            assertThat(get(page).asString()).as(page).contains(NO_ROOM, "Do not write one today");
        }
        refused(ReportPagesTest.put(SHORT), NO_ROOM);
        refused(pgpForm(SHORT), NO_ROOM);
        Response form = form(TEXT, new byte[0]);
        refused(form, NO_ROOM);
        assertThat(form.asString()).contains(TEXT, CODENAME);
        Response addition = given().multiPart("codename", CODENAME)
                .multiPart("desk", "urgent")
                .multiPart("text", TEXT)
                .post("/mailbox/add");
        refused(addition, NO_ROOM);
        assertThat(addition.asString()).contains(TEXT);
        StoredNow.are(1, 1);

        assertThat(given().multiPart("codename", CODENAME)
                        .multiPart("skipped", "0")
                        .post("/mailbox/earlier")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .contains("Answers to your report", NO_ROOM);
    }

    /** However many there are and however large: none brings in more than arrives until it asks again. */
    @Test
    void longUploadsThatAreUnderWayEndWhenTheStoreIsNearlyFullAndShortOnesDoNot() throws Exception {
        try (SlowSender longOne = SlowSender.put(RestAssured.port, REPORT, LONG.length);
                SlowSender shortOne = SlowSender.put(RestAssured.port, REPORT, SHORT.length)) {
            longOne.send(LONG, 0, 600_000);
            shortOne.send(SHORT, 0, 600_000);
            Waiting.until(
                    "chunks of both", () -> Sql.number("select count(distinct message) from arriving_chunk") == 2);
            store.fill(NEARLY_FULL);
            known(StorageState.SHORT_ONLY);
            longOne.send(LONG, 600_000, LONG.length);
            shortOne.send(SHORT, 600_000, SHORT.length);
            assertThat(longOne.answer()).startsWith("HTTP/1.1 503").contains(SHORT_ONLY, "Nothing was stored.");
            assertThat(shortOne.answer()).startsWith("HTTP/1.1 200");
        }
        StoredNow.are(1, 1);
    }

    @Test
    void whileNobodyCanBeAskedWhatWasKnownCounts() throws Exception {
        store.fill(NEARLY_FULL);
        known(StorageState.SHORT_ONLY);
        Sql.run("revoke execute on function storage_state from sallyport_source");
        store.fill(1);
        Thread.sleep(2 * RoomLeft.FRESH.toMillis());
        assertThat(get("/").asString()).contains(SHORT_ONLY);
        ReportPagesTest.put(SHORT).then().statusCode(200);
        refused(ReportPagesTest.put(LONG), SHORT_ONLY);
    }

    private void known(StorageState state) throws Exception {
        Waiting.until(state.toString(), () -> room.now() == state);
    }

    private static void refused(Response answer, String words) {
        assertThat(answer.then().statusCode(503).extract().asString()).contains(words, "Nothing was stored.");
    }

    private static Response pgpForm(byte[] message) {
        return given().multiPart("file", "message.pgp", message).post(REPORT);
    }

    private static Response form(String text, byte[] file) {
        RequestSpecification form = given().multiPart("codename", CODENAME)
                .multiPart("desk", "urgent")
                .multiPart("text", text);
        return (file.length == 0 ? form : form.multiPart("files", "film.mp4", file)).post("/report");
    }
}
