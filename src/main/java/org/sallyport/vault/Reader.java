package org.sallyport.vault;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.sallyport.openpgp.EncryptionKey;

/**
 * One reviewer with both grants: an entry is theirs only if it lies at one of the desks <em>and</em> carries a session-key packet for
 * one of the certificates, and was withdrawn from none of their certificates.
 *
 * @param desks the slugs that the identity provider gives them now
 * @param certificates the fingerprints (upper-case hexadecimal) of the certificates that they hold and that are vetted now
 * @param revoked subkeys of these certificates that were revoked: their packets are kept, and given to nobody
 * @param person the fingerprints of all certificates that are or were this person's, vetted or not
 */
public record Reader(
        Set<String> desks, Set<String> certificates, Collection<EncryptionKey> revoked, Set<String> person) {
    public Reader {
        desks = Set.copyOf(desks);
        certificates = Set.copyOf(certificates);
        revoked = List.copyOf(revoked);
        person = Set.copyOf(person);
    }

    public String[] deskArray() {
        return desks.toArray(String[]::new);
    }

    public String[] certificateArray() {
        return certificates.toArray(String[]::new);
    }

    public String[] personArray() {
        return person.toArray(String[]::new);
    }
}
