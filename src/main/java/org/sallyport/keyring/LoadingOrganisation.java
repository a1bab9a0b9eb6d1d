package org.sallyport.keyring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sallyport.openpgp.Certificate;

/**
 * Brings an organisation's desks and certificates into the database, all or nothing, and as often as one likes. It makes
 * nobody a recipient: only the trustees' signatures do.
 */
@ApplicationScoped
public class LoadingOrganisation {

    /** How much is there now. */
    public record Loaded(int desks, int certificates) {}

    /**
     * Desks and certificates that are not in the folder stay as they are.
     *
     * @param folder with {@code desks.json}, {@code certificates/} and {@code holders.json}
     */
    @Transactional(rollbackOn = Exception.class)
    public Loaded load(Path folder) throws IOException, OrganisationRefused {
        OrganisationFolder organisation = OrganisationFolder.read(folder);
        organisation.desks().forEach(LoadingOrganisation::keep);
        for (Certificate certificate : organisation.certificates()) {
            keep(
                    certificate,
                    organisation.holders().get(certificate.fingerprint().hex()));
        }
        return new Loaded(
                organisation.desks().size(), organisation.certificates().size());
    }

    private static void keep(OrganisationFolder.DeskLine line) {
        String name = Objects.requireNonNull(line.name());
        String description = Objects.requireNonNull(line.description());
        Desk desk = Desk.<Desk>findByIdOptional(line.slug())
                .orElseGet(() -> new Desk(Objects.requireNonNull(line.slug()), name, description));
        desk.describe(name, description);
        desk.showAtOnce(line.shownAtOnce());
        desk.persist();
    }

    private static void keep(Certificate certificate, @Nullable String holder) {
        @Nullable
        StoredCertificate known =
                StoredCertificate.findById(certificate.fingerprint().hex());
        if (known == null) {
            new StoredCertificate(certificate, holder).persist();
        } else {
            known.replace(certificate, holder);
        }
    }
}
