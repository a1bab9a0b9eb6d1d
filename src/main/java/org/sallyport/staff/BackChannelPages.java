package org.sallyport.staff;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where Keycloak itself says that a session has ended, by whoever's will. Open to everybody: its token says who speaks. */
@Path("/console/back-channel-logout")
class BackChannelPages {
    private final LogoutTokens tokens;
    private final StaffSessions sessions;

    BackChannelPages(LogoutTokens tokens, StaffSessions sessions) {
        this.tokens = tokens;
        this.sessions = sessions;
    }

    @POST
    @PermitAll
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response ended(@FormParam("logout_token") @Nullable String token) {
        Optional<SessionId> session = token == null ? Optional.empty() : tokens.read(token);
        session.ifPresent(sessions::end);
        return Response.status(session.isPresent() ? 200 : 400).build();
    }
}
