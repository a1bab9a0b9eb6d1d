package org.sallyport.web;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers every failure that nobody expected. What it logs names the kind of failure, and nothing of the request. */
class AnyFailure {
    private static final Logger LOG = Logger.getLogger(AnyFailure.class);

    private final ErrorPages pages;

    AnyFailure(ErrorPages pages) {
        this.pages = pages;
    }

    @ServerExceptionMapper
    public Response answer(WebApplicationException failure, UriInfo uri) {
        return answer(failure.getResponse().getStatus(), uri);
    }

    @ServerExceptionMapper
    public Response answer(Throwable failure, UriInfo uri) {
        log(failure);
        return answer(500, uri);
    }

    private Response answer(int status, UriInfo uri) {
        if (uri.getPath().startsWith("/api/")) {
            return new Problem(status, Response.Status.fromStatusCode(status).getReasonPhrase(), "Nothing was changed.")
                    .response();
        }
        return Response.status(status)
                .type(MediaType.TEXT_HTML + ";charset=UTF-8")
                .entity(pages.page(status))
                .build();
    }

    /** Never the message: a database's or a parser's message quotes what it failed on. */
    private static void log(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            StackTraceElement[] trace = cause.getStackTrace();
            LOG.errorf("a request failed: %s at %s", cause.getClass().getName(), trace.length == 0 ? "?" : trace[0]);
        }
    }
}
