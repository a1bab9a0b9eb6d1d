package org.sallyport.keyring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sallyport.openpgp.Certificate;

/**
 * Brings an organisation's desks and certificates into the database, all or nothing, and as often as one likes. It makes
 * nobody a recipient: only the trustees' signatures do.
 */
@ApplicationScoped
public class LoadingOrganisation {

    private final KeyringTables tables;

    LoadingOrganisation(KeyringTables tables) {
        this.tables = tables;
    }

    /** How much is there now. */
    public record Loaded(int desks, int certificates) {}

    /**
     * Desks and certificates that are not in the folder stay as they are. A certificate that is bound to a sign-in stays bound
     * to it, also if the folder names none: otherwise its alias would be free for somebody else.
     *
     * @param folder with {@code desks.json}, {@code certificates/} and {@code holders.json}
     */
    @Transactional(rollbackOn = Exception.class)
    public Loaded load(Path folder) throws IOException, OrganisationRefused {
        OrganisationFolder organisation = OrganisationFolder.read(folder);
        organisation.desks().forEach(LoadingOrganisation::keep);
        tables.holdCertificates();
        GivenAliases given = GivenAliases.stored();
        for (Map.Entry<Path, Certificate> file : organisation.certificates().entrySet()) {
            Certificate certificate = file.getValue();
            @Nullable
            String holder = organisation.holders().get(certificate.fingerprint().hex());
            if (holder != null) {
                if (given.isAnothers(certificate, holder)) {
                    throw new OrganisationRefused(
                            file.getKey(),
                            "its role alias was given to another sign-in before, and none is given twice; give this person"
                                    + " another one");
                }
                given.add(certificate, holder);
            }
            keep(certificate, holder);
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
            known.replace(certificate, holder == null ? known.holder().orElse(null) : holder);
        }
    }
}
