package org.sallyport.web;

import io.quarkus.vertx.VertxOptionsCustomizer;
import io.quarkus.vertx.http.runtime.ExtendedQuarkusVertxHttpMetrics;
import io.vertx.core.MultiMap;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.metrics.MetricsOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.spi.metrics.HttpServerMetrics;
import io.vertx.core.spi.metrics.VertxMetrics;
import io.vertx.core.spi.observability.HttpResponse;
import jakarta.inject.Singleton;
import java.util.Map;

/**
 * Gives every answer its headers, also the bare one that the HTTP decoder gives by itself to what is no request. There is one
 * moment that all of them pass, and it is meant for counting them. Nothing is counted here.
 */
@Singleton
class EveryAnswer implements VertxOptionsCustomizer {
    private final Map<String, String> headers;

    EveryAnswer(SecurityHeaders headers) {
        this.headers = headers.all();
    }

    @Override
    @SuppressWarnings("deprecation") // Vert.x's other way is its builder, which Quarkus keeps to itself.
    public void accept(VertxOptions options) {
        options.setMetricsOptions(new MetricsOptions().setEnabled(true).setFactory(started -> new Servers()));
    }

    /** Quarkus asks it for a counter of connections, too, where their number is limited. */
    private final class Servers implements VertxMetrics, ExtendedQuarkusVertxHttpMetrics {
        @Override
        public HttpServerMetrics<Void, Void, Void> createHttpServerMetrics(
                HttpServerOptions options, SocketAddress address) {
            return new HeadersFirst();
        }

        @Override
        public ConnectionTracker getHttpConnectionTracker() {
            return NOOP_CONNECTION_TRACKER;
        }
    }

    private final class HeadersFirst implements HttpServerMetrics<Void, Void, Void> {
        @Override
        public void responseBegin(Void nothing, HttpResponse response) {
            MultiMap answer = response.headers();
            headers.forEach(answer::set);
        }
    }
}
