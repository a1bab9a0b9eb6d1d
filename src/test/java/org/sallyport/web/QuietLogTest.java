package org.sallyport.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.testkit.HeardLog;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.Organisation;
import org.sallyport.testkit.RawHttp;
import org.sallyport.testkit.SlowSender;
import org.sallyport.testkit.SourceFaceWithDesks;
import org.sallyport.testkit.Sql;

/** Whatever goes wrong with a request, no line of the log holds anything of it. */
@QuarkusTest
@TestProfile(SourceFaceWithDesks.class)
class QuietLogTest {
    /** In the path, the query, a header and the body: if it is anywhere in the log, something was quoted. */
    private static final String MARK = "mark-of-a-source";

    private static final String REPORT = "/desks/urgent/report";

    private HeardLog log;

    @BeforeEach
    void listen() throws Exception {
        Organisation.made().load();
        log = new HeardLog();
    }

    @AfterEach
    void stopListening() {
        log.close();
    }

    private void nothingIsQuoted() {
        assertThat(log.lines()).noneMatch(line -> line.contains(MARK) || line.contains(REPORT));
    }

    private static String request(String method, String target, String body) {
        return method + " " + target + " HTTP/1.1\r\nHost: " + MARK + "\r\nX-Own: " + MARK + "\r\nUser-Agent: " + MARK
                + "\r\nCookie: a=" + MARK + "\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    @Test
    void noLineHasAClockTime() {
        String format = ConfigProvider.getConfig().getValue("quarkus.log.console.format", String.class);
        assertThat(format).startsWith("%d{yyyy-MM-dd} ").doesNotContain("HH", "%t", "%r", "mm:");
    }

    @ParameterizedTest
    @ValueSource(strings = {Breakage.IN_THE_DOOR, Breakage.BEFORE_THE_DOOR})
    void aFaultIsLoggedByItsKindAndPlaceAlone(String path) throws IOException {
        String answer = RawHttp.answer(RestAssured.port, request("GET", path + "?q=" + MARK, ""));
        assertThat(RawHttp.status(answer)).isEqualTo(500);
        assertThat(log.lines())
                .anyMatch(line -> line.contains(
                        "a request failed: java.lang.IllegalStateException at" + " org.sallyport.web.Breakage."));
        assertThat(log.lines()).noneMatch(line -> line.contains("failed on") || line.contains("because of"));
        nothingIsQuoted();
    }

    @Test
    void aFaultThatQuotesThePathIsNotRepeated() throws IOException {
        RawHttp.answer(RestAssured.port, request("GET", "/desks/" + MARK + "/broken", ""));
        assertThat(log.lines()).anyMatch(line -> line.contains("a request failed"));
        nothingIsQuoted();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/" + MARK,
                "/desks/" + MARK,
                "/desks/urgent?" + MARK,
                "/desks/%zz" + MARK,
                "/desks/../api/" + MARK,
                "/desks/" + MARK + "/report"
            })
    void whatDoesNotExistIsNotLogged(String target) throws IOException {
        for (String method : new String[] {"GET", "POST", "DELETE"}) {
            RawHttp.answer(RestAssured.port, request(method, target, MARK));
        }
        nothingIsQuoted();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                MARK + "\r\n\r\n",
                "GET " + MARK + "\r\n\r\n",
                "GET /" + MARK + " HTTP/7\r\n\r\n",
                "GET / HTTP/1.1\r\n" + MARK + "\r\n\r\n",
                "PUT " + REPORT + " HTTP/1.1\r\nContent-Length: " + MARK + "\r\n\r\n"
            })
    void whatIsNoRequestIsNotLogged(String request) throws IOException {
        RawHttp.answer(RestAssured.port, request);
        nothingIsQuoted();
    }

    @Test
    void anEndlessHeaderOrAddressIsNotLogged() throws IOException {
        RawHttp.answer(RestAssured.port, request("GET", "/" + MARK.repeat(500), ""));
        RawHttp.answer(RestAssured.port, request("GET", "/\r\nX-Long: " + MARK.repeat(3000), ""));
        nothingIsQuoted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data", "multipart/form-data; boundary=" + MARK, MARK, "///" + MARK})
    void aBrokenFormIsNotLogged(String type) throws IOException {
        String header =
                "POST " + REPORT + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 16\r\nContent-Type: ";
        RawHttp.answer(RestAssured.port, header + type + "\r\n\r\n" + MARK);
        nothingIsQuoted();
    }

    @Test
    void aBrokenBodyIsNotLogged() throws IOException {
        RawHttp.answer(RestAssured.port, request("PUT", REPORT, MARK));
        try (SlowSender upload = SlowSender.put(RestAssured.port, REPORT, 1_000_000)) {
            upload.send(MadeMessage.binary(Organisation.made().keys("urgent"), 900_000), 0, 300_000);
        }
        // Whatever became of it is known by the time that another message has gone the whole way.
        send();
        nothingIsQuoted();
    }

    @Test
    void anErrorOfTheDatabaseIsNotRepeated() throws IOException {
        Sql.run("alter table arrival rename to arrival_elsewhere");
        try {
            assertThat(send()).isEqualTo(503);
        } finally {
            Sql.run("alter table arrival_elsewhere rename to arrival");
        }
        nothingIsQuoted();
        assertThat(log.lines()).noneMatch(line -> line.contains("insert into") || line.contains("relation"));
    }

    private static int send() throws IOException {
        byte[] message = MadeMessage.binary(Organisation.made().keys("urgent"), 2000);
        try (SlowSender upload = SlowSender.put(RestAssured.port, REPORT, message.length)) {
            upload.send(message, 0, message.length);
            return RawHttp.status(upload.answer());
        }
    }
}
