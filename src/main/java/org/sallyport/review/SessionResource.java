package org.sallyport.review;

import io.quarkus.security.Authenticated;
import io.quarkus.security.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sallyport.keyring.VettedDesk;
import org.sallyport.keyring.VettedDesks;
import org.sallyport.vault.Batches;
import org.sallyport.vault.Reader;
import org.sallyport.web.FreshSecondFactor;

/** Who is signed in, and what is open to them. */
@Path("/api/session")
@Authenticated
class SessionResource {
    private final SignedIn person;
    private final Readers readers;
    private final VettedDesks vetted;
    private final SessionTokens tokens;
    private final Batches batches;

    SessionResource(SignedIn person, Readers readers, VettedDesks vetted, SessionTokens tokens, Batches batches) {
        this.person = person;
        this.readers = readers;
        this.vetted = vetted;
        this.tokens = tokens;
        this.batches = batches;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Session session() {
        if (!person.tookSecondFactor()) {
            throw new ForbiddenException("a password alone");
        }
        Reader reader = readers.reader(person);
        List<Desk> desks = person.readsReports()
                ? person.desks().stream()
                        .map(slug -> new Desk(
                                slug,
                                vetted.find(slug).map(VettedDesk::name).orElse(slug),
                                reader.desks().contains(slug),
                                vetted.find(slug).map(VettedDesk::shownAtOnce).orElse(false)))
                        .toList()
                : List.of();
        return new Session(
                person.alias(),
                person.roles(),
                standing(reader, desks),
                desks,
                batches.every().map(Duration::toMinutes).orElse(null),
                person.isRefused() ? null : tokens.token(person));
    }

    /** Answers only to somebody who could do a key operation now: what the console asks before it tries one. */
    @GET
    @Path("second-factor")
    @FreshSecondFactor
    public Response secondFactor() {
        return Response.noContent().build();
    }

    private String standing(Reader reader, Collection<Desk> desks) {
        if (person.isRefused()) {
            return "conflicting-roles";
        }
        if (!person.readsReports()) {
            return "no-report-role";
        }
        if (desks.isEmpty()) {
            return "no-desk";
        }
        return reader.certificates().isEmpty() ? "no-certificate" : "reader";
    }

    /**
     * @param standing why this person does or does not see entries: {@code reader}, {@code no-certificate},
     *     {@code no-desk}, {@code no-report-role} or {@code conflicting-roles}
     * @param shownEvery after how many minutes new messages are shown; null if this process does not show them
     * @param token what {@link SessionTokenRequired} asks for; null for a sign-in that is refused
     */
    record Session(
            String alias,
            Set<String> roles,
            String standing,
            List<Desk> desks,
            @Nullable Long shownEvery,
            @Nullable String token) {}

    /**
     * @param vetted whether this person holds a certificate that is vetted for the desk now
     * @param shownAtOnce whether its messages are shown as soon as they are stored
     */
    record Desk(String slug, String name, boolean vetted, boolean shownAtOnce) {}
}
