package org.sallyport.source;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sallyport.keyring.VettedDesk;
import org.sallyport.keyring.VettedDesks;

/** The first page: what this is, who reads it, what it cannot do, and the desks. */
@Path("/")
class StartPages {
    @CheckedTemplate(basePath = "source")
    static class Templates {
        private Templates() {}

        static native TemplateInstance start(List<VettedDesk> desks, boolean form, Outcome.@Nullable NoRoom room);
    }

    private final VettedDesks desks;
    private final RoomLeft room;
    private final SourceConfig config;

    StartPages(VettedDesks desks, RoomLeft room, SourceConfig config) {
        this.desks = desks;
        this.room = room;
        this.config = config;
    }

    @GET
    @Blocking
    @Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
    public String start() {
        List<VettedDesk> shown =
                desks.all().stream().filter(desk -> !desk.retired()).toList();
        return Templates.start(shown, config.noScriptLane(), room.notice()).render();
    }
}
