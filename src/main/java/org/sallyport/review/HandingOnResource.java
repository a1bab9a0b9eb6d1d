package org.sallyport.review;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sallyport.cases.AccessRefused;
import org.sallyport.cases.EntryNotFound;
import org.sallyport.cases.HandingOn;
import org.sallyport.cases.ReportsUnreachable;
import org.sallyport.vault.Reader;
import org.sallyport.web.Roles;

/**
 * An entry is handed on to colleagues. The reader's own browser seals its session keys to them; this door only hands out the
 * reader's packets and takes the new ones.
 */
@Path("/api/entries/{id}/handing-on")
@RolesAllowed({Roles.REVIEWER, Roles.DESK_LEAD})
@Produces(MediaType.APPLICATION_JSON)
class HandingOnResource {
    private final HandingOn handingOn;
    private final Colleagues colleagues;
    private final Readers readers;
    private final EntryReadersAnswer answer;
    private final SignedIn person;
    private final HandingOnParameters parameters;

    HandingOnResource(
            HandingOn handingOn,
            Colleagues colleagues,
            Readers readers,
            EntryReadersAnswer answer,
            SignedIn person,
            HandingOnParameters parameters) {
        this.handingOn = handingOn;
        this.colleagues = colleagues;
        this.readers = readers;
        this.answer = answer;
        this.person = person;
        this.parameters = parameters;
    }

    /**
     * What is to be sealed to them.
     *
     * @param desk its slug
     * @param to fingerprints of certificates that are vetted for it
     */
    @GET
    public Messages messages(
            @PathParam("id") String id, @QueryParam("desk") @Nullable String desk, @QueryParam("to") List<String> to)
            throws ReportsUnreachable {
        UUID entry = EntryParameters.id(id);
        Reader reader = readers.reader(person);
        try {
            return new Messages(
                    handingOn
                            .messages(reader, entry, colleagues.chosen(reader, entry, desk == null ? "" : desk, to))
                            .stream()
                            .map(ReaddressingResource.Dependent::of)
                            .toList());
        } catch (EntryNotFound e) {
            throw Problems.noSuchEntry();
        } catch (AccessRefused e) {
            throw Problems.accessRefused(e.reason());
        }
    }

    /** @param body {@code {"desk": …, "to": […], "packets": [{"message": "<id>", "packet": "<base64>"}, …]}} */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public EntryReadersAnswer.Answer handOn(@PathParam("id") String id, InputStream body)
            throws IOException, ReportsUnreachable {
        UUID entry = EntryParameters.id(id);
        Reader reader = readers.reader(person);
        HandingOnParameters.Handed handed = parameters.handed(body);
        try {
            handingOn.hand(
                    new HandingOn.Giver(reader, person.alias(), person.leadsDesks()),
                    entry,
                    colleagues.chosen(reader, entry, handed.desk(), handed.to()),
                    handed.packets(),
                    readers.living());
            return answer.of(reader, entry);
        } catch (EntryNotFound e) {
            throw Problems.noSuchEntry();
        } catch (AccessRefused e) {
            throw Problems.accessRefused(e.reason());
        }
    }

    record Messages(List<ReaddressingResource.Dependent> messages) {}
}
