package org.sallyport.review;

import io.quarkus.oidc.OidcSession;
import io.quarkus.security.Authenticated;
import io.quarkus.security.AuthenticationFailedException;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Leads to Keycloak to prove a second factor, whether somebody is signed in already or not. It is opened in a second tab, so
 * that the page which holds an unlocked key stays.
 */
@Path("/console/step-up")
class StepUpPages {
    /** The realm's name for a sign-in with a second factor ({@code acr.loa.map}). */
    static final String SECOND_FACTOR = "second-factor";

    private final OidcSession session;

    StepUpPages(OidcSession session) {
        this.session = session;
    }

    /**
     * As if the session had ended: the framework drops its cookie and asks Keycloak for a new one, with the parameter that
     * stands in this address.
     */
    @GET
    @Authenticated
    public Uni<Response> stepUp(@QueryParam("acr_values") @Nullable String wanted) {
        if (!SECOND_FACTOR.equals(wanted)) {
            URI address = URI.create("/console/step-up?acr_values=" + SECOND_FACTOR);
            return Uni.createFrom().item(Response.seeOther(address).build());
        }
        return session.logout().chain(() -> Uni.createFrom().failure(new AuthenticationFailedException()));
    }
}
