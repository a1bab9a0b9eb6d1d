package org.sallyport.review;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Refuses every call of the staff API that could change something and does not carry the session's token. It goes by the
 * path and not by an annotation, so that no new method can forget it, and it leaves the source's forms alone.
 */
class SessionTokenRequired {
    static final String HEADER = "X-CSRF-Token";

    private static final Set<String> ONLY_READ = Set.of("GET", "HEAD", "OPTIONS");

    private final SessionTokens tokens;
    private final SignedIn person;

    SessionTokenRequired(SessionTokens tokens, SignedIn person) {
        this.tokens = tokens;
        this.person = person;
    }

    @ServerRequestFilter
    public @Nullable Response check(ContainerRequestContext request) {
        if (!request.getUriInfo().getPath().startsWith("/api/")
                || ONLY_READ.contains(request.getMethod())
                || tokens.isRight(person, request.getHeaderString(HEADER))) {
            return null;
        }
        return Problems.notAllowed(
                        "The call does not carry this session's token. Load the page again, then try once more.")
                .response();
    }
}
