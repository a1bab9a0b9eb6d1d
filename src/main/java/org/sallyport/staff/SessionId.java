package org.sallyport.staff;

import io.quarkus.oidc.runtime.OidcUtils;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keycloak's id of a session, the claim {@code sid} of its tokens. */
record SessionId(String sid) {

    /** @param token a token of Keycloak's, whose signature was checked elsewhere */
    static Optional<SessionId> in(String token) {
        JsonObject claims = OidcUtils.decodeJwtContent(token);
        return claims == null ? Optional.empty() : of(claims.getValue("sid"));
    }

    /** @param claim as a token has it; empty if it is no id */
    static Optional<SessionId> of(@Nullable Object claim) {
        return claim instanceof String sid && !sid.isEmpty() ? Optional.of(new SessionId(sid)) : Optional.empty();
    }

    byte[] hash() {
        return sha256(sid);
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
