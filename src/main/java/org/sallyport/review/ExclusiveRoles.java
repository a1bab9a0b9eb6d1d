package org.sallyport.review;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.sallyport.web.Roles;

/**
 * Takes every role from a sign-in whose roles exclude each other, so that nothing that asks for a role is open to it. What
 * it had is kept aside, to tell the person.
 */
@ApplicationScoped
class ExclusiveRoles implements SecurityIdentityAugmentor {
    private static final String TAKEN = "org.sallyport.review.roles-taken";

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (!Roles.excludeEachOther(identity.getRoles())) {
            return Uni.createFrom().item(identity);
        }
        return Uni.createFrom()
                .item(QuarkusSecurityIdentity.builder()
                        .setPrincipal(identity.getPrincipal())
                        .addCredentials(identity.getCredentials())
                        .addAttributes(identity.getAttributes())
                        .addAttribute(TAKEN, Roles.known(identity.getRoles()))
                        .build());
    }

    /** The roles that were taken because they exclude each other; empty if none were. */
    static Set<String> takenFrom(SecurityIdentity identity) {
        Set<String> taken = identity.getAttribute(TAKEN);
        return taken == null ? Set.of() : taken;
    }
}
