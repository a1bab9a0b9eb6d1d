package org.sallyport.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sallyport.openpgp.WebKeyDirectory;
import org.sallyport.testkit.Form;
import org.sallyport.testkit.Organisation;
import org.sallyport.testkit.RawHttp;
import org.sallyport.testkit.SourceFaceWithDesks;

/** Every kind of answer of the source face has the headers that it should have, each once, and no other. */
@QuarkusTest
@TestProfile(SourceFaceWithDesks.class)
class SourceHeadersTest {
    private static final Map<String, String> EACH = Map.of(
            "cache-control", "no-store",
            "referrer-policy", "no-referrer",
            "x-content-type-options", "nosniff",
            "x-frame-options", "DENY",
            "cross-origin-opener-policy", "same-origin",
            "cross-origin-embedder-policy", "require-corp",
            "cross-origin-resource-policy", "same-origin");

    private static final String POLICY = "default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; base-uri 'none';"
            + " form-action 'self'; frame-ancestors 'none'";
    private static final String NOTHING_PERMITTED = "[a-z-]+=\\(\\)(, [a-z-]+=\\(\\))+";
    private static final Set<String> OF_THE_BODY = Set.of("content-type", "content-length", "connection");
    /** What else an answer has, by the request; the method's list is HTTP's own. */
    private static final Map<String, Set<String>> SOME = Map.of(
            "GET /leave", Set.of("clear-site-data", "refresh"),
            "GET /desks/urgent/certificates.asc", Set.of("content-disposition"),
            "POST /codename/reply-key.pgp", Set.of("content-disposition"),
            "OPTIONS /report", Set.of("allow"));

    private final Map<String, String> answers = new LinkedHashMap<>();

    @Test
    void nothingIsMissingNothingIsThereTwiceAndNothingTellsOfTheProgram() throws Exception {
        Organisation.made().load();
        for (String path : new String[] {
            "/",
            "/report",
            "/mailbox",
            "/leave",
            "/desks/urgent",
            "/desks/urgent/codename",
            "/desks/lonely",
            "/desks/nobody",
            "/desks/urgent/certificates.asc",
            "/desks/lonely/certificates.asc",
            "/keys/desks",
            "/keys/checkpoint",
            "/keys/tile/0/000.p/1",
            "/.well-known/openpgpkey/policy",
            "/.well-known/openpgpkey/hu/nobody",
            "/.well-known/openpgpkey/hu/" + WebKeyDirectory.name("urgent-1@desk.example"),
            "/nothing",
            "/console",
            "/api/session",
            "/codename",
            "/mailbox/close",
            Breakage.IN_THE_DOOR,
            Breakage.BEFORE_THE_DOOR
        }) {
            keep("GET " + path, RawHttp.get(RestAssured.port, path));
        }
        for (String method : new String[] {"HEAD", "OPTIONS", "DELETE", "TRACE", "PROPFIND"}) {
            send(method, "/report", "");
        }
        send("PUT", "/desks/urgent/report", "not encrypted");
        send("PUT", "/report", "not a form");
        send("POST", "/report", "not a form");
        String codename = "0a".repeat(16);
        post(
                "/report",
                new Form().field("codename", codename).field("desk", "urgent").field("text", "They came."));
        post(
                "/report",
                new Form().field("codename", codename).field("desk", "urgent").field("text", ""));
        post("/mailbox", new Form().field("words", "zoo"));
        post("/mailbox/delete", new Form().field("codename", codename).field("replies", ""));
        post("/codename/reply-key.pgp", new Form().field("codename", codename));
        answers.forEach(SourceHeadersTest::hasWhatItShouldHave);
        assertThat(answers.values().stream().map(RawHttp::status).distinct()).contains(200, 404, 405, 415, 422, 500);
    }

    @Test
    void leavingEmptiesWhatTheBrowserHasOfThisSiteAndEndsOnAnEmptyTab() throws IOException {
        String answer = RawHttp.get(RestAssured.port, "/leave");
        Map<String, String> headers = headers("leave", answer);
        assertThat(headers)
                .containsEntry("clear-site-data", "\"cache\", \"cookies\", \"storage\", \"executionContexts\"")
                .containsEntry("refresh", "0; url=about:blank");
        assertThat(RawHttp.body(answer).replaceAll("(?s)<!--.*|<head>.*</head>|<[^>]*>", ""))
                .isBlank();
    }

    private static void hasWhatItShouldHave(String request, String answer) {
        Map<String, String> headers = headers(request, answer);
        assertThat(headers).as(request).containsAllEntriesOf(EACH);
        assertThat(headers.remove("content-security-policy")).as(request).matches(POLICY);
        assertThat(headers.remove("permissions-policy")).as(request).matches(NOTHING_PERMITTED);
        headers.keySet().removeAll(EACH.keySet());
        headers.keySet().removeAll(OF_THE_BODY);
        assertThat(headers.keySet()).as(request).isEqualTo(SOME.getOrDefault(request.strip(), Set.of()));
        FrontDoorTest.tellsNothing(answer);
        assertThat(RawHttp.header(answer)).as("no version").doesNotContainPattern("[0-9]\\.[0-9]+\\.[0-9]");
    }

    private static Map<String, String> headers(String request, String answer) {
        Map<String, String> headers = new HashMap<>();
        List<String> lines =
                answer.substring(0, answer.indexOf("\r\n\r\n")).lines().toList();
        assertThat(lines.get(0)).as(request).matches("HTTP/1\\.1 [2-5][0-9][0-9] ");
        for (String line : lines.subList(1, lines.size())) {
            String[] field = line.split(": ", 2);
            assertThat(headers.put(field[0].toLowerCase(Locale.ROOT), field[1]))
                    .as("%s: %s", request, field[0])
                    .isNull();
        }
        return headers;
    }

    private void send(String method, String path, String body) throws IOException {
        String type = body.isEmpty() ? "" : "Content-Type: text/plain\r\n";
        String request = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + type
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
        keep(method + " " + path, RawHttp.answer(RestAssured.port, request));
    }

    private void post(String path, Form form) throws IOException {
        keep("POST " + path, form.post(RestAssured.port, path));
    }

    private void keep(String request, String answer) {
        String key = request;
        while (answers.containsKey(key)) {
            key += " ";
        }
        answers.put(key, answer);
    }
}
