package org.sallyport.source;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sallyport.keyring.VettedDesk;
import org.sallyport.keyring.VettedDesks;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.CertificateBundle;
import org.sallyport.openpgp.WebKeyDirectory;

/** The reviewers' certificates where a mail program looks for those of an address: a web key directory, direct method. */
@Path("/.well-known/openpgpkey")
class WebKeyPages {
    private final VettedDesks desks;

    WebKeyPages(VettedDesks desks) {
        this.desks = desks;
    }

    /** An empty file: it says that there is a directory here. */
    @GET
    @Path("/policy")
    @Produces(MediaType.TEXT_PLAIN + ";charset=US-ASCII")
    public String policy() {
        return "";
    }

    /** Of open desks only. What follows "?" repeats the name in clear; it is not needed, and not read. */
    @GET
    @Path("/hu/{name}")
    @Blocking
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public byte[] certificate(@PathParam("name") String name) {
        Map<String, Certificate> found = new LinkedHashMap<>();
        desks.all().stream()
                .filter(VettedDesk::isOpen)
                .flatMap(desk -> desk.reviewers().stream())
                .filter(reviewer -> WebKeyDirectory.name(reviewer.alias()).equals(name))
                .forEach(reviewer -> found.put(reviewer.fingerprint(), reviewer.certificate()));
        if (found.isEmpty()) {
            throw new NotFoundException();
        }
        return CertificateBundle.binary(found.values());
    }
}
