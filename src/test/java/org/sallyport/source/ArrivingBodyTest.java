package org.sallyport.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ArrivingBodyTest {
    private static final int ENOUGH = 1000;

    private final AtomicInteger roomAgain = new AtomicInteger();
    private final ArrivingBody body = new ArrivingBody(ENOUGH, roomAgain::incrementAndGet);

    @Test
    void whatArrivedIsReadInItsOrderHoweverItIsCut() throws Exception {
        Random cuts = new Random(7);
        byte[] sent = new byte[300_000];
        cuts.nextBytes(sent);
        CompletableFuture<byte[]> read = CompletableFuture.supplyAsync(this::readAll);
        for (int at = 0; at < sent.length; ) {
            int length = Math.min(cuts.nextInt(9000), sent.length - at);
            body.add(Buffer.buffer().appendBytes(sent, at, length));
            at += length;
        }
        body.end();
        assertThat(read.get()).isEqualTo(sent);
    }

    @Test
    void theSenderWaitsWhenEnoughIsHereUntilHalfOfItIsRead() throws IOException {
        assertThat(add(ENOUGH - 1)).isFalse();
        assertThat(add(1)).isTrue();
        body.readNBytes(ENOUGH / 2 - 1);
        assertThat(roomAgain).hasValue(0);
        body.readNBytes(1);
        assertThat(roomAgain).hasValue(1);
    }

    @Test
    void aBodyThatBreaksOffNeverJustEnds() {
        add(10);
        body.breakOff();
        assertThat(body.isWhole()).isTrue();
        assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
    }

    @Test
    void aBreakAfterTheEndIsNone() throws IOException {
        add(10);
        body.end();
        body.breakOff();
        assertThat(body.readAllBytes()).hasSize(10);
    }

    @Test
    void aReaderWhoWaitsIsToldOfTheBreak() {
        CompletableFuture<byte[]> read = CompletableFuture.supplyAsync(this::readAll);
        body.breakOff();
        assertThatThrownBy(read::get).isInstanceOf(ExecutionException.class).hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    void whatComesAfterItWasClosedIsDropped() {
        add(10);
        body.close();
        assertThat(roomAgain).hasValue(1);
        assertThat(add(2 * ENOUGH)).isFalse();
        assertThat(body.available()).isZero();
        assertThatThrownBy(body::read).isInstanceOf(IOException.class);
    }

    @Test
    void whatWasTakenOverIsWipedWhereItCameFrom() throws IOException {
        Buffer arrived = Buffer.buffer("They came at night. ".repeat(1000));
        byte[] sent = arrived.getBytes();
        body.add(arrived);
        assertThat(arrived.getBytes()).containsOnly(0);
        assertThat(body.readNBytes(sent.length)).isEqualTo(sent);
    }

    @Test
    void whatIsDroppedIsWipedToo() {
        Buffer arrived = Buffer.buffer("They came at night.");
        body.close();
        body.add(arrived);
        assertThat(arrived.getBytes()).containsOnly(0);
    }

    private boolean add(int octets) {
        return body.add(Buffer.buffer(new byte[octets]));
    }

    private byte[] readAll() {
        try {
            return body.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
