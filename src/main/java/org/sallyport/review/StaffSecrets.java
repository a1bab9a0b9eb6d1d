package org.sallyport.review;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Stops the staff face at its start if a secret of the sign-in is missing or short. Quarkus would make one up: sessions
 * would then end with the process, and no second process could serve them.
 */
@ApplicationScoped
class StaffSecrets {
    private static final int SHORTEST = 32;

    private final String faces;
    private final Optional<String> stateSecret;
    private final SessionTokens tokens;

    StaffSecrets(
            @ConfigProperty(name = "sallyport.faces") String faces,
            @ConfigProperty(name = "quarkus.oidc.authentication.state-secret") Optional<String> stateSecret,
            SessionTokens tokens) {
        this.faces = faces;
        this.stateSecret = stateSecret;
        this.tokens = tokens;
    }

    void check(@Observes StartupEvent start) {
        if (faces.equals("staff")) {
            require(
                    stateSecret.filter(secret -> secret.length() >= SHORTEST).isPresent(),
                    "AUTHENTICATION_STATE_SECRET");
            require(tokens.canBeMade(), "TOKEN_STATE_MANAGER_ENCRYPTION_SECRET");
        }
    }

    private static void require(boolean present, String name) {
        if (!present) {
            throw new IllegalStateException("the staff face needs QUARKUS_OIDC_" + name + ": 32 random characters");
        }
    }
}
