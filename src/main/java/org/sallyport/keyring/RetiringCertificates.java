package org.sallyport.keyring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.audit.StaffAct;
import org.sallyport.audit.StaffRecord;

/**
 * Takes certificates out of use for good: nothing is sealed to them any more, and nothing is handed out to them. It shuts
 * nobody out whose other certificates are vetted. What they could open stays as it is, for the certificates that still can.
 */
@ApplicationScoped
public class RetiringCertificates {
    private final KeyringTables tables;
    private final StaffRecord record;

    RetiringCertificates(KeyringTables tables, StaffRecord record) {
        this.tables = tables;
        this.record = record;
    }

    /**
     * Somebody retires a certificate of theirs.
     *
     * @param person the subject ("sub") of whoever does it
     * @param alias their role alias
     * @return false if no such certificate is bound to them
     */
    @Transactional
    public boolean retireOwn(String person, String alias, String fingerprint) {
        return retire(alias, stored(fingerprint).filter(one -> one.holder().equals(Optional.of(person))));
    }

    /**
     * Whosever it is.
     *
     * @param alias the role alias of whoever does it
     * @return false if there is no such certificate
     */
    @Transactional
    public boolean retire(String alias, String fingerprint) {
        return retire(alias, stored(fingerprint));
    }

    private Optional<StoredCertificate> stored(String fingerprint) {
        tables.holdCertificates();
        @Nullable StoredCertificate found = StoredCertificate.findById(fingerprint);
        return Optional.ofNullable(found);
    }

    /** Again is the same, and no act. */
    private boolean retire(String alias, Optional<StoredCertificate> certificate) {
        certificate.filter(one -> !one.isRetired()).ifPresent(one -> {
            one.retire();
            record.add(alias, StaffAct.Kind.CERTIFICATE_RETIRED, one.fingerprint());
        });
        return certificate.isPresent();
    }
}
