package org.sallyport.source;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * The quick way out. It ends on an empty tab: that needs no explanation to whoever looks on, shows no address, and asks nobody
 * for anything. Any page elsewhere would be one more request through Tor, and known as the page where people land who leave
 * this one.
 */
@Path("/leave")
class LeavePages {
    /** Nothing of ours should be there. Browsers obey on secure origins only, and pass over what they do not know. */
    private static final String EVERYTHING = "\"cache\", \"cookies\", \"storage\", \"executionContexts\"";

    /** Takes this page's place in the tab's history, too. (Browsers refuse a redirection to it.) */
    private static final String EMPTY_TAB = "0; url=about:blank";

    @CheckedTemplate(basePath = "source")
    static class Templates {
        private Templates() {}

        static native TemplateInstance leave();
    }

    @GET
    @Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
    public Response leave() {
        return Response.ok(Templates.leave().render())
                .header("Clear-Site-Data", EVERYTHING)
                .header("Refresh", EMPTY_TAB)
                .build();
    }
}
