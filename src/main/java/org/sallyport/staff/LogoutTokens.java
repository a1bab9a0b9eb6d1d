package org.sallyport.staff;

import io.quarkus.oidc.runtime.OidcProvider;
import io.quarkus.oidc.runtime.OidcUtils;
import io.quarkus.oidc.runtime.TenantConfigBean;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.Optional;
import org.jose4j.jwt.consumer.InvalidJwtException;

/**
 * Logout tokens of our Keycloak (OpenID Connect Back-Channel Logout 1.0, 2.6): signed by the realm, for this client, not
 * expired, and saying that a session has ended. No other token of the realm is one.
 */
@ApplicationScoped
class LogoutTokens {
    private static final String ENDED = "http://schemas.openid.net/event/backchannel-logout";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Instance<TenantConfigBean> keycloak;

    LogoutTokens(Instance<TenantConfigBean> keycloak) {
        this.keycloak = keycloak;
    }

    /** Which session has ended; empty if the token is none of ours, or says something else. */
    Optional<SessionId> read(String token) {
        if (!isSigned(token)) {
            return Optional.empty();
        }
        JsonObject claims = OidcUtils.decodeJwtContent(token);
        boolean saysSo = claims.getValue("events") instanceof JsonObject events
                && events.getValue(ENDED) instanceof JsonObject
                && claims.getValue("exp") instanceof Number
                && !claims.containsKey("nonce");
        return saysSo ? SessionId.of(claims.getValue("sid")) : Optional.empty();
    }

    private boolean isSigned(String token) {
        OidcProvider provider = keycloak.get().getDefaultTenant().provider();
        try {
            provider.verifyLogoutJwtToken(token);
            return true;
        } catch (InvalidJwtException notWithTheKeysWeKnow) {
            return isSignedWithANewKey(provider, token);
        }
    }

    /** Keycloak may have changed its keys since this process learned them; it is not asked for them all the time. */
    private static boolean isSignedWithANewKey(OidcProvider provider, String token) {
        return provider.refreshJwksAndVerifyJwtToken(token, true, false, null)
                .map(verified -> true)
                .onFailure()
                .recoverWithItem(false)
                .await()
                .atMost(PATIENCE);
    }
}
