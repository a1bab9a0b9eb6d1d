package org.sallyport.source;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;

/**
 * Where a sealed message is sent to: by the page's forms, or as a file by {@code curl}. Both read the raw body of the
 * request as it arrives.
 */
@Path("/desks/{slug}/report")
class ReportPages {
    @CheckedTemplate(basePath = "source")
    static class Templates {
        private Templates() {}

        static native TemplateInstance outcome(Outcome outcome, String slug);
    }

    private final TakingMessages messages;

    ReportPages(TakingMessages messages) {
        this.messages = messages;
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
    public Response post(
            @PathParam("slug") String slug, @HeaderParam(HttpHeaders.CONTENT_TYPE) MediaType type, InputStream body) {
        Outcome outcome = messages.take(slug, body, form -> PostedMessage.in(form, type));
        return Response.status(outcome.status())
                .entity(Templates.outcome(outcome, slug).render())
                .build();
    }

    @PUT
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.TEXT_PLAIN + ";charset=UTF-8")
    public Response put(@PathParam("slug") String slug, InputStream body) {
        Outcome outcome = messages.take(slug, body, file -> file);
        String text = outcome.title() + ".\n" + String.join("\n", outcome.sentences()) + "\n";
        return Response.status(outcome.status()).entity(text).build();
    }
}
