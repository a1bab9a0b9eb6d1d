package org.sallyport.keyring;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sallyport.openpgp.Certificate;

/**
 * To whom each role alias was given, by every certificate that is stored, whatever it is worth today. None is given twice:
 * whoever had it second would be taken for the first, by sources, by colleagues and in what was withdrawn.
 */
final class GivenAliases {
    private final Map<String, Set<String>> holders = new HashMap<>();

    private GivenAliases() {}

    /** In the transaction that is under way. */
    static GivenAliases stored() {
        GivenAliases given = new GivenAliases();
        StoredCertificate.<StoredCertificate>listAll().forEach(row -> given.add(row.alias(), row.holder()));
        return given;
    }

    void add(Certificate certificate, String holder) {
        add(StoredCertificate.alias(certificate), Optional.of(holder));
    }

    private void add(Optional<String> alias, Optional<String> holder) {
        alias.ifPresent(given -> holder.ifPresent(
                to -> holders.computeIfAbsent(given, first -> new HashSet<>()).add(to)));
    }

    /** Whether the certificate's alias was given to somebody else. */
    boolean isAnothers(Certificate certificate, String holder) {
        return StoredCertificate.alias(certificate).stream()
                .flatMap(alias -> holders.getOrDefault(alias, Set.of()).stream())
                .anyMatch(known -> !known.equals(holder));
    }
}
