package org.sallyport.review;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Set;
import org.sallyport.keyring.VettedDesks;
import org.sallyport.keyring.VettedReviewer;
import org.sallyport.report.Reader;

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
        Set<String> desks = new HashSet<>();
        Set<String> certificates = new HashSet<>();
        if (person.readsReports()) {
            Set<String> granted = person.desks();
            for (VettedReviewer reviewer : vetted.reviewersHeldBy(person.subject())) {
                if (granted.contains(reviewer.desk())) {
                    desks.add(reviewer.desk());
                    certificates.add(reviewer.fingerprint());
                }
            }
        }
        return new Reader(desks, certificates);
    }
}
