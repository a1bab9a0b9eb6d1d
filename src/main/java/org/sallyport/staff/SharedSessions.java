package org.sallyport.staff;

import io.quarkus.oidc.AuthorizationCodeTokens;
import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.TokenStateManager;
import io.quarkus.oidc.runtime.CodeAuthenticationMechanism;
import io.quarkus.oidc.runtime.OidcUtils;
import io.quarkus.security.AuthenticationFailedException;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a session's tokens, which the framework has encrypted, in {@link StaffSessions}, and gives the browser a {@link Handle}
 * to them. A cookie that carries the tokens themselves would be good until they expire, whoever signed out.
 */
@ApplicationScoped
@Alternative
@Priority(1)
class SharedSessions implements TokenStateManager {
    private final StaffSessions sessions;

    SharedSessions(StaffSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Uni<String> createTokenState(
            RoutingContext request,
            OidcTenantConfig config,
            AuthorizationCodeTokens tokens,
            OidcRequestContext<String> context) {
        Optional<SessionId> session = SessionId.in(OidcUtils.decryptToken(tokens.getIdToken(), request, config));
        Long life = request.get(CodeAuthenticationMechanism.SESSION_MAX_AGE_PARAM);
        if (session.isEmpty() || life == null) {
            return Uni.createFrom().failure(new AuthenticationFailedException("a token without a session"));
        }
        KeptTokens kept = new KeptTokens(tokens.getIdToken(), tokens.getAccessToken(), tokens.getRefreshToken());
        return context.runBlocking(() -> keep(session.get(), kept, Duration.ofSeconds(life)));
    }

    private String keep(SessionId session, KeptTokens tokens, Duration life) {
        Handle handle = Handle.random();
        if (!sessions.keep(handle, session, tokens, life)) {
            throw new AuthenticationFailedException("the session was ended");
        }
        return handle.text();
    }

    @Override
    public Uni<AuthorizationCodeTokens> getTokens(
            RoutingContext request,
            OidcTenantConfig config,
            String handle,
            OidcRequestContext<AuthorizationCodeTokens> context) {
        return context.runBlocking(() -> sessions.tokens(new Handle(handle))
                .map(kept -> new AuthorizationCodeTokens(kept.id(), kept.access(), kept.refresh()))
                .orElseThrow(() -> new AuthenticationFailedException("no such session")));
    }

    /** Asked for at a renewal and a step-up, which bring another handle, and where somebody signs out. */
    @Override
    public Uni<@Nullable Void> deleteTokens(
            RoutingContext request, OidcTenantConfig config, String handle, OidcRequestContext<Void> context) {
        boolean signsOut =
                config.logout().path().filter(request.normalizedPath()::equals).isPresent();
        return context.runBlocking(() -> {
            if (signsOut) {
                sessions.end(new Handle(handle));
            } else {
                sessions.replaced(new Handle(handle));
            }
            return null;
        });
    }
}
