package org.sallyport.staff;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Where Keycloak itself says that a session has ended, by whoever's will. Open to everybody: its token says who speaks. */
@Path("/console/back-channel-logout")
class BackChannelPages {
    private static final String TOKEN = "logout_token=";
    /** Octets; a token has some 1,000. */
    private static final int LONGEST = 16 * 1024;

    private final LogoutTokens tokens;
    private final StaffSessions sessions;

    BackChannelPages(LogoutTokens tokens, StaffSessions sessions) {
        this.tokens = tokens;
        this.sessions = sessions;
    }

    /** The form is read here: the framework's own reader of forms makes a folder for files that come in them. */
    @POST
    @PermitAll
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response ended(InputStream form) throws IOException {
        String fields = new String(form.readNBytes(LONGEST), StandardCharsets.US_ASCII);
        Optional<SessionId> session = fields.lines()
                .flatMap(line -> Arrays.stream(line.split("&", -1)))
                .filter(field -> field.startsWith(TOKEN))
                .findFirst()
                // A token has no character that a form would write differently.
                .flatMap(field -> tokens.read(field.substring(TOKEN.length())));
        session.ifPresent(sessions::end);
        return Response.status(session.isPresent() ? 200 : 400).build();
    }
}
