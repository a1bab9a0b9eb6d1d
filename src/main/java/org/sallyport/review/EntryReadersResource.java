package org.sallyport.review;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.sallyport.cases.AccessRefused;
import org.sallyport.cases.EntryNotFound;
import org.sallyport.cases.ReportsUnreachable;
import org.sallyport.cases.Withdrawals;
import org.sallyport.vault.Reader;
import org.sallyport.web.FreshSecondFactor;
import org.sallyport.web.Roles;

/** Who can open an entry; and a desk lead takes it from somebody. */
@Path("/api/entries/{id}/readers")
@RolesAllowed({Roles.REVIEWER, Roles.DESK_LEAD})
@Produces(MediaType.APPLICATION_JSON)
class EntryReadersResource {
    private final EntryReadersAnswer answer;
    private final Withdrawals withdrawals;
    private final Readers readers;
    private final SignedIn person;

    EntryReadersResource(EntryReadersAnswer answer, Withdrawals withdrawals, Readers readers, SignedIn person) {
        this.answer = answer;
        this.withdrawals = withdrawals;
        this.readers = readers;
        this.person = person;
    }

    @GET
    public EntryReadersAnswer.Answer all(@PathParam("id") String id) throws ReportsUnreachable {
        return answer(readers.reader(person), EntryParameters.id(id));
    }

    /** @param fingerprint of the certificate of whoever shall not open it any more */
    @DELETE
    @Path("{fingerprint}")
    @RolesAllowed(Roles.DESK_LEAD)
    @FreshSecondFactor
    public EntryReadersAnswer.Answer withdraw(@PathParam("id") String id, @PathParam("fingerprint") String fingerprint)
            throws ReportsUnreachable {
        UUID entry = EntryParameters.id(id);
        Reader lead = readers.reader(person);
        try {
            withdrawals.withdraw(
                    lead, person.alias(), entry, fingerprint, readers.person(fingerprint), readers.living());
        } catch (EntryNotFound e) {
            throw Problems.noSuchEntry();
        } catch (AccessRefused e) {
            throw Problems.accessRefused(e.reason());
        }
        return answer(lead, entry);
    }

    private EntryReadersAnswer.Answer answer(Reader reader, UUID entry) throws ReportsUnreachable {
        try {
            return answer.of(reader, entry);
        } catch (EntryNotFound e) {
            throw Problems.noSuchEntry();
        }
    }
}
