package org.sallyport.review;

import io.quarkus.security.ForbiddenException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Says why a door stays shut. */
class SecurityProblems {
    private final SignedIn person;

    SecurityProblems(SignedIn person) {
        this.person = person;
    }

    @ServerExceptionMapper
    public Response forbidden(ForbiddenException shut) {
        return Problems.notAllowed(reason()).response();
    }

    private String reason() {
        if (!person.tookSecondFactor()) {
            return "This sign-in took no second factor: Keycloak's realm is of an earlier release. Ask the operator to bring it"
                    + " up to date.";
        }
        if (person.isRefused()) {
            return "This sign-in is refused: its roles exclude each other. Ask the operator to take one away.";
        }
        return person.hasAlias()
                ? "Your roles do not include this."
                : "This sign-in has no role alias. Ask the operator to give it one, then sign in again.";
    }
}
