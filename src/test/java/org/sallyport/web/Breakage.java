package org.sallyport.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** Two faults that the real doors must not have: one inside a door, one before any. Both quote what they failed on. */
@Path("/desks/{slug}/broken")
public class Breakage {
    static final String IN_THE_DOOR = "/desks/urgent/broken";
    static final String BEFORE_THE_DOOR = "/desks/urgent/broken-early";
    private static final int AFTER_THE_FRONT_DOOR = 100;

    @GET
    public String fail(@PathParam("slug") String slug) {
        throw new IllegalStateException("failed on " + slug, new IllegalArgumentException("because of " + slug));
    }

    void stand(@Observes Filters filters) {
        filters.register(Breakage::meet, AFTER_THE_FRONT_DOOR);
    }

    private static void meet(RoutingContext request) {
        if (request.request().path().startsWith(BEFORE_THE_DOOR)) {
            throw new IllegalStateException("failed on " + request.request().uri());
        }
        request.next();
    }
}
