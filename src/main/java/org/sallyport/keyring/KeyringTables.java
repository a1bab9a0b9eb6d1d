package org.sallyport.keyring;

import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** The tables of desks and certificates, read whole: they are small. Either face's database role may read them. */
@ApplicationScoped
class KeyringTables {

    /** Changes with every change of the tables. */
    UUID version() {
        return QuarkusTransaction.requiringNew().call(KeyringTables::readVersion);
    }

    StoredKeyring read() {
        return QuarkusTransaction.requiringNew().call(() -> {
            // The version first: a change in between makes it old, and the next look reads again.
            UUID version = readVersion();
            return new StoredKeyring(version, Desk.listAll(), StoredCertificate.listAll());
        });
    }

    private static UUID readVersion() {
        return (UUID) Panache.getEntityManager()
                .createNativeQuery("select version from keyring_version", UUID.class)
                .getSingleResult();
    }
}
