package org.sallyport.review;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.sallyport.keyring.CertificateState;
import org.sallyport.keyring.KeyFileRefused;
import org.sallyport.keyring.KeyringOverview;
import org.sallyport.keyring.RegisteringCertificates;
import org.sallyport.keyring.RegistrationRefused;
import org.sallyport.keyring.RetiringCertificates;
import org.sallyport.web.CertificateUpload;
import org.sallyport.web.FreshSecondFactor;
import org.sallyport.web.Roles;

/** A reviewer's own certificates: what they are worth today, bringing one, and retiring one. */
@Path("/api/own-certificates")
@RolesAllowed({Roles.REVIEWER, Roles.DESK_LEAD})
@Produces(MediaType.APPLICATION_JSON)
class OwnCertificateResource {
    private final KeyringOverview overview;
    private final RegisteringCertificates registering;
    private final RetiringCertificates retiring;
    private final SignedIn person;

    OwnCertificateResource(
            KeyringOverview overview,
            RegisteringCertificates registering,
            RetiringCertificates retiring,
            SignedIn person) {
        this.overview = overview;
        this.registering = registering;
        this.retiring = retiring;
        this.person = person;
    }

    @GET
    public Own own() throws IOException, KeyFileRefused {
        return new Own(overview.userId(person.alias()), overview.heldBy(person.subject()));
    }

    /** @param body the certificate, binary or armored; never a secret key */
    @POST
    @FreshSecondFactor
    public Own bring(InputStream body) throws IOException, KeyFileRefused {
        byte[] octets = CertificateUpload.read(body);
        try {
            registering.bring(person.subject(), person.alias(), octets);
        } catch (RegistrationRefused refusal) {
            throw CertificateUpload.refused(refusal.words());
        }
        return own();
    }

    /** For good. */
    @PUT
    @Path("{fingerprint}/retired")
    @FreshSecondFactor
    public Own retire(@PathParam("fingerprint") String fingerprint) throws IOException, KeyFileRefused {
        if (!retiring.retireOwn(person.subject(), person.alias(), fingerprint)) {
            throw CertificateUpload.notFound();
        }
        return own();
    }

    /** @param userId what the user id of this person's certificate must be */
    record Own(String userId, List<CertificateState> certificates) {}
}
