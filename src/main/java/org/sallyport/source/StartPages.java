package org.sallyport.source;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.sallyport.keyring.VettedDesk;
import org.sallyport.keyring.VettedDesks;

/** The first page: what this is, who reads it, what it cannot do, and the desks. */
@Path("/")
class StartPages {
    @CheckedTemplate(basePath = "source")
    static class Templates {
        private Templates() {}

        static native TemplateInstance start(List<VettedDesk> desks);
    }

    private final VettedDesks desks;

    StartPages(VettedDesks desks) {
        this.desks = desks;
    }

    @GET
    @Blocking
    @Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
    public String start() {
        return Templates.start(desks.all()).render();
    }
}
