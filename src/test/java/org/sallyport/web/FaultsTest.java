package org.sallyport.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.testkit.Endpoint;
import org.sallyport.testkit.FaultSwitch;
import org.sallyport.testkit.Form;
import org.sallyport.testkit.HeardLog;
import org.sallyport.testkit.Organisation;
import org.sallyport.testkit.RawHttp;
import org.sallyport.testkit.SourceFaceWithDesks;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StoredNow;

/** A fault in whatever answers sources: a page of ours, with our headers, and nothing of the fault or of the request. */
@QuarkusTest
@TestProfile(SourceFaceWithDesks.class)
class FaultsTest {
    private static final String MARK = "mark-of-a-source";
    private static final String CODENAME = "5e".repeat(16);
    private static final Map<String, Function<String, Throwable>> FAULTS = Map.of(
            "of the program", words -> new IllegalStateException(words, new IllegalArgumentException(words)),
            "of a stream", IOException::new,
            "of the machine", StackOverflowError::new,
            "of an assertion", AssertionError::new);

    private HeardLog log;

    @BeforeEach
    void listen() throws Exception {
        Organisation.made().load();
        log = new HeardLog();
    }

    @AfterEach
    void switchOff() {
        FaultSwitch.off();
        log.close();
    }

    private static List<Endpoint> endpoints() {
        return Endpoint.in("org.sallyport").stream()
                .filter(endpoint -> Face.SOURCE.answers(endpoint.pathWith("urgent")))
                .toList();
    }

    private static Form form() {
        return new Form().field("codename", CODENAME).field("desk", "urgent").field("text", MARK);
    }

    private static String send(Endpoint endpoint) throws IOException {
        String body = endpoint.verb().equals("GET") ? "" : new String(form().octets(), ISO_8859_1);
        return RawHttp.answer(
                RestAssured.port,
                endpoint.verb() + " " + endpoint.pathWith("urgent") + "?q=" + MARK + " HTTP/1.1\r\nHost: localhost\r\n"
                        + "X-Own: " + MARK + "\r\nUser-Agent: " + MARK + "\r\nCookie: a=" + MARK
                        + "\r\nContent-Type: multipart/form-data; boundary=edge; own=" + MARK
                        + "\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    @Test
    void theSourcesEndpointsAreFound() {
        assertThat(endpoints())
                .hasSizeGreaterThan(15)
                .extracting(Endpoint::toString)
                .contains("GET /", "POST /report", "PUT /desks/{slug}/report", "POST /mailbox/add", "GET /keys/desks");
    }

    @ParameterizedTest
    @ValueSource(strings = {"of the program", "of a stream", "of the machine", "of an assertion"})
    void aFaultInAnyEndpointIsAPageThatSaysNothingOfIt(String kind) throws IOException {
        FaultSwitch.failBefore(FAULTS.getOrDefault(kind, IllegalStateException::new));
        for (Endpoint endpoint : endpoints()) {
            tellsNothing(endpoint, send(endpoint));
        }
        assertThat(failed()).isEqualTo(endpointMethods());
        StoredNow.isNothing();
        nothingIsLogged(kind);
    }

    /** When the answer to what was done cannot be made: the page must not say that nothing was. */
    @Test
    void aFaultBehindAnyEndpointIsAPageThatClaimsNothing() throws IOException {
        FaultSwitch.failAfterwards(IllegalStateException::new);
        for (Endpoint endpoint : endpoints()) {
            String answer = send(endpoint);
            // What does not exist there is told so by the endpoint itself.
            if (RawHttp.status(answer) != 404) {
                tellsNothing(endpoint, answer);
                assertThat(answer)
                        .contains("may have arrived or not", "does no harm")
                        .doesNotContain("Nothing was stored");
            }
        }
        assertThat(failed()).hasSizeGreaterThan(10).contains("FormPages.post", "MailboxPages.add", "ReportPages.post");
        assertThat(Sql.count("arrival")).isEqualTo(1);
        StoredNow.are(1, 1);
        nothingIsLogged("afterwards");
    }

    private static void tellsNothing(Endpoint endpoint, String answer) {
        assertThat(RawHttp.status(answer)).as(endpoint.toString()).isEqualTo(500);
        FrontDoorTest.refused(answer, 500);
        assertThat(answer).as(endpoint.toString()).doesNotContain(MARK, CODENAME, "urgent", "failed on");
    }

    private void nothingIsLogged(String kind) {
        assertThat(log.lines())
                .as(kind)
                .anyMatch(line -> line.contains("a request failed: java."))
                .noneMatch(line -> Stream.of(MARK, CODENAME, "failed on", "/desks/", "/mailbox", "text")
                        .anyMatch(line::contains));
    }

    private static Set<String> failed() {
        return FaultSwitch.failed().stream()
                .map(method -> method.getDeclaringClass().getSimpleName() + "." + method.getName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> endpointMethods() {
        return endpoints().stream().map(Endpoint::method).collect(Collectors.toCollection(TreeSet::new));
    }
}
