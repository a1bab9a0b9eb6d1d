package org.sallyport.web;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.OptionalInt;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Where a request ends, and for whom it is, must be beyond doubt: what one program takes for a body, another could take for a
 * second request. So a body says its length, once, as every browser's does; pieces with a length each are refused, whatever else
 * is said of them (RFC 9112, 6.3), and nothing more is taken on that connection.
 */
@Singleton
class Framing {
    private final Set<HttpConnection> over =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /** The status that refuses it; empty for a request about which there is no doubt. */
    static OptionalInt refused(HttpServerRequest request) {
        if (request.headers().contains("Transfer-Encoding")) {
            return OptionalInt.of(411);
        }
        int hosts = request.headers().getAll("Host").size();
        boolean mayLackHost = request.version() == HttpVersion.HTTP_1_0;
        return hosts == 1 || (hosts == 0 && mayLackHost) ? OptionalInt.empty() : OptionalInt.of(400);
    }

    /** Ends the connection, and whatever of it has arrived already. */
    void end(HttpConnection connection) {
        over.add(connection);
        connection.close();
    }

    boolean isOver(HttpConnection connection) {
        return over.contains(connection);
    }
}
