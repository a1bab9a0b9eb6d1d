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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Leads to Keycloak to prove a second factor once more, whether somebody is signed in already or not. It is opened in a second tab, so
 * that the page which holds an unlocked key stays.
 */
@Path("/console/step-up")
class StepUpPages {
    /** The realm's name for a second factor that is asked for whatever the session is ({@code acr.loa.map}). */
    private static final String FRESH_SECOND_FACTOR = "fresh-second-factor";

    /** How the realm names the sign-ins that took a second factor: every one does, a step-up takes it once more. */
    private static final Set<String> WITH_SECOND_FACTOR = Set.of("second-factor", FRESH_SECOND_FACTOR);

    private final OidcSession session;

    StepUpPages(OidcSession session) {
        this.session = session;
    }

    /** @param acr as a token has it */
    static boolean isWithSecondFactor(@Nullable Object acr) {
        return acr instanceof String name && WITH_SECOND_FACTOR.contains(name);
    }

    /**
     * As if the session had ended: the framework drops its cookie and asks Keycloak for a new one, with the parameter that
     * stands in this address.
     */
    @GET
    @Authenticated
    public Uni<Response> stepUp(@QueryParam("acr_values") @Nullable String wanted) {
        if (!FRESH_SECOND_FACTOR.equals(wanted)) {
            URI address = URI.create("/console/step-up?acr_values=" + FRESH_SECOND_FACTOR);
            return Uni.createFrom().item(Response.seeOther(address).build());
        }
        return session.logout().chain(() -> Uni.createFrom().failure(new AuthenticationFailedException()));
    }
}
