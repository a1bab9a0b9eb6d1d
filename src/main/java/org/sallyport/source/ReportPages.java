package org.sallyport.source;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.codename.Codename;
import org.sallyport.intake.ArrivalKind;

/**
 * Where a sealed message is sent to: by the page's forms, or as a file by {@code curl}. Both read the raw body of the
 * request as it arrives.
 */
@Path("/desks/{slug}/report")
@WaitsForBody
class ReportPages {
    private final TakingMessages messages;

    ReportPages(TakingMessages messages) {
        this.messages = messages;
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
    public Response post(
            @PathParam("slug") String slug, @HeaderParam(FormType.HEADER) @Nullable FormType type, InputStream body) {
        Outcome outcome = messages.shut(slug)
                .orElseGet(() -> messages.attempt(body, form -> {
                    PostedMessage posted = PostedMessage.in(form, type);
                    try {
                        return messages.deliver(slug, ArrivalKind.REPORT, posted.octets(), posted.codename());
                    } finally {
                        posted.codename().ifPresent(Codename::close);
                    }
                }));
        return OutcomePage.of(outcome, "/desks/" + slug);
    }

    @PUT
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.TEXT_PLAIN + ";charset=UTF-8")
    public Response put(@PathParam("slug") String slug, InputStream body) {
        Outcome outcome = messages.shut(slug)
                .orElseGet(() -> messages.attempt(
                        body, file -> messages.deliver(slug, ArrivalKind.REPORT, file, Optional.empty())));
        return OutcomePage.text(outcome);
    }
}
