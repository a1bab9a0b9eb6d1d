package org.sallyport.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.Organisation;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.SlowSender;
import org.sallyport.testkit.SourceFaceWithDesks;
import org.sallyport.testkit.Sql;
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
    void anUploadThatIsCutOffInTheMiddleIsNotShown() throws Exception {
        try (SlowSender upload = SlowSender.put(RestAssured.port, REPORT, MESSAGE.length)) {
            upload.send(MESSAGE, 0, MESSAGE.length - 1);
            waitForChunks();
        }
        Thread.sleep(500);
        assertThat(Sql.count("entry")).isZero();
        assertThat(Sql.count("sealed_message")).isZero();
        ReportPagesTest.put(MESSAGE).then().statusCode(200);
        assertThat(Sql.count("entry")).isEqualTo(1);
    }

    @Test
    void aDatabaseThatGoesInTheMiddleIsToldAndSendingAgainDoesNoHarm() throws Exception {
        try (SlowSender upload = SlowSender.put(RestAssured.port, REPORT, MESSAGE.length)) {
            upload.send(MESSAGE, 0, MESSAGE.length / 2);
            waitForChunks();
            databaseGoes();
            upload.send(MESSAGE, MESSAGE.length / 2, MESSAGE.length);
            assertThat(upload.answer())
                    .startsWith("HTTP/1.1 503")
                    .contains("The fault is on this side", "Nothing was stored.", "it does no harm");
        } finally {
            databaseComesBack();
        }
        assertThat(Sql.count("entry")).isZero();
        ReportPagesTest.put(MESSAGE).then().statusCode(200);
        assertThat(Sql.count("entry")).isEqualTo(1);
    }

    private static void waitForChunks() throws Exception {
        Waiting.until("the first chunk", () -> Sql.count("body_chunk") > 1);
    }

    private static void databaseGoes() throws SQLException {
        try (Connection source = PostgreSQL.source();
                Statement statement = source.createStatement()) {
            Sql.run("revoke connect on database sallyport from sallyport_source");
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where usename = current_user and pid <> pg_backend_pid()");
        }
    }

    private static void databaseComesBack() {
        Sql.run("grant connect on database sallyport to sallyport_source");
    }
}
