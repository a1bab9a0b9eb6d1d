package org.sallyport.keyring;

import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The tables of desks and certificates, read whole: they are small. Either face's database role may read them. */
@ApplicationScoped
class KeyringTables {
    private final boolean knowsHolders;

    KeyringTables(@ConfigProperty(name = "sallyport.faces") String faces) {
        this.knowsHolders = !faces.equals("source");
    }

    /** Changes with every change of the tables. */
    UUID version() {
        return QuarkusTransaction.requiringNew().call(KeyringTables::readVersion);
    }

    StoredKeyring read() {
        return QuarkusTransaction.requiringNew().call(() -> {
            // The version first: a change in between makes it old, and the next look reads again.
            UUID version = readVersion();
            return new StoredKeyring(version, Desk.listAll(), certificates());
        });
    }

    /** The source's database role may not read whose sign-in a certificate belongs to. */
    private List<StoredCertificate> certificates() {
        if (knowsHolders) {
            return StoredCertificate.listAll();
        }
        List<?> rows = Panache.getEntityManager()
                .createNativeQuery("select fingerprint, octets, retired, person from certificate", Object[].class)
                .getResultList();
        return rows.stream().map(row -> stored((Object[]) row)).toList();
    }

    private static StoredCertificate stored(Object[] columns) {
        return new StoredCertificate(
                (String) columns[0], (byte[]) columns[1], null, (boolean) columns[2], (UUID) columns[3]);
    }

    /**
     * Until the transaction that is under way ends, nobody else changes a certificate: what it found is still so when it
     * commits. Whoever changes one asks for this before anything else is changed. Nobody who only reads waits.
     */
    void holdCertificates() {
        Panache.getEntityManager()
                .createNativeQuery("lock table certificate in share row exclusive mode")
                .executeUpdate();
    }

    private static UUID readVersion() {
        return (UUID) Panache.getEntityManager()
                .createNativeQuery("select version from keyring_version", UUID.class)
                .getSingleResult();
    }

    /** By slug, each desk's in the order of the languages. */
    Map<String, List<DeskText>> deskTexts() {
        List<?> rows = QuarkusTransaction.requiringNew()
                .call(() -> Panache.getEntityManager()
                        .createNativeQuery(
                                "select desk, language, name, description from desk_text order by language",
                                Object[].class)
                        .getResultList());
        Map<String, List<DeskText>> texts = new HashMap<>();
        for (Object row : rows) {
            Object[] columns = (Object[]) row;
            texts.computeIfAbsent((String) columns[0], desk -> new ArrayList<>())
                    .add(new DeskText((String) columns[1], (String) columns[2], (String) columns[3]));
        }
        return texts;
    }

    /** In the transaction that is under way. */
    void replaceDeskTexts(String desk, List<DeskText> texts) {
        EntityManager database = Panache.getEntityManager();
        database.createNativeQuery("delete from desk_text where desk = :desk")
                .setParameter("desk", desk)
                .executeUpdate();
        for (DeskText text : texts) {
            database.createNativeQuery("insert into desk_text values (:desk, :language, :name, :description)")
                    .setParameter("desk", desk)
                    .setParameter("language", text.language())
                    .setParameter("name", text.name())
                    .setParameter("description", text.description())
                    .executeUpdate();
        }
    }
}
