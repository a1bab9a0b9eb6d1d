package org.sallyport.source;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * One request whose body arrives, from its first octet until it is answered and its body has ended. Everything here runs on
 * the event loop of its connection, but for what is said to be for others.
 */
final class Arrival {
    /** Octets that make a request worth a worker, and that then lie between the network and the worker. */
    static final int ENOUGH = 64 * 1024;

    private final Anteroom room;
    private final Context loop;
    private final HttpServerRequest request;
    private final ArrivingBody body;
    private final Runnable admission;
    private final Pace pace = new Pace();
    private long arrived;
    private boolean waiting = true;
    private boolean answered;
    private volatile boolean paused;
    private volatile boolean cut;

    /**
     * @param loop of the request's connection
     * @param admission lets the request go on to a worker
     */
    Arrival(Anteroom room, Context loop, RoutingContext routed, Runnable admission) {
        this.room = room;
        this.loop = loop;
        this.request = routed.request();
        this.admission = admission;
        this.body = new ArrivingBody(ENOUGH, () -> loop.runOnContext(again -> flow()));
        routed.addEndHandler(written -> answered());
    }

    /** Lets the body come. */
    void begin() {
        if (request.isEnded()) {
            ended();
            return;
        }
        request.handler(this::take);
        request.endHandler(last -> ended());
        request.exceptionHandler(failure -> brokenOff());
        request.resume();
    }

    /** For the worker: what has arrived, and what still will. */
    ArrivingBody body() {
        return body;
    }

    /** For anybody. */
    Pace pace() {
        return pace;
    }

    /** For anybody: lets the request go on to a worker. */
    void admit() {
        admission.run();
    }

    /** For anybody: whether a worker would wait for nobody. */
    boolean isWhole() {
        return body.isWhole();
    }

    /** For anybody: cuts the connection; whoever reads the body is told that it broke off. */
    void cut() {
        cut = true;
        body.breakOff();
        loop.runOnContext(now -> {
            request.connection().close();
            brokenOff();
        });
    }

    /** For anybody. */
    boolean isCut() {
        return cut;
    }

    /** For anybody: time counts against senders only while we take what they send. */
    void tick() {
        if (!paused) {
            pace.tick();
        }
    }

    private void take(Buffer octets) {
        arrived += octets.length();
        pace.moved(octets.length());
        if (arrived > room.longest()) {
            cut();
        } else if (body.add(octets)) {
            paused = true;
            request.pause();
            worthAWorker();
        }
    }

    private void flow() {
        paused = false;
        request.resume();
    }

    private void ended() {
        body.end();
        worthAWorker();
        leaveIfOver();
    }

    private void brokenOff() {
        body.breakOff();
        worthAWorker();
        leaveIfOver();
    }

    private void answered() {
        answered = true;
        body.close();
        leaveIfOver();
    }

    private void worthAWorker() {
        if (waiting) {
            waiting = false;
            room.enough(this);
        }
    }

    private void leaveIfOver() {
        if (answered && body.isWhole()) {
            room.leave(this);
        } else if (body.isBroken()) {
            room.giveUpWaiting(this);
        }
    }
}
