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
        return Problems.notAllowed(
                        person.isRefused()
                                ? "This sign-in is refused: its roles exclude each other. Ask the operator to take one away."
                                : "Your roles do not include this.")
                .response();
    }
}
