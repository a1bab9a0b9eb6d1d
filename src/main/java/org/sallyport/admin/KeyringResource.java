package org.sallyport.admin;

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
import org.sallyport.keyring.KeyFileRefused;
import org.sallyport.keyring.KeyringOverview;
import org.sallyport.keyring.KeyringOverview.Overview;
import org.sallyport.keyring.RegisteringCertificates;
import org.sallyport.keyring.RegistrationRefused;
import org.sallyport.keyring.RetiringCertificates;
import org.sallyport.web.CertificateUpload;
import org.sallyport.web.FreshSecondFactor;
import org.sallyport.web.Roles;
import org.sallyport.web.StaffMember;

/** What the key admin sees of the keyring, and what can be done to a certificate: bring trustees' words in, and retire it. */
@Path("/api/keyring")
@RolesAllowed(Roles.KEY_ADMIN)
@Produces(MediaType.APPLICATION_JSON)
class KeyringResource {
    private final KeyringOverview overview;
    private final RegisteringCertificates registering;
    private final RetiringCertificates retiring;
    private final StaffMember person;

    KeyringResource(
            KeyringOverview overview,
            RegisteringCertificates registering,
            RetiringCertificates retiring,
            StaffMember person) {
        this.overview = overview;
        this.registering = registering;
        this.retiring = retiring;
        this.person = person;
    }

    @GET
    public Overview all() throws IOException, KeyFileRefused {
        return overview.all();
    }

    /** @param body a certificate as it came back from trustees, binary or armored */
    @POST
    @Path("signed")
    @FreshSecondFactor
    public Overview addSignatures(InputStream body) throws IOException, KeyFileRefused {
        byte[] signed = CertificateUpload.read(body);
        try {
            registering.addSignatures(person.alias(), signed);
        } catch (RegistrationRefused refusal) {
            throw CertificateUpload.refused(refusal.words());
        }
        return overview.all();
    }

    /** For good. */
    @PUT
    @Path("{fingerprint}/retired")
    @FreshSecondFactor
    public Overview retire(@PathParam("fingerprint") String fingerprint) throws IOException, KeyFileRefused {
        if (!retiring.retire(person.alias(), fingerprint)) {
            throw CertificateUpload.notFound();
        }
        return overview.all();
    }
}
