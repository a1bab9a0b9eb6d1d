package org.sallyport.keyring;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.ForgedCertificate;

/** What a database might hold. */
final class StoredRows {
    private StoredRows() {}

    /** Two desks and these rows. */
    static StoredKeyring of(StoredCertificate... rows) {
        List<Desk> desks = Stream.of("urgent", "country")
                .map(slug -> new Desk(slug, "Desk " + slug, "For a test"))
                .toList();
        return new StoredKeyring(UUID.randomUUID(), desks, Arrays.asList(rows));
    }

    static StoredCertificate row(ForgedCertificate certificate) {
        return row(certificate.read());
    }

    static StoredCertificate row(Certificate certificate) {
        return new StoredCertificate(
                certificate, "holder of " + certificate.fingerprint().hex());
    }

    /** A row as somebody with the database's password could write it. */
    static StoredCertificate row(String fingerprint, byte[] octets) {
        return new StoredCertificate() {
            @Override
            String fingerprint() {
                return fingerprint;
            }

            @Override
            byte[] octets() {
                return octets.clone();
            }
        };
    }
}
