package org.sallyport.source;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.stream.Collectors;
import org.sallyport.keyring.KeyLog;
import org.sallyport.keyring.VettedDesk;
import org.sallyport.keyring.VettedDesks;

/** The key log for whoever checks it with a program (C2SP tlog-tiles). */
@Path("/keys")
class KeyLogPages {
    private final VettedDesks desks;
    private final KeyLog log;

    KeyLogPages(VettedDesks desks, KeyLog log) {
        this.desks = desks;
        this.log = log;
    }

    @GET
    @Path("/checkpoint")
    @Blocking
    @Produces(MediaType.TEXT_PLAIN + ";charset=UTF-8")
    public String checkpoint() {
        return log.checkpoint().orElseThrow(NotFoundException::new);
    }

    @GET
    @Path("/tile/{path:.+}")
    @Blocking
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public byte[] tile(@PathParam("path") String path) {
        return log.tile(path).orElseThrow(NotFoundException::new);
    }

    /** The slugs of the open desks, each on a line: whose certificates {@code /desks/<slug>/certificates.asc} gives. */
    @GET
    @Path("/desks")
    @Blocking
    @Produces(MediaType.TEXT_PLAIN + ";charset=US-ASCII")
    public String openDesks() {
        return desks.all().stream()
                .filter(VettedDesk::isOpen)
                .map(desk -> desk.slug() + "\n")
                .sorted()
                .collect(Collectors.joining());
    }
}
