package org.sallyport.source;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.Organisation;
import org.sallyport.testkit.SlowSender;
import org.sallyport.testkit.SourceFaceWithFewPlaces;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StoredNow;
import org.sallyport.testkit.Waiting;

/** Hostile senders are slow, as honest ones are over Tor: neither keeps the others waiting. */
@QuarkusTest
@TestProfile(SourceFaceWithFewPlaces.class)
class SlowSendersTest {
    private static final String REPORT = "/desks/urgent/report";
    private static final byte[] SMALL = MadeMessage.binary(Organisation.made().keys("urgent"), 2_000);
    private static final byte[] LARGE = MadeMessage.binary(Organisation.made().keys("urgent"), 2_000_000);
    /** More than makes a request worth a worker. */
    private static final int STALLED = 200_000;

    private static final int MINUTE = 60 / Pace.TICK;

    private final List<SlowSender> senders = new ArrayList<>();

    @Inject
    Anteroom room;

    @BeforeEach
    void desks() throws Exception {
        Organisation.made().load();
    }

    @AfterEach
    void hangUp() throws Exception {
        for (SlowSender sender : senders) {
            sender.close();
        }
        Waiting.until("an empty anteroom", () -> room.occupancy().present() == 0);
    }

    @Test
    void aThousandSendersOfAnOctetASecondKeepNobodyWaiting() throws Exception {
        aThousandSenders();
        ScheduledExecutorService everySecond = Executors.newSingleThreadScheduledExecutor();
        try {
            ScheduledFuture<?> octets = everySecond.scheduleAtFixedRate(this::oneOctetEach, 0, 1, TimeUnit.SECONDS);
            Waiting.until("all bodies", () -> room.occupancy().present() == senders.size() / 2);
            Thread.sleep(3000);
            within("a page", () -> get("/report"));
            within("a form", SlowSendersTest::form);
            within("a sealed message", () -> ReportPagesTest.put(SMALL));
            within("a large message", () -> ReportPagesTest.put(LARGE));
            within("a visit to the mailbox", 404, () -> MailboxPagesTest.open("zoo ".repeat(11) + "wrong"));
            assertThat(octets.isDone()).as("somebody was cut").isFalse();
        } finally {
            everySecond.shutdownNow();
        }
        StoredNow.are(3, 3);
    }

    @Test
    void aSmallMessageNeedsNoPlace() throws Exception {
        stalled(SourceFaceWithFewPlaces.PLACES);
        within("a sealed message", () -> ReportPagesTest.put(SMALL));
        within("a form", SlowSendersTest::form);
    }

    @Test
    void anUploadThatStandsStillGivesItsPlaceToOneThatWaits() throws Exception {
        stalled(SourceFaceWithFewPlaces.PLACES);
        CompletableFuture<Response> waits = CompletableFuture.supplyAsync(() -> ReportPagesTest.put(LARGE));
        Waiting.until("one in the queue", () -> room.occupancy().queued() == 1);
        tick(MINUTE - 1);
        assertThat(waits).isNotDone();
        tick(1);
        waits.get(20, TimeUnit.SECONDS).then().statusCode(200);
        int cut = 0;
        for (SlowSender sender : senders) {
            cut += sender.isCut() ? 1 : 0;
        }
        assertThat(cut).isEqualTo(1);
        StoredNow.are(1, 1);
    }

    @Test
    void anUploadThatMovesKeepsItsPlace() throws Exception {
        stalled(SourceFaceWithFewPlaces.PLACES);
        SlowSender moving = senders.get(0);
        CompletableFuture<Response> waits = CompletableFuture.supplyAsync(() -> ReportPagesTest.put(LARGE));
        Waiting.until("one in the queue", () -> room.occupancy().queued() == 1);
        tick(MINUTE - 1);
        moving.send(LARGE, STALLED, STALLED + 800_000);
        Waiting.until("what moved", () -> Sql.count("arriving_chunk") > 1);
        tick(1);
        waits.get(20, TimeUnit.SECONDS).then().statusCode(200);
        moving.send(LARGE, STALLED + 800_000, LARGE.length);
        assertThat(moving.answer()).startsWith("HTTP/1.1 200");
    }

