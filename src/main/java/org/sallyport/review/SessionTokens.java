package org.sallyport.review;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The token that every call which changes something must carry beside the session's cookie (against cross-site request
 * forgery). It is computed from the session and the person, so that no process keeps it and it ends with the session. The
 * key is derived from the secret that also seals the session's cookie: nobody can make a token who could not make a session.
 */
@ApplicationScoped
class SessionTokens {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHORTEST_SECRET = 32;

    private final Optional<String> secret;

    SessionTokens(
            @ConfigProperty(name = "quarkus.oidc.token-state-manager.encryption-secret") Optional<String> secret) {
        this.secret = secret.filter(text -> text.length() >= SHORTEST_SECRET);
    }

    /** Whether a secret of 32 characters or more is configured. */
    boolean canBeMade() {
        return secret.isPresent();
    }

    /** 43 characters of base64url. */
    String token(SignedIn person) {
        String secretText = secret.orElseThrow(() -> new IllegalStateException("no secret is configured"));
        byte[] key = mac(secretText.getBytes(StandardCharsets.UTF_8), "sallyport request token");
        byte[] token = mac(key, person.session() + " " + person.subject());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** Compares in constant time. */
    boolean isRight(SignedIn person, @Nullable String given) {
        return given != null
                && MessageDigest.isEqual(
                        token(person).getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new AssertionError("every Java platform has " + ALGORITHM, e);
        }
    }
}
