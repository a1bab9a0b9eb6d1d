package org.sallyport.keyring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.CertificateRefused;
import org.sallyport.openpgp.MergingCertificates;

/**
 * Brings an organisation's desks and certificates into the database, all or nothing, and as often as one likes: it adds, and
 * never undoes what was changed since. It makes nobody a recipient: only the trustees' signatures do.
 */
@ApplicationScoped
public class LoadingOrganisation {
    private final KeyringTables tables;
    private final KeyringConfig config;

    LoadingOrganisation(KeyringTables tables, KeyringConfig config) {
        this.tables = tables;
        this.config = config;
    }

    /**
     * How much the folder holds, all of which is there now.
     *
     * @param unchanged desks that were there before, with other words than the folder has, and kept them
     */
    public record Loaded(int desks, int certificates, List<String> unchanged) {}

    /**
     * Desks that are there stay as they are: the console describes them. Of a certificate that is there, what is new in the
     * folder's copy is added, so that an older copy takes nothing away. One that is bound to a sign-in stays bound to it, also if
     * the folder names none: otherwise its alias would be free for somebody else.
     *
     * @param folder with {@code desks.json}, {@code certificates/} and {@code holders.json}
     */
    @Transactional(rollbackOn = Exception.class)
    public Loaded load(Path folder) throws IOException, OrganisationRefused, KeyFileRefused {
        OrganisationFolder organisation = OrganisationFolder.read(folder);
        Trustees trustees = Trustees.of(KeyFiles.read(config));
        tables.holdCertificates();
        List<String> unchanged = addMissing(organisation.desks());
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
            if (known == null) {
                new StoredCertificate(certificate, holder.orElse(null)).persist();
            } else {
                known.replace(withWhatIsNew(known, file.getKey(), certificate, trustees), holder.orElse(null));
            }
        }
        return new Loaded(
                organisation.desks().size(), organisation.certificates().size(), unchanged);
    }

    /** @return the others, whose words differ */
    private static List<String> addMissing(List<DeskLine> lines) {
        List<String> others = new ArrayList<>();
        for (DeskLine line : lines) {
            String slug = Objects.requireNonNull(line.slug());
            String name = Objects.requireNonNull(line.name());
            String description = Objects.requireNonNull(line.description());
            @Nullable Desk known = Desk.findById(slug);
            if (known == null) {
                Desk desk = new Desk(slug, name, description);
                desk.showAtOnce(line.shownAtOnce());
                desk.persist();
            } else if (!known.name().equals(name)
                    || !known.description().equals(description)
                    || known.isShownAtOnce() != line.shownAtOnce()) {
                others.add(slug);
            }
        }
        return others;
    }

    /** A row that holds no certificate, or another than it says, is mended: nothing in it was worth anything. */
    private static Certificate withWhatIsNew(StoredCertificate known, Path file, Certificate brought, Trustees trustees)
            throws OrganisationRefused {
        Certificate stored;
        try {
            stored = Certificate.read(known.octets());
        } catch (CertificateRefused unreadable) {
            return brought;
        }
        if (!stored.fingerprint().equals(brought.fingerprint())) {
            return brought;
        }
        try {
            Certificate merged = MergingCertificates.merge(stored, brought, trustees.certificates());
            Certificate asItWas = MergingCertificates.merge(stored, stored, trustees.certificates());
            return Arrays.equals(merged.octets(), asItWas.octets()) ? stored : merged;
        } catch (CertificateRefused refusal) {
            throw new OrganisationRefused(file, refusal.fault().words());
        }
    }
}
