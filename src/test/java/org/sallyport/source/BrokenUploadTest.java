package org.sallyport.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.Organisation;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.SlowSender;
import org.sallyport.testkit.SourceFaceWithDesks;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StoredNow;
import org.sallyport.testkit.Waiting;

/** What becomes of an upload when something breaks in its middle. */
@QuarkusTest
@TestProfile(SourceFaceWithDesks.class)
class BrokenUploadTest {
    private static final String REPORT = "/desks/urgent/report";
    private static final byte[] MESSAGE = MadeMessage.binary(Organisation.made().keys("urgent"), 2_000_000);

    @BeforeEach
    void desks() throws Exception {
        Organisation.made().load();
    }

    @Test
    void anUploadThatIsCutOffInTheMiddleLeavesNothing() throws Exception {
        try (SlowSender upload = SlowSender.put(RestAssured.port, REPORT, MESSAGE.length)) {
            upload.send(MESSAGE, 0, MESSAGE.length - 1);
            waitForChunks();
        }
        Waiting.until("nothing of it", () -> Sql.count("arriving_chunk") == 0);
        StoredNow.isNothing();
        ReportPagesTest.put(MESSAGE).then().statusCode(200);
        StoredNow.are(1, 1);
    }

    @Test
    void aDatabaseThatGoesInTheMiddleIsToldAndSendingAgainDoesNoHarm() throws Exception {
        try (SlowSender upload = SlowSender.put(RestAssured.port, REPORT, MESSAGE.length)) {
            upload.send(MESSAGE, 0, MESSAGE.length / 2);
            waitForChunks();
            PostgreSQL.shutSourceOut();
            upload.send(MESSAGE, MESSAGE.length / 2, MESSAGE.length);
            assertThat(upload.answer())
                    .startsWith("HTTP/1.1 503")
                    .contains("The fault is on this side", "Nothing was stored.", "it does no harm");
        } finally {
            PostgreSQL.letSourceIn();
        }
        StoredNow.are(0, 0);
        ReportPagesTest.put(MESSAGE).then().statusCode(200);
        StoredNow.are(1, 1);
    }

    private static void waitForChunks() throws Exception {
        Waiting.until("the first chunk", () -> Sql.count("arriving_chunk") > 1);
    }
}
