package org.sallyport.review;

import io.quarkus.security.Authenticated;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The console's pages and what they consist of, as the Maven build made them from {@code src/main/webui}. Whoever is not signed in
 * is sent to Keycloak. All of it is read out of this program: the framework's own way would first unpack it to a folder of
 * everybody's.
 */
@Path("/console")
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
class ConsolePages {
    private static final Pattern ASSET = Pattern.compile("\\w[\\w.-]*\\.(js|css|svg)");
    private static final Map<String, String> TYPES =
            Map.of("js", "text/javascript;charset=UTF-8", "css", "text/css;charset=UTF-8", "svg", "image/svg+xml");

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

    /** Scripts, styles and pictures: the same for everybody. */
    @GET
    @Path("assets/{name}")
    @PermitAll
    public Response asset(@PathParam("name") String name) throws IOException {
        Matcher parts = ASSET.matcher(name);
        if (!parts.matches()) {
            throw new NotFoundException();
        }
        try (InputStream asset = open("assets/" + name)) {
            if (asset == null) {
                throw new NotFoundException();
            }
            return Response.ok(asset.readAllBytes(), TYPES.get(parts.group(1))).build();
        }
    }

    private static byte[] page(String name) throws IOException {
        try (InputStream page = open(name)) {
            if (page == null) {
                throw new IOException("the console was not built into this program");
            }
            return page.readAllBytes();
        }
    }

    private static @Nullable InputStream open(String name) {
        return ConsolePages.class.getResourceAsStream("/console/" + name);
    }
}
