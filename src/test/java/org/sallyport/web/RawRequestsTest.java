package org.sallyport.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.testkit.HeardLog;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.Organisation;
import org.sallyport.testkit.RawHttp;
import org.sallyport.testkit.SourceFaceWithDesks;
import org.sallyport.testkit.StoredNow;

/** Requests that no browser sends. None of them hides a second one, and each answer has its headers and tells nothing. */
@QuarkusTest
@TestProfile(SourceFaceWithDesks.class)
class RawRequestsTest {
    /** In every request: nothing of it may come back, or be in the log. */
    private static final String MARK = "mark-of-mine";

    private static final String HOST = "Host: localhost\r\nX-Own: " + MARK + "\r\n";
    private static final String CLOSE = "Connection: close\r\n";
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] \\d{3} ");
    private static final String ONION = "sallyport".repeat(7).substring(0, 56).replace('l', '2') + ".onion";

    private HeardLog log;

    @BeforeEach
    void listen() throws Exception {
        Organisation.made().load();
        log = new HeardLog();
    }

    @AfterEach
    void nothingIsLogged() {
        log.close();
        assertThat(log.lines()).noneMatch(line -> line.contains(MARK));
    }

    private static String send(String request) throws IOException {
        return RawHttp.answer(RestAssured.port, request);
    }

    private static int answers(String answer) {
        return (int) STATUS_LINE.matcher(answer).results().count();
    }

    private static void tellsNothing(String answer) {
        FrontDoorTest.tellsNothing(answer);
        assertThat(answer).doesNotContain(MARK);
    }

    private static void turnedAway(String answer, int status) {
        assertThat(answers(answer)).isEqualTo(1);
        FrontDoorTest.turnedAway(answer, status);
        tellsNothing(answer);
    }

    /** A whole request, which stores a message if it is taken for one. */
    private static String second() {
        byte[] message = MadeMessage.binary(Organisation.made().keys("urgent"), 200);
        return "PUT /desks/urgent/report HTTP/1.1\r\n" + HOST + CLOSE + "Content-Length: " + message.length + "\r\n\r\n"
                + new String(message, ISO_8859_1);
    }

    private static void assertStored(int messages) {
        StoredNow.are(messages, messages);
    }

    @Test
    void aSecondRequestBehindAWholeOneIsTaken() throws IOException {
        assertThat(answers(send("GET / HTTP/1.1\r\n" + HOST + "\r\n" + second())))
                .isEqualTo(2);
        assertStored(1);
    }

    @Test
    void aMessageInPiecesIsTakenAndNothingBehindIt() throws IOException {
        String message = new String(MadeMessage.binary(Organisation.made().keys("urgent"), 200), ISO_8859_1);
        String pieces = Integer.toHexString(message.length()) + "\r\n" + message + "\r\n0\r\n\r\n";
        String answer = send("PUT /desks/urgent/report HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n"
                + pieces + second());
        assertThat(RawHttp.status(answer)).isEqualTo(200);
        assertThat(answers(answer)).isEqualTo(1);
        tellsNothing(answer);
        assertStored(1);
    }

    /** Whichever length a proxy would believe, the rest is no request of its own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 5",
                "Transfer-Encoding: chunked",
                "Transfer-Encoding:\tchunked",
                "transfer-encoding: CHUNKED",
                "Transfer-Encoding:\r\n chunked"
            })
    void behindABodyInPiecesNothingIsTaken(String framing) throws IOException {
        String answer = send("POST /report HTTP/1.1\r\n" + HOST + framing + "\r\n\r\n0\r\n\r\n" + second());
        assertThat(answers(answer)).isEqualTo(1);
        FrontDoorTest.hasItsHeaders(answer);
        tellsNothing(answer);
        assertStored(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: identity\r\nContent-Length: 5"
            })
    void anyOtherCodingIsRefusedAndNothingBehindItIsTaken(String framing) throws IOException {
        turnedAway(send("POST /report HTTP/1.1\r\n" + HOST + framing + "\r\n\r\n0\r\n\r\n" + second()), 400);
        assertStored(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5;name=value\r\nhello\r\n",
                "0x5\r\nhello\r\n",
                "-1\r\nhello\r\n",
                "FFFFFFFFFFFFFFFFF\r\nhello\r\n",
                "5\nhello\n",
                "\r\n",
                "5\r\nhello-and-more\r\n"
            })
    void oddPiecesAreNoMessageAndNothingBehindThemIsTaken(String pieces) throws IOException {
        String answer = RawHttp.whateverComes(
                RestAssured.port,
                "PUT /desks/urgent/report HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n" + pieces
                        + "0\r\n\r\n" + second());
        assertThat(answers(answer)).isLessThanOrEqualTo(1);
        // Whose pieces are none is cut off.
        if (!answer.isEmpty()) {
            tellsNothing(answer);
        }
        assertStored(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nContent-Length: 6",
                "Content-Length: 5\r\nContent-Length: 5",
                "Content-Length: 5, 5",
                "Content-Length: +5",
                "Content-Length: -5",
                "Content-Length: 0x5",
                "Content-Length: 5 5",
                "Content-Length: five",
                "Content-Length:",
                "Content-Length: 99999999999999999999",
                "Content-Length : 5",
                "Transfer-Encoding : chunked",
                "Content-Length\u0000: 5",
                "Content-Length: 5\u0000",
                "Content-Length\t: 5",
                "no colon here",
                "Content-Length: 5\rX: y"
            })
    void aLengthInDoubtIsRefusedAndNothingBehindItIsTaken(String framing) throws IOException {
        String answer = send("POST /report HTTP/1.1\r\n" + HOST + framing + "\r\n\r\nhello" + second());
        turnedAway(answer, 400);
        assertStored(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\nHost: localhost\n\n",
                "GET / HTTP/1.1\r\nHost: localhost\nX: y\r\n\r\n",
                "GET / HTTP/1.1\rHost: localhost\r\r",
                "GET  / HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET / HTTP/1.1 \r\nHost: localhost\r\n\r\n",
                " GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
            })
    void linesThatEndOrBeginInAnotherWayHideNothing(String request) throws IOException {
        String answer = RawHttp.whateverComes(RestAssured.port, request + second());
        assertThat(answers(answer)).isLessThanOrEqualTo(2);
        tellsNothing(answer);
    }

    /** Nobody reads these bodies: what is in them must not be read as what comes next. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /",
                "HEAD /",
                "DELETE /report",
                "POST /nowhere-at-all",
                "POST /console",
                "POST /report",
                "PUT /desks/nowhere/report",
                "GET /desks/urgent/report",
                "OPTIONS /mailbox"
            })
    void aBodyThatNobodyReadsIsNoRequest(String line) throws IOException {
        String hidden = second();
        String answer = send(line + " HTTP/1.1\r\n" + HOST + "Content-Length: " + hidden.length() + "\r\n\r\n" + hidden
                + "GET /mailbox HTTP/1.1\r\n" + HOST + CLOSE + "\r\n");
        assertThat(answers(answer)).isEqualTo(2);
        tellsNothing(answer);
        assertStored(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_000, 20_000})
    void aMegabyteOfHeadersIsTurnedAway(int lines) throws IOException {
        String value = "a".repeat(1_000_000 / lines);
        String headers = IntStream.range(0, lines)
                .mapToObj(line -> "X-" + line + ": " + MARK + value + "\r\n")
                .collect(Collectors.joining());
        String answer = RawHttp.whateverComes(RestAssured.port, "GET / HTTP/1.1\r\n" + HOST + headers + "\r\n");
        if (!answer.isEmpty()) {
            turnedAway(answer, 431);
        }
        assertThat(RawHttp.status(RawHttp.get(RestAssured.port, "/"))).isEqualTo(200);
    }

    @Test
    void aThousandHeadersAreReadAndForgotten() throws IOException {
        String headers = IntStream.range(0, 1000)
                .mapToObj(line -> "X-" + line + ": y\r\n")
                .collect(Collectors.joining());
        String answer = send("GET / HTTP/1.1\r\n" + HOST + CLOSE + headers + "\r\n");
        assertThat(RawHttp.status(answer)).isEqualTo(200);
        FrontDoorTest.hasItsHeaders(answer);
        tellsNothing(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /\u00c3( HTTP/1.1\r\n",
                "GET /desks/\u00c3(\u00ff HTTP/1.1\r\n",
                "GET /%c3%28%ff HTTP/1.1\r\n",
                "GET /desks/%c3%28 HTTP/1.1\r\n",
                "GET /?q=\u00c3(\u00ff HTTP/1.1\r\n",
                "GET /desks/urgent?\u00ff=%c3%28 HTTP/1.1\r\n",
                "GET / HTTP/1.1\r\nX-\u00c3(: y\r\n",
                "GET / HTTP/1.1\r\nX-Other: \u00c3(\u00ff\r\n",
                "GET / HTTP/1.1\r\nCookie: a=\u00c3(\u00ff\r\n",
                "GET / HTTP/1.1\r\nAccept-Language: \u00c3(\u00ff\r\n",
                "GET / HTTP/1.1\r\nAccept: \u00c3(\u00ff\r\n",
                "G\u00c3T / HTTP/1.1\r\n",
                "GET / HTTP/1.1\u00ff\r\n",
                "POST /report HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=\u00c3(\u00ff\r\nContent-Length: 0\r\n",
                "POST /report HTTP/1.1\r\nContent-Type: \u00c3(\u00ff\r\nContent-Length: 0\r\n"
            })
    void octetsThatAreNoUtf8AreNotSentBack(String head) throws IOException {
        String answer = send(head + HOST + CLOSE + "\r\n");
        assertThat(RawHttp.status(answer)).isIn(200, 400, 404, 405, 406, 415, 422);
        FrontDoorTest.hasItsHeaders(answer);
        tellsNothing(answer);
        assertThat(answer).doesNotContain("\u00c3(", "\u00ff", "%c3", "\ufffd");
        assertStored(0);
    }

    @Test
    void anOldRequestWithoutAHostIsAnswered() throws IOException {
        String answer = send("GET / HTTP/1.0\r\n\r\n");
        assertThat(RawHttp.status(answer)).isEqualTo(200);
        FrontDoorTest.hasItsHeaders(answer);
        tellsNothing(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Host: localhost\r\nHost: localhost\r\n", "Host: a.example\r\nhost: b.example\r\n"})
    void aRequestForNoOneOrForTwoIsRefused(String hosts) throws IOException {
        turnedAway(send("GET / HTTP/1.1\r\n" + hosts + CLOSE + "\r\n"), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/mailbox", "/keys/desks", "/nowhere", "/console", "/desks/urgent/certificates.asc"})
    void anotherHostIsAnsweredTheSame(String path) throws IOException {
        String usual = from("localhost", path);
        for (String host : new String[] {"evil.example", "evil.example:8080", ONION, "127.0.0.1"}) {
            assertThat(from(host, path)).isEqualTo(usual);
        }
    }

    private static String from(String host, String path) throws IOException {
        return send("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + CLOSE + "\r\n");
    }

    /** The desk's page has a command to copy, with the address in it; with a codename it has none. */
    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:8080", "localhost.evil.example"})
    void aHostThatIsNotOursIsNotSentBack(String host) throws IOException {
        assertThat(from(host, "/desks/urgent"))
                .startsWith("HTTP/1.1 200")
                .contains(" http://ADDRESS/desks/urgent/report", "in the place of <code>ADDRESS</code>")
                .doesNotContain("evil");
        String coming = from(host, "/desks/urgent/codename");
        assertThat(coming).startsWith("HTTP/1.1 200").doesNotContain("evil", "ADDRESS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<evil>",
                "evil.example;rm -rf .",
                "evil\"'`$(id)`",
                "evil@localhost",
                "localhost:evil",
                "evil:99999"
            })
    void aHostThatIsNoneIsNotSentBackEither(String host) throws IOException {
        String answer = from(host, "/desks/urgent");
        assertThat(RawHttp.status(answer)).isIn(200, 400);
        FrontDoorTest.hasItsHeaders(answer);
        tellsNothing(answer);
        assertThat(answer).doesNotContain("evil");
    }

    @Test
    void theOnionAddressThatASourceCameByIsInTheCommand() throws IOException {
        assertThat(from(ONION, "/desks/urgent"))
                .contains(" http://" + ONION + "/desks/urgent/report")
                .doesNotContain("ADDRESS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CONNECT evil.example:443 HTTP/1.1\r\n",
                "OPTIONS * HTTP/1.1\r\n",
                "GET http://evil.example/console HTTP/1.1\r\n",
                "GET evil.example HTTP/1.1\r\n",
                "GET ?evil.example HTTP/1.1\r\n",
                "GET //evil.example/%2e%2e HTTP/1.1\r\n",
                "GET /\\evil.example HTTP/1.1\r\n"
            })
    void aTargetThatIsNotAPathLeadsNowhere(String line) throws IOException {
        String answer = send(line + HOST + CLOSE + "\r\n");
        assertThat(RawHttp.status(answer)).isIn(200, 400, 404, 405);
        FrontDoorTest.hasItsHeaders(answer);
        tellsNothing(answer);
        assertThat(answer).doesNotContain("evil");
    }

    /** The first octets of a browser that was told https. */
    @Test
    void octetsOfTlsAreTurnedAway() throws IOException {
        String hello =
                "\u0016\u0003\u0001\u0000\u00c5\u0001\u0000\u0000\u00c1\u0003\u0003" + MARK.repeat(3) + "\r\n\r\n";
        turnedAway(RawHttp.whateverComes(RestAssured.port, hello), 400);
    }

    @Test
    void http2IsNotSpokenToWhoeverBeginsWithIt() throws IOException {
        String settings = "\0\0\0\4\0\0\0\0\0";
        String answer =
                RawHttp.whateverComes(RestAssured.port, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + settings + settings);
        // Nothing, or a refusal in a line of text: no frame of it.
        assertThat(answer).doesNotContain("\0");
        if (!answer.isEmpty()) {
            assertThat(answer).startsWith("HTTP/");
            assertThat(RawHttp.status(answer)).isIn(400, 501, 505);
            FrontDoorTest.hasItsHeaders(answer);
            tellsNothing(answer);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "h2c,HTTP2-Settings: AAMAAABkAAQAAP__",
        "websocket,Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "TLS/1.0,X: y"
    })
    void noOtherProtocolIsGoneOverTo(String protocol, String header) throws IOException {
        String asking = "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: " + protocol + "\r\n" + header + "\r\n";
        String answer =
                send("GET / HTTP/1.1\r\n" + HOST + asking + "\r\nGET /mailbox HTTP/1.1\r\n" + HOST + CLOSE + "\r\n");
        assertThat(answers(answer)).isEqualTo(2);
        assertThat(RawHttp.status(answer)).isEqualTo(200);
        assertThat(RawHttp.header(answer)).doesNotContain("upgrade");
        tellsNothing(answer);
    }
}
