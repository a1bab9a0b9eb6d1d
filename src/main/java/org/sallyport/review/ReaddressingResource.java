package org.sallyport.review;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sallyport.cases.EntryNotFound;
import org.sallyport.cases.PacketRefused;
import org.sallyport.cases.Readdressing;
import org.sallyport.cases.ReportsUnreachable;
import org.sallyport.keyring.VettedDesks;
import org.sallyport.keyring.VettedReviewer;
import org.sallyport.vault.Reader;
import org.sallyport.web.Roles;

/**
 * A reviewer who has a new subkey moves what they can open to it. Their own browser does the work with their own key; this
 * door only hands out their packets and takes the new ones.
 */
@Path("/api/readdressing")
@RolesAllowed({Roles.REVIEWER, Roles.DESK_LEAD})
@Produces(MediaType.APPLICATION_JSON)
class ReaddressingResource {
    /** Half of what a reader's program may hold: it asks for a page before it has finished the one before. */
    private static final int PAGE = Readdressing.MOST / 2;

    private final Readdressing readdressing;
    private final VettedDesks desks;
    private final Readers readers;
    private final SignedIn person;
    private final ReaddressingParameters parameters;
    private final Clock clock;

    ReaddressingResource(
            Readdressing readdressing,
            VettedDesks desks,
            Readers readers,
            SignedIn person,
            ReaddressingParameters parameters,
            Clock clock) {
        this.readdressing = readdressing;
        this.desks = desks;
        this.readers = readers;
        this.person = person;
        this.parameters = parameters;
        this.clock = clock;
    }

    /** @param after {@link Page#next()} of the page before */
    @GET
    public Page page(@QueryParam("after") @Nullable String after) throws ReportsUnreachable {
        Reader reader = readers.reader(person);
        List<VettedReviewer> own = own(reader);
        var newest = VettedReviewer.newestKeys(own, clock.instant());
        List<Readdressing.Dependent> page =
                readdressing.page(reader, newest, Optional.ofNullable(after).map(ReaddressingParameters::cursor), PAGE);
        return new Page(
                own.stream().map(VettedReviewer::certificateOctets).toList(),
                after == null ? readdressing.left(reader, newest) : null,
                desks.renewBy(own).orElse(null),
                page.stream().map(Dependent::of).toList(),
                page.size() < PAGE ? null : ReaddressingParameters.cursor(page.get(PAGE - 1)));
    }

    /** @param body {@code {"packets": [{"message": "<id>", "packet": "<base64>"}, …]}} */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Replaced replace(InputStream body) throws IOException, ReportsUnreachable {
        List<Readdressing.Replacement> replacements = parameters.replacements(body);
        Reader reader = readers.reader(person);
        var newest = VettedReviewer.newestKeys(own(reader), clock.instant());
        try {
            readdressing.replace(reader, newest, replacements);
        } catch (EntryNotFound e) {
            throw Problems.noSuchEntry();
        } catch (PacketRefused e) {
            throw Problems.packetRefused();
        }
        return new Replaced(replacements.size());
    }

    private List<VettedReviewer> own(Reader reader) {
        return desks.reviewersHeldBy(person.subject()).stream()
                .filter(reviewer -> reader.certificates().contains(reviewer.fingerprint()))
                .filter(reviewer -> reader.desks().contains(reviewer.desk()))
                .toList();
    }

    /**
     * @param certificates base64; the person's own, as they are offered to senders now
     * @param left how many messages of all pages depend on an older subkey; null behind the first page, since counting
     *     takes as long as a page
     * @param renewBy the day by which the newest subkey should be replaced
     * @param next null on the last page
     */
    record Page(
            List<byte[]> certificates,
            @Nullable Long left,
            @Nullable LocalDate renewBy,
            List<Dependent> messages,
            @Nullable String next) {}

    /**
     * @param packets base64; bodies of session-key packets to try
     * @param sealedHeader base64; the first octets of the sealed body
     */
    record Dependent(UUID message, List<byte[]> packets, byte[] sealedHeader) {
        static Dependent of(Readdressing.Dependent message) {
            return new Dependent(message.message(), message.packets(), message.sealedHeader());
        }
    }

    record Replaced(int replaced) {}
}
