package org.sallyport.review;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.sallyport.keyring.VettedDesks;
import org.sallyport.vault.People;

/** Tells the vault whose certificates are whose: it knows packets, and no people. */
@ApplicationScoped
class PeopleOfKeyring implements People {
    private final VettedDesks vetted;

    PeopleOfKeyring(VettedDesks vetted) {
        this.vetted = vetted;
    }

    @Override
    public Map<String, String> byCertificate() {
        return vetted.people().all();
    }
}
