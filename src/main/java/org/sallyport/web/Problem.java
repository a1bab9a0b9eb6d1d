package org.sallyport.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.Response;

/**
 * What an API says when it refuses (RFC 9457).
 *
 * @param title what was wrong
 * @param detail what to do
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(int status, String title, String detail) {
    public static final String MEDIA_TYPE = "application/problem+json";

    public Response response() {
        return Response.status(status).type(MEDIA_TYPE).entity(this).build();
    }
}
