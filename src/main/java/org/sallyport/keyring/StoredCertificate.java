package org.sallyport.keyring;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.CertificateRefused;

/** A certificate that somebody brought in. That it is stored says nothing about whether it may receive anything. */
@Entity(name = "certificate")
class StoredCertificate extends PanacheEntityBase {
    @Id
    private String fingerprint;

    private byte[] octets;

    private @Nullable String holder;

    private boolean retired;

    /** The database says it, from the holder. */
    @Column(insertable = false, updatable = false)
    private @Nullable UUID person;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected StoredCertificate() {}

    StoredCertificate(Certificate certificate, @Nullable String holder) {
        this(certificate.fingerprint().hex(), certificate.octets(), holder, false, null);
    }

    /** A whole row, as it was read. */
    StoredCertificate(
            String fingerprint, byte[] octets, @Nullable String holder, boolean retired, @Nullable UUID person) {
        this.fingerprint = fingerprint;
        this.octets = octets;
        this.holder = holder;
        this.retired = retired;
        this.person = person;
    }

    String fingerprint() {
        return fingerprint;
    }

    byte[] octets() {
        return octets;
    }

    /** The subject ("sub") of whoever signs in as this certificate's owner; on the source's face always empty. */
    Optional<String> holder() {
        return Optional.ofNullable(holder);
    }

    /** The same for all certificates of one holder, on either face, and of no other. */
    Optional<UUID> person() {
        return Optional.ofNullable(person);
    }

    /**
     * The role alias in it, whatever else is wrong with it: revoked and expired ones were given to somebody, too. In lower
     * case, as Keycloak keeps user names. Empty for a row that cannot be read or holds another certificate than it says.
     */
    Optional<String> alias() {
        try {
            Certificate certificate = Certificate.read(octets());
            return certificate.fingerprint().hex().equals(fingerprint()) ? alias(certificate) : Optional.empty();
        } catch (CertificateRefused unreadable) {
            return Optional.empty();
        }
    }

    static Optional<String> alias(Certificate certificate) {
        return certificate.alias().map(alias -> alias.toLowerCase(Locale.ROOT));
    }

    boolean isRetired() {
        return retired;
    }

    /** For good: nothing makes it a recipient again. */
    void retire() {
        retired = true;
    }

    void replace(Certificate newer, @Nullable String newHolder) {
        octets = newer.octets();
        holder = newHolder;
    }
}
