package org.sallyport.keyring;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.CertificateRefused;

/** Every certificate and desk as it stands, for those who look after them: read anew each time, and stored nowhere. */
@ApplicationScoped
public class KeyringOverview {
    private final KeyringConfig config;
    private final KeyringTables tables;
    private final Clock clock;

    KeyringOverview(KeyringConfig config, KeyringTables tables, Clock clock) {
        this.config = config;
        this.tables = tables;
        this.clock = clock;
    }

    /**
     * What there is.
     *
     * @param trustees how many are in the folder
     */
    public record Overview(List<CertificateState> certificates, List<DeskState> desks, int trustees, int quorum) {}

    public Overview all() throws IOException, KeyFileRefused {
        StoredKeyring stored = tables.read();
        Trustees trustees = Trustees.of(KeyFiles.read(config));
        List<CertificateState> certificates = states(stored, stored.certificates(), trustees);
        People people = People.of(stored.certificates());
        Map<String, List<DeskText>> texts = tables.deskTexts();
        List<DeskState> desks = stored.desks().stream()
                .sorted(Comparator.comparing(Desk::name).thenComparing(Desk::slug))
                .map(desk -> DeskState.of(
                        desk, texts.getOrDefault(desk.slug(), List.of()), certificates, people, config.deskMinimum()))
                .toList();
        return new Overview(certificates, desks, trustees.certificates().size(), config.quorum());
    }

    /** The certificates that are bound to one person's sign-in; retired ones last. */
    public List<CertificateState> heldBy(String person) throws IOException, KeyFileRefused {
        StoredKeyring stored = tables.read();
        List<StoredCertificate> own = stored.certificates().stream()
                .filter(row -> row.holder().filter(person::equals).isPresent())
                .toList();
        return states(stored, own, Trustees.of(KeyFiles.read(config)));
    }

    /** What a certificate of this person must be called. */
    public String userId(String alias) {
        return alias + "@" + config.aliasDomain();
    }

    private List<CertificateState> states(StoredKeyring stored, List<StoredCertificate> rows, Trustees trustees) {
        Instant now = clock.instant();
        List<String> slugs = stored.desks().stream().map(Desk::slug).sorted().toList();
        List<CertificateState> states = new ArrayList<>();
        for (StoredCertificate row : rows) {
            try {
                Certificate certificate = Certificate.read(row.octets()).under(trustees.revocations());
                states.add(CertificateState.of(certificate, row, slugs, trustees, config.quorum(), now));
            } catch (CertificateRefused unreadable) {
                // The vetting says so in the log; there is nothing of it to show.
            }
        }
        states.sort(Comparator.comparing(CertificateState::retired)
                .thenComparing(state -> state.alias() == null ? "" : state.alias())
                .thenComparing(CertificateState::fingerprint));
        return states;
    }
}
