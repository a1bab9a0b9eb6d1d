package org.sallyport.keyring;

import java.nio.charset.StandardCharsets;
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

    /** Of a sign-in that has no other. */
    static StoredCertificate row(Certificate certificate) {
        return row(certificate, "holder of " + certificate.fingerprint().hex());
    }

    /** With the number that the database keeps for that sign-in. */
    static StoredCertificate row(Certificate certificate, String holder) {
        return new StoredCertificate(
                certificate.fingerprint().hex(), certificate.octets(), holder, false, number(holder));
    }

    /** As the source's face reads it. */
    static StoredCertificate withoutHolder(StoredCertificate row) {
        return new StoredCertificate(
                row.fingerprint(),
                row.octets(),
                null,
                row.isRetired(),
                row.person().orElse(null));
    }

    /** Nobody's, or as somebody with the database's password could write it. */
    static StoredCertificate row(String fingerprint, byte[] octets) {
        return new StoredCertificate(fingerprint, octets, null, false, null);
    }

    static StoredCertificate retired(StoredCertificate row) {
        row.retire();
        return row;
    }

    private static UUID number(String holder) {
        return UUID.nameUUIDFromBytes(holder.getBytes(StandardCharsets.UTF_8));
    }
}
