package org.sallyport.cases;

import java.util.List;
import java.util.Set;
import org.sallyport.openpgp.EncryptionKey;

/**
 * Somebody to whom an entry can be handed on: vetted now.
 *
 * @param certificate its fingerprint, upper-case hexadecimal
 * @param desk the slug of the desk at which they will see it
 * @param newest the newest encryption keys of the certificate: a packet for another one is not taken
 * @param person the fingerprints of all certificates that are or were this person's
 * @param readsVersion2 whether their programs open a body of SEIPD version 2
 */
public record Colleague(
        String certificate, String desk, List<EncryptionKey> newest, Set<String> person, boolean readsVersion2) {
    public Colleague {
        newest = List.copyOf(newest);
        person = Set.copyOf(person);
    }
}