    @Test
    void ofTwoSlowUploadsTheSlowerGivesWayAndTheOtherFinishes() throws Exception {
        stalled(SourceFaceWithFewPlaces.PLACES);
        Waiting.until("a quiet minute", () -> {
            room.tick();
            return room.occupancy().octets() == 0;
        });
        SlowSender slow = senders.get(0);
        SlowSender slower = senders.get(1);
        slow.send(LARGE, STALLED, STALLED + 40_000);
        slower.send(LARGE, STALLED, STALLED + 4_000);
        Waiting.until("both have moved", () -> room.occupancy().octets() == 44_000);
        ReportPagesTest.put(LARGE).then().statusCode(200);
        assertThat(slower.isCut()).isTrue();
        slow.send(LARGE, STALLED + 40_000, LARGE.length);
        assertThat(slow.answer()).startsWith("HTTP/1.1 200");
    }

    @Test
    void slowUploadsAreLeftAloneWhileThereAreOtherPlaces() throws Exception {
        stalled(1);
        SlowSender slow = senders.get(0);
        tick(MINUTE + 1);
        ReportPagesTest.put(LARGE).then().statusCode(200);
        slow.send(LARGE, STALLED, LARGE.length);
        assertThat(slow.answer()).startsWith("HTTP/1.1 200");
    }

    @Test
    void whoSaysNothingForTwoMinutesIsNotWaitedFor() throws Exception {
        stalled(1);
        senders.add(SlowSender.form(RestAssured.port, "/report", 1000));
        Waiting.until("both", () -> room.occupancy().present() == 2);
        // Time counts only while the worker takes what came: a few ticks may pass before it does.
        Waiting.until("nobody", () -> {
            room.tick();
            return room.occupancy().present() == 0;
        });
        for (SlowSender sender : senders) {
            assertThat(sender.isCut()).isTrue();
        }
        StoredNow.are(0, 0);
    }

    @Test
    void withoutASeatSendersAreToldAtOnceUntilTheSlowestCanBeTold() throws Exception {
        while (senders.size() < SourceFaceWithFewPlaces.SEATS) {
            senders.add(SlowSender.put(RestAssured.port, REPORT, 100_000));
        }
        Waiting.until("all seats taken", () -> room.occupancy().present() == SourceFaceWithFewPlaces.SEATS);
        assertThat(ReportPagesTest.put(SMALL).then().statusCode(503).extract().asString())
                .contains("Too many are sending", "Nothing was stored.");
        Response busy = form();
        assertThat(busy.statusCode()).isEqualTo(503);
        assertThat(busy.asByteArray()).as("as every page").hasSize(12 * 1024);
        assertThat(busy.asString())
                .contains(
                        "<h1>Too many are sending at the moment</h1>",
                        "Nothing was stored.",
                        "Try again in a few minutes");
        Response visit = MailboxPagesTest.open("zoo");
        assertThat(visit.statusCode()).isEqualTo(503);
        assertThat(visit.asByteArray()).as("as every mailbox page").hasSize(64 * 1024);
        tick(2);
        ReportPagesTest.put(SMALL).then().statusCode(200);
    }

    /** Half of them with slow headers, the others with slow bodies for one page or another. */
    private void aThousandSenders() throws IOException {
        for (int i = 0; i < 250; i++) {
            senders.add(SlowSender.header(RestAssured.port));
            senders.add(SlowSender.put(RestAssured.port, REPORT, 1_000_000));
            senders.add(SlowSender.header(RestAssured.port));
            senders.add(SlowSender.form(RestAssured.port, i % 2 == 0 ? "/report" : "/mailbox", 1_000_000));
        }
    }

    private void oneOctetEach() {
        for (SlowSender sender : senders) {
            try {
                sender.send(new byte[] {'-'}, 0, 1);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Uploads that got their place and then stopped. */
    private void stalled(int uploads) throws Exception {
        for (int i = 0; i < uploads; i++) {
            SlowSender sender = SlowSender.put(RestAssured.port, REPORT, LARGE.length);
            senders.add(sender);
            sender.send(LARGE, 0, STALLED);
        }
        Waiting.until("the places taken", () -> room.occupancy().placed() == uploads);
    }

    private void tick(int ticks) {
        for (int i = 0; i < ticks; i++) {
            room.tick();
        }
    }

    private static Response form() {
        return given().multiPart("codename", "0b".repeat(16))
                .multiPart("desk", "urgent")
                .multiPart("text", "short")
                .post("/report");
    }

    private static void within(String what, Callable<Response> request) throws Exception {
        within(what, 200, request);
    }

    private static void within(String what, int status, Callable<Response> request) throws Exception {
        long begun = System.nanoTime();
        request.call().then().statusCode(status);
        Duration taken = Duration.ofNanos(System.nanoTime() - begun);
        System.out.println(what + " beside slow senders: " + taken.toMillis() + " ms");
        assertThat(taken).isLessThan(Duration.ofSeconds(5));
    }
}
