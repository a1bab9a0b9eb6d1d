package org.sallyport.review;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.UUID;
import org.sallyport.cases.EntryNotFound;
import org.sallyport.cases.ReportsUnreachable;
import org.sallyport.cases.SeenMessages;
import org.sallyport.web.Roles;

/** Which messages of an entry the signed-in reviewer has seen. For them alone: a colleague's list does not change. */
@Path("/api/entries/{id}/seen")
@RolesAllowed({Roles.REVIEWER, Roles.DESK_LEAD})
@Produces(MediaType.APPLICATION_JSON)
class SeenResource {
    private final SeenMessages seen;
    private final Readers readers;
    private final SignedIn person;
    private final EntryParameters parameters;

    SeenResource(SeenMessages seen, Readers readers, SignedIn person, EntryParameters parameters) {
        this.seen = seen;
        this.readers = readers;
        this.person = person;
        this.parameters = parameters;
    }

    /** @param body {@code {"messages": ["<id>", …]}} */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public EntriesResource.Listed add(@PathParam("id") String id, InputStream body)
            throws IOException, ReportsUnreachable {
        UUID entry = EntryParameters.id(id);
        Set<UUID> messages = parameters.messages(body);
        try {
            return EntriesResource.Listed.of(seen.add(readers.reader(person), entry, messages));
        } catch (EntryNotFound e) {
            throw Problems.noSuchEntry();
        }
    }
}
