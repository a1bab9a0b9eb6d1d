package org.sallyport.keyring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
        tables.holdCertificates();
        organisation.desks().forEach(LoadingOrganisation::keep);
        GivenAliases given = GivenAliases.stored();
        for (Map.Entry<Path, Certificate> file : organisation.certificates().entrySet()) {
            Certificate certificate = file.getValue();
            String fingerprint = certificate.fingerprint().hex();
            @Nullable StoredCertificate known = StoredCertificate.findById(fingerprint);
            Optional<String> holder = Optional.ofNullable(organisation.holders().get(fingerprint))
                    .or(() -> Optional.ofNullable(known).flatMap(StoredCertificate::holder));
            if (holder.isPresent() && given.isAnothers(certificate, holder.get())) {
                throw new OrganisationRefused(
                        file.getKey(),
                        "its role alias was given to another sign-in before, and none is given twice; give this person"
                                + " another one");
            }
            holder.ifPresent(person -> given.add(certificate, person));
            keep(known, certificate, holder.orElse(null));
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

    private static void keep(@Nullable StoredCertificate known, Certificate certificate, @Nullable String holder) {
        if (known == null) {
            new StoredCertificate(certificate, holder).persist();
        } else {
            known.replace(certificate, holder);
        }
    }
}
