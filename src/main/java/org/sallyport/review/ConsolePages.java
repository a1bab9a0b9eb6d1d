package org.sallyport.review;

import io.quarkus.security.Authenticated;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/** The console's pages, as the Maven build made them from {@code src/main/webui}. Whoever is not signed in is sent to Keycloak. */
@Path("/console")
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
class ConsolePages {
    @GET
    @Authenticated
    public byte[] console() throws IOException {
        return page("index.html");
    }

    /**
     * Where Keycloak sends people back to. A page and not a redirect: a browser that came here by way of another site does
     * not show a SameSite=Strict cookie until a page of ours leads on.
     */
    @GET
    @Path("signed-in")
    @Authenticated
    public byte[] signedIn() throws IOException {
        return page("signed-in.html");
    }

    /** Only reached without a session: with one, the OIDC extension ends it and leads on to Keycloak. */
    @GET
    @Path("sign-out")
    @Authenticated
    public Response signOut() {
        return Response.seeOther(URI.create("/console/signed-out")).build();
    }

    @GET
    @Path("signed-out")
    @PermitAll
    public byte[] signedOut() throws IOException {
        return page("signed-out.html");
    }

    private static byte[] page(String name) throws IOException {
        try (InputStream page = ConsolePages.class.getResourceAsStream("/console/" + name)) {
            if (page == null) {
                throw new IOException("the console was not built into this program");
            }
            return page.readAllBytes();
        }
    }
}
