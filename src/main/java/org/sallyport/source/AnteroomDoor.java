package org.sallyport.source;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Sends every request that brings a body through the {@link Anteroom} before a worker meets it. */
class AnteroomDoor {
    private static final int BEFORE_ALL_OTHERS = 0;

    private final Anteroom room;

    AnteroomDoor(Anteroom room) {
        this.room = room;
    }

    /** Ends when the request may go on to its worker; a response turns it away. */
    @WaitsForBody
    @ServerRequestFilter(nonBlocking = true, priority = BEFORE_ALL_OTHERS)
    public Uni<Response> meet(ContainerRequestContext request, RoutingContext routed) {
        boolean put = request.getMethod().equals("PUT");
        if (!put && !request.getMethod().equals("POST")) {
            return Uni.createFrom().nullItem();
        }
        return Uni.createFrom().emitter(emitter -> {
            Arrival arrival = new Arrival(room, Vertx.currentContext(), routed, () -> emitter.complete(null));
            if (room.enter(arrival)) {
                request.setEntityStream(arrival.body());
                arrival.begin();
            } else {
                Outcome busy = new Outcome.Busy();
                emitter.complete(
                        put
                                ? OutcomePage.text(busy)
                                : OutcomePage.of(busy, request.getUriInfo().getPath()));
            }
        });
    }
}
