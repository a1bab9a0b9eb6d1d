package org.sallyport.review;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.sallyport.cases.LivingReaders;
import org.sallyport.keyring.VettedDesks;
import org.sallyport.keyring.VettedReviewer;
import org.sallyport.vault.Reader;

/**
 * Joins the two grants: what Keycloak says of a person, and what the trustees say of the certificates that person holds.
 * Asked anew with every request, so that whatever ends one of them ends access at once.
 */
@ApplicationScoped
class Readers {
    private final VettedDesks vetted;

    Readers(VettedDesks vetted) {
        this.vetted = vetted;
    }

    /** A reader of those desks only for which both grants are there; of none, if the person may not read reports at all. */
    Reader reader(SignedIn person) {
        Set<String> granted = person.readsReports() ? person.desks() : Set.of();
        List<VettedReviewer> own = vetted.reviewersHeldBy(person.subject()).stream()
                .filter(reviewer -> granted.contains(reviewer.desk()))
                .toList();
        return new Reader(
                own.stream().map(VettedReviewer::desk).collect(Collectors.toSet()),
                own.stream().map(VettedReviewer::fingerprint).collect(Collectors.toSet()),
                VettedReviewer.revokedKeys(own),
                person(person, own));
    }

    /** All that are or were this person's: what was withdrawn from one of them was withdrawn from all. */
    private Set<String> person(SignedIn person, List<VettedReviewer> own) {
        Set<String> all = new HashSet<>(vetted.people().certificatesHeldBy(person.subject()));
        own.stream().map(VettedReviewer::fingerprint).forEach(all::add);
        return all;
    }

    /** The certificates of whoever has this one. */
    Set<String> person(String fingerprint) {
        return vetted.people().certificatesOf(fingerprint);
    }

    /** Everybody who is vetted now. */
    LivingReaders living() {
        List<VettedReviewer> all = vetted.reviewers();
        return new LivingReaders(
                all.stream()
                        .map(reviewer -> new LivingReaders.Place(reviewer.fingerprint(), reviewer.desk()))
                        .toList(),
                VettedReviewer.revokedKeys(all));
    }
}
