package org.sallyport.keyring;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.openpgp.Certificate;

/** A certificate that somebody brought in. That it is stored says nothing about whether it may receive anything. */
@Entity(name = "certificate")
class StoredCertificate extends PanacheEntityBase {
    @Id
    private String fingerprint;

    private byte[] octets;

    private @Nullable String holder;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected StoredCertificate() {}

    StoredCertificate(Certificate certificate, @Nullable String holder) {
        this.fingerprint = certificate.fingerprint().hex();
        this.octets = certificate.octets();
        this.holder = holder;
    }

    /** As a face sees it that may not know whose sign-in it belongs to. */
    StoredCertificate(String fingerprint, byte[] octets) {
        this.fingerprint = fingerprint;
        this.octets = octets;
    }

    String fingerprint() {
        return fingerprint;
    }

    byte[] octets() {
        return octets;
    }

    /** The subject ("sub") of whoever signs in as this certificate's owner. */
    Optional<String> holder() {
        return Optional.ofNullable(holder);
    }

    void replace(Certificate newer, @Nullable String newHolder) {
        octets = newer.octets();
        holder = newHolder;
    }
}
