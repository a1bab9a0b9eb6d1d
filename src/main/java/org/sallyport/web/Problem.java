package org.sallyport.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/**
 * What an API says when it refuses (RFC 9457).
 *
 * @param type what a program can tell it by; null where the status says enough
 * @param title what was wrong
 * @param detail what to do
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(@Nullable String type, int status, String title, String detail) {
    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem(int status, String title, String detail) {
        this(null, status, title, detail);
    }

    public Response response() {
        return Response.status(status).type(MEDIA_TYPE).entity(this).build();
    }
}
