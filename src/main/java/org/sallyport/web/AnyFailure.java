package org.sallyport.web;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers every failure that nobody expected. */
class AnyFailure {
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
        FailureLog.write(failure);
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
}
