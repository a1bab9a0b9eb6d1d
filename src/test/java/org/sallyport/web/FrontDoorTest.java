package org.sallyport.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.testkit.Organisation;
import org.sallyport.testkit.RawHttp;
import org.sallyport.testkit.SourceFaceWithDesks;

/** The sources' face: what it answers to whom it should not answer, and to what is hardly a request. */
@QuarkusTest
@TestProfile(SourceFaceWithDesks.class)
class FrontDoorTest {
    static final String[] SECURITY_HEADERS = {
        "cache-control: no-store\r\n",
        "referrer-policy: no-referrer\r\n",
        "x-content-type-options: nosniff\r\n",
        "x-frame-options: deny\r\n",
        "cross-origin-opener-policy: same-origin\r\n",
        "cross-origin-embedder-policy: require-corp\r\n",
        "cross-origin-resource-policy: same-origin\r\n",
        "permissions-policy: camera=(), ",
        "content-security-policy: default-src 'none'; "
    };

    @BeforeEach
    void desks() throws Exception {
        Organisation.made().load();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console",
                "/console/",
                "/api/session",
                "/api/entries",
                "//api/entries",
                "/api//entries",
                "/%61pi/entries",
                "/desks/../api/entries",
                "/desks/./../api/entries",
                "/desks/%2e%2e/api/entries",
                "/desks/%2E%2E/console",
                "/desks/..;/api/entries",
                "/desks/..%2fapi/entries",
                "/API/entries",
                "/api/entries;x=1",
                "/q/health",
                "/q/dev",
                "http://localhost/api/entries",
                "/desks"
            })
    void whatIsTheStaffsDoesNotExistHere(String target) throws IOException {
        refused(RawHttp.get(RestAssured.port, target), 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/desks/%zz", "/%", "/desks/urgent%2"})
    void anEscapeThatIsNoneIsTurnedAway(String target) throws IOException {
        turnedAway(RawHttp.get(RestAssured.port, target), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/desks/%c3", "/desks/%00", "/desks/%0d%0aX-Own:%20mine"})
    void anEscapeThatIsNoLetterLeadsToNoDesk(String target) throws IOException {
        refused(RawHttp.get(RestAssured.port, target), 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE", "PATCH", "POST", "OPTIONS", "TRACE", "PROPFIND"})
    void aMethodThatAPageDoesNotKnowIsRefused(String method) throws IOException {
        String answer = RawHttp.answer(
                RestAssured.port,
                method
                        + " /desks/urgent HTTP/1.1\r\n"
                        + "Host: localhost\r\n"
                        + "X-Own: mark-of-mine\r\n"
                        + "Connection: close\r\n\r\n");
        assertThat(RawHttp.status(answer)).isIn(200, 405, 501);
        assertThat(answer).doesNotContain("mark-of-mine");
        tellsNothing(answer);
        hasItsHeaders(answer);
    }

    @Test
    void aFaultInADoorIsAPageThatSaysNothingOfIt() throws IOException {
        refused(RawHttp.get(RestAssured.port, Breakage.IN_THE_DOOR), 500);
    }

    @Test
    void aFaultBeforeAnyDoorIsAPageThatSaysNothingOfIt() throws IOException {
        refused(RawHttp.get(RestAssured.port, Breakage.BEFORE_THE_DOOR), 500);
    }

    @Test
    void aBodyDeclaredOverEveryLimitIsCutOff() throws IOException {
        String answer = RawHttp.answer(
                RestAssured.port,
                "PUT /desks/urgent/report HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999999999\r\n\r\n");
        assertThat(RawHttp.status(answer)).isEqualTo(413);
        tellsNothing(answer);
        hasItsHeaders(answer);
    }

    @Test
    void aHostThatIsNoneChangesNothing() throws IOException {
        String answer = RawHttp.answer(
                RestAssured.port, "GET / HTTP/1.1\r\nHost: <evil.example>\"'\r\nConnection: close\r\n\r\n");
        assertThat(RawHttp.status(answer)).isIn(200, 400);
        assertThat(answer).doesNotContain("evil");
        tellsNothing(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "GET\r\n\r\n",
                "GET / HTTP/9.9\r\n\r\n",
                "GET / HTTP/1.1\r\nno colon here\r\n\r\n",
                "PUT /desks/urgent/report HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n",
                "PUT /desks/urgent/report HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"
            })
    void whatIsNoRequestIsTurnedAway(String request) throws IOException {
        turnedAway(RawHttp.answer(RestAssured.port, request), 400);
    }

    @Test
    void anEndlessAddressIsTurnedAway() throws IOException {
        turnedAway(RawHttp.get(RestAssured.port, "/" + "a".repeat(5_000)), 414);
    }

    @Test
    void anEndlessHeaderIsTurnedAway() throws IOException {
        String header = "GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "a".repeat(30_000) + "\r\n\r\n";
        turnedAway(RawHttp.answer(RestAssured.port, header), 431);
    }

    /** Most of it by the HTTP decoder, before there is a request that a page could answer: then the answer is empty. */
    static void turnedAway(String answer, int status) {
        if (RawHttp.body(answer).isEmpty()) {
            assertThat(RawHttp.status(answer)).isEqualTo(status);
            tellsNothing(answer);
            hasItsHeaders(answer);
        } else {
            refused(answer, status);
        }
    }

    static void refused(String answer, int status) {
        assertThat(RawHttp.status(answer)).isEqualTo(status);
        assertThat(RawHttp.body(answer)).contains("<title>Notes</title>", "<h1>");
        tellsNothing(answer);
        hasItsHeaders(answer);
    }

    static void hasItsHeaders(String answer) {
        assertThat(RawHttp.header(answer)).contains(SECURITY_HEADERS);
    }

    static void tellsNothing(String answer) {
        assertThat(RawHttp.header(answer))
                .doesNotContain("\r\nserver:", "\r\nx-powered-by:", "\r\ndate:", "\r\nset-cookie:", "\r\netag:");
        assertThat(answer)
                .doesNotContainIgnoringCase("quarkus")
                .doesNotContainIgnoringCase("vert.x")
                .doesNotContainIgnoringCase("resteasy")
                .doesNotContainIgnoringCase("netty")
                .doesNotContain("Exception", "\tat ", "Error id", "failed on", "java.");
    }
}
