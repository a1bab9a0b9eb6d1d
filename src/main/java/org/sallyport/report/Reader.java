package org.sallyport.report;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.sallyport.openpgp.EncryptionKey;

/**
 * One reviewer with both grants: an entry is theirs only if it lies at one of the desks <em>and</em> carries a
 * session-key packet for one of the certificates.
 *
 * @param desks the slugs that the identity provider gives them now
 * @param certificates the fingerprints (upper-case hexadecimal) of the certificates that they hold and that are vetted now
 * @param revoked subkeys of these certificates that were revoked: their packets are kept, and given to nobody
 */
public record Reader(Set<String> desks, Set<String> certificates, Collection<EncryptionKey> revoked) {
    public Reader {
        desks = Set.copyOf(desks);
        certificates = Set.copyOf(certificates);
        revoked = List.copyOf(revoked);
    }

    String[] deskArray() {
        return desks.toArray(String[]::new);
    }

    String[] certificateArray() {
        return certificates.toArray(String[]::new);
    }
}
