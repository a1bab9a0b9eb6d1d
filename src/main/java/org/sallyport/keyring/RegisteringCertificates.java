package org.sallyport.keyring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.audit.StaffAct;
import org.sallyport.audit.StaffRecord;
import org.sallyport.keyring.RegistrationRefused.Reason;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.CertificateRefused;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.MergingCertificates;
import org.sallyport.openpgp.Standing;

/**
 * Brings certificates in, and the trustees' signatures on them. It makes nobody a recipient: only the trustees' signatures
 * do, and they are verified anew for every use.
 */
@ApplicationScoped
public class RegisteringCertificates {
    /** Of one person: the one in use, the one before it, and room for mistakes. */
    private static final int MOST_OF_ONE_PERSON = 8;

    private final KeyringConfig config;
    private final KeyringTables tables;
    private final StaffRecord record;
    private final Clock clock;

    RegisteringCertificates(KeyringConfig config, KeyringTables tables, StaffRecord record, Clock clock) {
        this.config = config;
        this.tables = tables;
        this.record = record;
        this.clock = clock;
    }

    /**
     * A reviewer's own certificate, new or renewed. It is bound to that person from then on.
     *
     * @param person the subject ("sub") of whoever brings it
     * @param alias their role alias
     * @param octets binary or armored
     */
    @Transactional(rollbackOn = Exception.class)
    public Fingerprint bring(String person, String alias, byte[] octets)
            throws RegistrationRefused, IOException, KeyFileRefused {
        Trustees trustees = Trustees.of(KeyFiles.read(config));
        Certificate brought = read(octets);
        if (trustees.include(brought.fingerprint())) {
            throw RegistrationRefused.because(Reason.A_TRUSTEES);
        }
        tables.holdCertificates();
        @Nullable StoredCertificate known = stored(brought);
        if (known == null && brought.standing(clock.instant()) instanceof Standing.Unusable unusable) {
            throw RegistrationRefused.of(unusable.fault());
        }
        if (!brought.alias().equals(Optional.of(alias + "@" + config.aliasDomain()))) {
            throw RegistrationRefused.because(Reason.NOT_THEIR_ALIAS);
        }
        if (known != null && !known.holder().orElse(person).equals(person)) {
            throw RegistrationRefused.because(Reason.SOMEBODY_ELSES);
        }
        if (known != null && known.isRetired()) {
            throw RegistrationRefused.because(Reason.RETIRED);
        }
        boolean bound = known != null && known.holder().isPresent();
        if (!bound && GivenAliases.stored().isAnothers(brought, person)) {
            throw RegistrationRefused.because(Reason.ALIAS_GIVEN);
        }
        if (known == null) {
            add(brought, person, alias);
        } else {
            renew(known, merged(known, brought, trustees), person, alias, trustees);
        }
        return brought.fingerprint();
    }

    /**
     * A certificate that is known already, as it came back from trustees.
     *
     * @param alias the role alias of whoever uploads it
     */
    @Transactional(rollbackOn = Exception.class)
    public Fingerprint addSignatures(String alias, byte[] octets)
            throws RegistrationRefused, IOException, KeyFileRefused {
        Certificate signed = read(octets);
        tables.holdCertificates();
        @Nullable StoredCertificate known = stored(signed);
        if (known == null) {
            throw RegistrationRefused.because(Reason.NOT_KNOWN);
        }
        if (known.isRetired()) {
            throw RegistrationRefused.because(Reason.RETIRED);
        }
        Trustees trustees = Trustees.of(KeyFiles.read(config));
        Certificate merged = merged(known, signed, trustees);
        if (isSame(merged, merged(known, read(known.octets()), trustees))) {
            throw RegistrationRefused.because(Reason.NOTHING_NEW);
        }
        known.replace(merged, known.holder().orElse(null));
        record.add(alias, StaffAct.Kind.CERTIFICATE_SIGNED, signed.fingerprint().hex());
        return signed.fingerprint();
    }

    private void add(Certificate brought, String person, String alias) throws RegistrationRefused {
        if (StoredCertificate.count("holder", person) >= MOST_OF_ONE_PERSON) {
            throw RegistrationRefused.because(Reason.TOO_MANY);
        }
        new StoredCertificate(brought, person).persist();
        record.add(
                alias,
                StaffAct.Kind.CERTIFICATE_REGISTERED,
                brought.fingerprint().hex());
    }

    /** Whatever it is worth: a revocation must come in too. */
    private void renew(StoredCertificate known, Certificate merged, String person, String alias, Trustees trustees)
            throws RegistrationRefused {
        boolean unbound = known.holder().isEmpty();
        if (unbound || !isSame(merged, merged(known, read(known.octets()), trustees))) {
            known.replace(merged, person);
            StaffAct.Kind act = unbound ? StaffAct.Kind.CERTIFICATE_REGISTERED : StaffAct.Kind.CERTIFICATE_RENEWED;
            record.add(alias, act, merged.fingerprint().hex());
        }
    }

    private static boolean isSame(Certificate one, Certificate other) {
        return Arrays.equals(one.octets(), other.octets());
    }

    private static @Nullable StoredCertificate stored(Certificate certificate) {
        return StoredCertificate.findById(certificate.fingerprint().hex());
    }

    private static Certificate merged(StoredCertificate known, Certificate other, Trustees trustees)
            throws RegistrationRefused {
        try {
            return MergingCertificates.merge(read(known.octets()), other, trustees.certificates());
        } catch (CertificateRefused refusal) {
            throw RegistrationRefused.of(refusal);
        }
    }

    private static Certificate read(byte[] octets) throws RegistrationRefused {
        try {
            return Certificate.read(octets);
        } catch (CertificateRefused refusal) {
            throw RegistrationRefused.of(refusal);
        }
    }
}
