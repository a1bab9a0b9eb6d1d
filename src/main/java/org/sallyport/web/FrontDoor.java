package org.sallyport.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The first to see a request: gives every answer its headers, and turns away what the face does not answer. */
@ApplicationScoped
class FrontDoor {
    private static final int BEFORE_EVERYTHING = 10_000;

    private final Face face;
    private final SecurityHeaders headers;
    private final ErrorPages pages;
    private final WaitingConnections connections;

    FrontDoor(
            @ConfigProperty(name = "sallyport.faces") Face face,
            SecurityHeaders headers,
            ErrorPages pages,
            WaitingConnections connections) {
        this.face = face;
        this.headers = headers;
        this.pages = pages;
        this.connections = connections;
    }

    void stand(@Observes Filters filters) {
        filters.register(this::meet, BEFORE_EVERYTHING);
    }

    /** The framework's own page for a failure carries a number of its own, and its log line the path. */
    void standBehind(@Observes Router router) {
        router.route().order(-BEFORE_EVERYTHING - 1).failureHandler(this::fail);
    }

    private void meet(RoutingContext request) {
        connections.bring(request.request());
        headers.all().forEach(request.response()::putHeader);
        if (face == Face.SOURCE) {
            // "OK" is shorter than "Not Found": without words, all answers' first lines are equally long (RFC 9112, 4).
            request.response().setStatusMessage("");
        }
        String path = request.normalizedPath();
        if (!face.answers(path)) {
            pages.send(404, request);
        } else if (face == Face.STAFF && path.equals("/")) {
            request.response()
                    .setStatusCode(302)
                    .putHeader("Location", "/console")
                    .end();
        } else {
            request.next();
        }
    }

    private void fail(RoutingContext request) {
        HttpServerResponse response = request.response();
        Throwable failure = request.failure();
        if (failure instanceof SecurityException) {
            // Not signed in, or not allowed: the framework knows where to send somebody for that.
            request.next();
            return;
        }
        if (failure != null) {
            FailureLog.write(failure);
        }
        if (response.headWritten()) {
            request.request().connection().close();
        } else {
            headers.all().forEach(response::putHeader);
            pages.send(request.statusCode() < 400 ? 500 : request.statusCode(), request);
        }
    }
}
