package org.sallyport.review;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.sallyport.cases.OpenedByNobody;
import org.sallyport.cases.ReportsUnreachable;
import org.sallyport.web.Roles;

/** What came to a reviewer's desks and nobody can open now, so that colleagues know of it. */
@Path("/api/unreadable")
@RolesAllowed({Roles.REVIEWER, Roles.DESK_LEAD})
@Produces(MediaType.APPLICATION_JSON)
class UnreadableResource {
    private static final int MOST = 200;

    private final OpenedByNobody openedByNobody;
    private final Readers readers;
    private final EntryReadersAnswer names;
    private final SignedIn person;

    UnreadableResource(OpenedByNobody openedByNobody, Readers readers, EntryReadersAnswer names, SignedIn person) {
        this.openedByNobody = openedByNobody;
        this.readers = readers;
        this.names = names;
        this.person = person;
    }

    @GET
    public Answer all() throws ReportsUnreachable {
        OpenedByNobody.Found found = openedByNobody.at(readers.reader(person), readers.living(), MOST);
        return new Answer(
                found.count(),
                found.entries().stream()
                        .map(entry -> new One(
                                entry.entry(),
                                entry.desk(),
                                entry.received(),
                                entry.readers().stream().map(names::alias).toList()))
                        .toList());
    }

    /** @param entries the newest of them */
    record Answer(long count, List<One> entries) {}

    /** @param readers the role aliases of those who could open it */
    record One(UUID id, String desk, LocalDate received, List<String> readers) {}
}
