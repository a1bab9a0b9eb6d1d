package org.sallyport.review;

import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.sallyport.web.Roles;
import org.sallyport.web.StaffMember;

/** Who makes this request, as their access token says. Keycloak's first grant; {@link Readers} adds the second. */
@RequestScoped
class SignedIn implements StaffMember {
    private static final String ALIAS = "alias";
    private static final Pattern DESK = Pattern.compile("/desks/([a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?)");

    private final SecurityIdentity identity;
    private final JsonWebToken accessToken;

    SignedIn(SecurityIdentity identity, JsonWebToken accessToken) {
        this.identity = identity;
        this.accessToken = accessToken;
    }

    @Override
    public String subject() {
        return required("sub");
    }

    /** An attribute of the account, and not its user name: aliases are published. */
    @Override
    public String alias() {
        if (!hasAlias()) {
            throw new ForbiddenException("an account without a role alias");
        }
        return required(ALIAS);
    }

    boolean hasAlias() {
        String alias = accessToken.getClaim(ALIAS);
        return alias != null && !alias.isEmpty();
    }

    /** Keycloak's id of this session. */
    String session() {
        return required("sid");
    }

    @Override
    public Optional<Instant> secondFactor() {
        return tookSecondFactor() ? authenticated() : Optional.empty();
    }

    boolean tookSecondFactor() {
        return StepUpPages.isWithSecondFactor(accessToken.getClaim("acr"));
    }

    /** When Keycloak last saw a password or a second factor of this person. */
    private Optional<Instant> authenticated() {
        Object seconds = accessToken.getClaim("auth_time");
        if (seconds instanceof JsonNumber number) {
            return Optional.of(Instant.ofEpochSecond(number.longValue()));
        }
        return seconds instanceof Number number
                ? Optional.of(Instant.ofEpochSecond(number.longValue()))
                : Optional.empty();
    }

    /** Our roles, those included that were taken because they exclude each other. */
    Set<String> roles() {
        Set<String> taken = ExclusiveRoles.takenFrom(identity);
        return taken.isEmpty() ? Roles.known(identity.getRoles()) : taken;
    }

    boolean isRefused() {
        return !ExclusiveRoles.takenFrom(identity).isEmpty();
    }

    boolean readsReports() {
        return Roles.readReports(identity.getRoles());
    }

    boolean leadsDesks() {
        return identity.hasRole(Roles.DESK_LEAD);
    }

    /** The slugs of the groups {@code /desks/<slug>}, sorted; other groups, and groups inside these, give nothing. */
    Set<String> desks() {
        Set<String> desks = new TreeSet<>();
        Object groups = accessToken.getClaim("groups");
        if (groups instanceof Collection<?> paths) {
            for (Object path : paths) {
                Matcher desk = DESK.matcher(path instanceof JsonString text ? text.getString() : String.valueOf(path));
                if (desk.matches()) {
                    desks.add(desk.group(1));
                }
            }
        }
        return desks;
    }

    private String required(String claim) {
        String value = accessToken.getClaim(claim);
        if (value == null || value.isEmpty()) {
            throw new IllegalStateException("the access token has no claim " + claim);
        }
        return value;
    }
}
