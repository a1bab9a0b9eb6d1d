package org.sallyport.cases;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.vault.Reader;

/** Made-up reviewers: a certificate is one digit, forty times, and so is each of its subkeys. */
final class Reviewers {
    private Reviewers() {}

    static EncryptionKey key(String certificate) {
        return new EncryptionKey(
                new Fingerprint(certificate.repeat(40)), new Fingerprint("C" + certificate.repeat(39)), 18);
    }

    static EncryptionKey key(String certificate, String subkey) {
        return new EncryptionKey(new Fingerprint(certificate.repeat(40)), new Fingerprint(subkey.repeat(40)), 18);
    }

    /** One person with all these certificates. */
    static Reader reader(String desk, EncryptionKey... keys) {
        return reader(Set.of(desk), keys);
    }

    static Reader reader(Set<String> desks, EncryptionKey... keys) {
        return new Reader(desks, certificates(keys), List.of(), certificates(keys));
    }

    /** Somebody who has no other certificate. */
    static Colleague colleague(EncryptionKey key, String desk) {
        return colleague(key, desk, certificates(key));
    }

    /** @param person the fingerprints of all their certificates */
    static Colleague colleague(EncryptionKey key, String desk, Set<String> person) {
        return new Colleague(key.certificate().hex(), desk, List.of(key), person, true);
    }

    static LivingReaders.Place at(EncryptionKey key, String desk) {
        return new LivingReaders.Place(key.certificate().hex(), desk);
    }

    static Set<String> certificates(EncryptionKey... keys) {
        return Arrays.stream(keys).map(key -> key.certificate().hex()).collect(Collectors.toSet());
    }
}
