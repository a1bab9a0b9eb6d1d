package org.sallyport.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The first to see a request: turns away what is ambiguous, and what the face does not answer. */
@ApplicationScoped
class FrontDoor {
    private static final int BEFORE_EVERYTHING = 10_000;

    private final Face face;
    private final Framing framing;
    private final ErrorPages pages;
    private final WaitingConnections connections;

    FrontDoor(
            @ConfigProperty(name = "sallyport.faces") Face face,
            Framing framing,
            ErrorPages pages,
            WaitingConnections connections) {
        this.face = face;
        this.framing = framing;
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
        if (face == Face.SOURCE) {
            // "OK" is shorter than "Not Found": without words, all answers' first lines are equally long (RFC 9112, 4).
            request.response().setStatusMessage("");
        }
        if (framing.isOver(request.request().connection())) {
            return;
        }
        boolean inDoubt = Framing.isInDoubt(request.request());
        if (inDoubt || Framing.isInPieces(request.request())) {
            framing.endBehind(request);
        }
        if (face == Face.SOURCE) {
            FewHeaders.leave(request.request().headers());
        }
        String path = request.normalizedPath();
        if (inDoubt) {
            pages.send(400, request);
        } else if (!face.answers(path)) {
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
            pages.send(request.statusCode() < 400 ? 500 : request.statusCode(), request);
        }
    }
}
