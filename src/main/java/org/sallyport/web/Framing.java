package org.sallyport.web;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Where a request ends, and for whom it is, must be beyond doubt: what one program takes for a body, another could take for a
 * second request. A body says its length, as every browser's does, or comes in pieces with a length each (RFC 9112, 7.1), as
 * from a pipe. It may then have claimed a length as well, which the decoder does not tell: so nothing more is taken on that
 * connection (6.1). Any other coding is refused.
 */
@Singleton
class Framing {
    private static final String CODING = "Transfer-Encoding";

    private final Set<HttpConnection> over =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    static boolean isInDoubt(HttpServerRequest request) {
        int hosts = request.headers().getAll("Host").size();
        boolean mayLackHost = request.version() == HttpVersion.HTTP_1_0;
        boolean coded = request.headers().contains(CODING);
        return (coded && !isInPieces(request)) || hosts > 1 || (hosts == 0 && !mayLackHost);
    }

    static boolean isInPieces(HttpServerRequest request) {
        List<String> codings = request.headers().getAll(CODING);
        return codings.size() == 1 && codings.get(0).strip().equalsIgnoreCase("chunked");
    }

    /** This request is answered, and then the connection ends. */
    void endBehind(RoutingContext request) {
        HttpConnection connection = request.request().connection();
        over.add(connection);
        request.response().putHeader("Connection", "close");
        request.addEndHandler(answered -> connection.close());
    }

    boolean isOver(HttpConnection connection) {
        return over.contains(connection);
    }
}
