package org.sallyport.review;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.sallyport.keyring.Quorum;
import org.sallyport.keyring.VettedDesk;
import org.sallyport.keyring.VettedDesks;
import org.sallyport.keyring.VettedReviewer;
import org.sallyport.web.Roles;

/** Who could be given something to read, with what shows that trustees vouch for them: the console believes only that. */
@Path("/api/colleagues")
@RolesAllowed({Roles.REVIEWER, Roles.DESK_LEAD})
@Produces(MediaType.APPLICATION_JSON)
class ColleaguesResource {
    private final VettedDesks desks;

    ColleaguesResource(VettedDesks desks) {
        this.desks = desks;
    }

    @GET
    public Answer all() {
        Quorum quorum = desks.quorum();
        return new Answer(
                quorum.needed(),
                quorum.trustees(),
                desks.all().stream().map(Desk::of).toList());
    }

    /**
     * @param quorum how many trustees must vouch
     * @param trustees base64; their certificates
     */
    record Answer(int quorum, List<byte[]> trustees, List<Desk> desks) {}

    record Desk(String slug, String name, List<Reviewer> reviewers) {
        static Desk of(VettedDesk desk) {
            return new Desk(
                    desk.slug(),
                    desk.name(),
                    desk.reviewers().stream().map(Reviewer::of).toList());
        }
    }

    /** @param certificate base64 */
    record Reviewer(String alias, String fingerprint, byte[] certificate) {
        static Reviewer of(VettedReviewer reviewer) {
            return new Reviewer(reviewer.alias(), reviewer.fingerprint(), reviewer.certificateOctets());
        }
    }
}
