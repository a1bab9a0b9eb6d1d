package org.sallyport.web;

import static io.restassured.RestAssured.get;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sallyport.testkit.SlowSender;
import org.sallyport.testkit.SourceFaceWithFewPlaces;
import org.sallyport.testkit.Waiting;

/** Whoever connects and brings no request keeps nobody else out. */
@QuarkusTest
@TestProfile(SourceFaceWithFewPlaces.class)
class WaitingConnectionsTest {
    /** Milliseconds. */
    private static final int A_GLANCE = 50;

    private final List<SlowSender> senders = new ArrayList<>();

    @Inject
    WaitingConnections connections;

    @AfterEach
    void hangUp() throws Exception {
        for (SlowSender sender : senders) {
            sender.close();
        }
    }

    @Test
    void nobodyIsWaitedForLongerThanTwoMinutesForAHeader() throws Exception {
        SlowSender slow = add(SlowSender.header(RestAssured.port));
        SlowSender body = add(SlowSender.put(RestAssured.port, "/desks/urgent/report", 1000));
        get("/").then().statusCode(200);
        for (int look = 0; look < WaitingConnections.PATIENCE; look++) {
            slow.send(new byte[] {'a'}, 0, 1);
            connections.look();
        }
        assertThat(slow.isCut()).isFalse();
        Waiting.until("the cut", () -> {
            connections.look();
            return slow.isCut(A_GLANCE);
        });
        assertThat(body.isCut()).as("a body is the anteroom's affair").isFalse();
    }

    @Test
    void aHeaderThatIsWholeInTimeIsAnswered() throws Exception {
        SlowSender slow = add(SlowSender.header(RestAssured.port));
        for (int look = 0; look < WaitingConnections.PATIENCE; look++) {
            connections.look();
        }
        byte[] rest = "\r\nConnection: close\r\n\r\n".getBytes(US_ASCII);
        slow.send(rest, 0, rest.length);
        assertThat(slow.answer()).startsWith("HTTP/1.1 200");
    }

    @Test
    void ofTooManyThoseGoThatHaveWaitedLongest() throws Exception {
        for (int i = 0; i < SourceFaceWithFewPlaces.CONNECTIONS; i++) {
            add(SlowSender.header(RestAssured.port));
        }
        connections.look();
        get("/").then().statusCode(200);
        List<SlowSender> first = List.copyOf(senders);
        for (int i = 0; i < SourceFaceWithFewPlaces.CONNECTIONS; i++) {
            add(SlowSender.header(RestAssured.port));
        }
        get("/").then().statusCode(200);
        connections.look();
        List<SlowSender> last = senders.subList(first.size(), senders.size());
        // Each event loop has its share, and they are not exactly alike.
        Waiting.until("most of the first cut", () -> cut(first) > first.size() / 2);
        assertThat(cut(last)).isLessThan(cut(first));
        get("/").then().statusCode(200);
    }

    private SlowSender add(SlowSender sender) {
        senders.add(sender);
        return sender;
    }

    private static int cut(List<SlowSender> some) throws IOException {
        int cut = 0;
        for (SlowSender sender : some) {
            cut += sender.isCut(A_GLANCE) ? 1 : 0;
        }
        return cut;
    }
}
