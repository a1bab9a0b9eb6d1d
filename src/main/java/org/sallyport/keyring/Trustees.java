package org.sallyport.keyring;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.CertificateRefused;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.Revocations;

/**
 * Who may vouch for reviewers, and what was revoked. Both come from files only: nothing in the database, on a page or in a
 * token can add to them.
 *
 * @param certificates one for each trustee, with the revocations counted
 */
record Trustees(List<Certificate> certificates, Revocations revocations) {

    /** @throws KeyFileRefused if any file is not what belongs there: a trustee must not be missing unnoticed */
    static Trustees of(KeyFiles files) throws KeyFileRefused {
        Revocations revocations = revocations(files.revocations());
        Map<Fingerprint, Certificate> certificates = new HashMap<>();
        for (Map.Entry<Path, ByteBuffer> file : files.trustees().entrySet()) {
            Certificate certificate = certificate(file.getKey(), file.getValue().array());
            if (certificates.put(certificate.fingerprint(), certificate.under(revocations)) != null) {
                throw new KeyFileRefused(file.getKey(), "another file holds the same trustee's certificate");
            }
        }
        return new Trustees(List.copyOf(certificates.values()), revocations);
    }

    private static Certificate certificate(Path file, byte[] octets) throws KeyFileRefused {
        try {
            return Certificate.read(octets);
        } catch (CertificateRefused refusal) {
            throw new KeyFileRefused(file, refusal.fault().words());
        }
    }

    private static Revocations revocations(Map<Path, ByteBuffer> files) throws KeyFileRefused {
        Revocations all = Revocations.NONE;
        for (Map.Entry<Path, ByteBuffer> file : files.entrySet()) {
            try {
                all = all.and(Revocations.read(file.getValue().array()));
            } catch (CertificateRefused refusal) {
                throw new KeyFileRefused(file.getKey(), refusal.fault().words());
            }
        }
        return all;
    }

    boolean include(Fingerprint fingerprint) {
        return certificates.stream().anyMatch(trustee -> trustee.fingerprint().equals(fingerprint));
    }
}
