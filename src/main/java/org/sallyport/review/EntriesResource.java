package org.sallyport.review;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sallyport.cases.Entries;
import org.sallyport.cases.EntryNotFound;
import org.sallyport.cases.EntryPage;
import org.sallyport.cases.EntryState;
import org.sallyport.cases.EntrySummary;
import org.sallyport.cases.ReportsUnreachable;
import org.sallyport.cases.TransitionNotAllowed;
import org.sallyport.vault.Reader;
import org.sallyport.web.Roles;

/** The entries that the signed-in reviewer may open. An entry of somebody else's answers as one that does not exist. */
@Path("/api/entries")
@RolesAllowed({Roles.REVIEWER, Roles.DESK_LEAD})
@Produces(MediaType.APPLICATION_JSON)
class EntriesResource {
    private final Entries entries;
    private final Readers readers;
    private final SignedIn person;
    private final EntryParameters parameters;

    EntriesResource(Entries entries, Readers readers, SignedIn person, EntryParameters parameters) {
        this.entries = entries;
        this.readers = readers;
        this.person = person;
        this.parameters = parameters;
    }

    @GET
    public Page page(@Context UriInfo asked) {
        Reader reader = reader();
        ListParameters wanted = ListParameters.of(asked.getQueryParameters(), reader.desks());
        try {
            EntryPage page = entries.page(reader, wanted.filter(), wanted.after(), wanted.size());
            return new Page(
                    page.entries().stream().map(Listed::of).toList(),
                    page.next().orElse(null));
        } catch (IllegalArgumentException notOurs) {
            throw Problems.malformed("\"after\" is not what an earlier page gave as \"next\".");
        }
    }

    @GET
    @Path("{id}")
    public Listed entry(@PathParam("id") String id) {
        return entries.find(reader(), EntryParameters.id(id)).map(Listed::of).orElseThrow(Problems::noSuchEntry);
    }

    /** @param body {@code {"state": "opened"}} */
    @PUT
    @Path("{id}/state")
    @Consumes(MediaType.APPLICATION_JSON)
    public Listed move(@PathParam("id") String id, InputStream body) throws IOException, ReportsUnreachable {
        UUID entry = EntryParameters.id(id);
        EntryState wanted = parameters.state(body);
        try {
            return Listed.of(entries.move(reader(), entry, wanted));
        } catch (EntryNotFound e) {
            throw Problems.noSuchEntry();
        } catch (TransitionNotAllowed e) {
            throw Problems.notFromThisState();
        }
    }

    private Reader reader() {
        return readers.reader(person);
    }

    /** @param next what the next page is asked for with; null on the last one */
    record Page(List<Listed> entries, @Nullable String next) {}

    /**
     * @param unread whether it holds a message that this person has not seen
     * @param twins how many further entries that this person can open hold the same sealed report
     */
    record Listed(UUID id, String desk, LocalDate received, String state, String size, boolean unread, int twins) {
        static Listed of(EntrySummary entry) {
            return new Listed(
                    entry.id(),
                    entry.desk(),
                    entry.received(),
                    entry.state().text(),
                    entry.sizeClass(),
                    entry.unread(),
                    entry.twins());
        }
    }
}
