package org.sallyport.web;

import io.netty.channel.Channel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.scheduler.Scheduled;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Connections that bring no request: nothing comes, or a header an octet at a time, for which the framework would wait for
 * hours. They hold no thread, but memory and a file descriptor each. None is waited for longer than two minutes, and of too
 * many those that have waited longest go, so that whoever comes with a request is met. A request that is here is not their
 * affair, however slowly its body comes.
 */
@ApplicationScoped
class WaitingConnections {
    /** Seconds from one look to the next. */
    private static final int TICK = 5;

    /** Looks, which are two minutes. */
    static final int PATIENCE = 120 / TICK;

    private static final AttributeKey<Wait> WAIT = AttributeKey.valueOf(WaitingConnections.class, "wait");

    private final Vertx vertx;
    private final int most;

    /** Of one connection, on its event loop: looks since it waits, and the request that it does not wait for any more. */
    private static final class Wait {
        private int looks;
        private @Nullable HttpServerRequest request;

        int lookAgain() {
            HttpServerRequest last = request;
            if (last != null && last.isEnded() && last.response().ended()) {
                request = null;
                looks = 0;
            }
            return request == null ? ++looks : 0;
        }
    }

    /** @param most of them in this process */
    WaitingConnections(
            Vertx vertx, @ConfigProperty(name = "sallyport.web.connections-waiting", defaultValue = "5000") int most) {
        this.vertx = vertx;
        this.most = most;
    }

    /** Its header is here. */
    void bring(HttpServerRequest request) {
        if (request.connection() instanceof ConnectionBase connection) {
            waitOf(connection.channel()).request = request;
        }
    }

    @Scheduled(every = TICK + "s")
    @SuppressWarnings("deprecation") // Of the event loops: nothing public stands in its place.
    void look() {
        List<SingleThreadEventLoop> loops = new ArrayList<>();
        for (EventExecutor loop : vertx.nettyEventLoopGroup()) {
            loops.add((SingleThreadEventLoop) loop);
        }
        loops.forEach(loop -> loop.execute(() -> look(loop, Math.max(1, most / loops.size()))));
    }

    private static void look(SingleThreadEventLoop loop, int mostHere) {
        List<Channel> waiting = new ArrayList<>();
        loop.registeredChannelsIterator().forEachRemaining(channel -> {
            // Those without a parent are the listening ones, and ours to other servers.
            if (channel.parent() != null && waitOf(channel).lookAgain() > 0) {
                waiting.add(channel);
            }
        });
        waiting.sort(Comparator.comparingInt(channel -> -waitOf(channel).looks));
        for (int at = 0; at < waiting.size(); at++) {
            if (waitOf(waiting.get(at)).looks > PATIENCE || at < waiting.size() - mostHere) {
                var unused = waiting.get(at).close();
            }
        }
    }

    private static Wait waitOf(Channel channel) {
        channel.attr(WAIT).setIfAbsent(new Wait());
        return channel.attr(WAIT).get();
    }
}
