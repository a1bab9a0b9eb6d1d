package org.sallyport.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.CertificateRefused;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.Standing;
import org.sallyport.openpgp.TrialKey;
import org.sallyport.openpgp.TrialKeys;

/**
 * A certificate for each {@link Person}, and two trustees who vouch for it, with real signatures: for {@code COUNTRY_1} at
 * the country desk, for everybody else at the urgent desk, and for {@code UNVETTED} only one of the two. A person's secret
 * key is a file of its own, locked with their role alias.
 */
public final class Vetting implements QuarkusTestResourceLifecycleManager {
    private static final String MADE = "sallyport.testkit.vetting";
    private static final Path FOLDER = Path.of("target", "vetting").toAbsolutePath();
    /** The keyring looks at the database again when its last look is a second old. */
    private static final long UNTIL_NOTICED = 1_200;

    @Override
    public Map<String, String> start() {
        return Map.of("sallyport.keyring.trustees", trustees().toString());
    }

    @Override
    public void stop() {}

    public static Path trustees() {
        return made().resolve("trustees");
    }

    private static Path made() {
        synchronized (System.getProperties()) {
            if (System.getProperty(MADE) == null) {
                try {
                    make();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                System.setProperty(MADE, "yes");
            }
        }
        return FOLDER;
    }

    /** Both desks (the urgent one is shown what it gets at once), everybody's certificate, and no entry. */
    public static void ofEverybody() throws SQLException, IOException, InterruptedException {
        boolean changed;
        try (Connection database = PostgreSQL.owner()) {
            changed = ofEverybody(database);
        }
        if (changed) {
            TimeUnit.MILLISECONDS.sleep(UNTIL_NOTICED);
        }
    }

    /**
     * The same in another database, whose owner the connection is.
     *
     * @return whether a face must notice something
     */
    public static boolean ofEverybody(Connection database) throws SQLException, IOException {
        boolean changed = false;
        try (Statement statement = database.createStatement()) {
            statement.execute("truncate arrival, arriving_message, arriving_chunk, arriving_act, unfinished_message,"
                    + " unfinished_upload, quarantine, body, body_chunk, entry, sealed_message, session_key_packet,"
                    + " mailbox, entry_access, access_withdrawn, seen");
            changed |= statement.executeUpdate("insert into desk (slug, name, description, shown_at_once)"
                            + " values ('urgent', 'Urgent protection', 'For tests', true),"
                            + " ('country', 'Country desk', 'For tests', false) on conflict (slug) do update"
                            + " set name = excluded.name, shown_at_once = excluded.shown_at_once"
                            + " where desk.name <> excluded.name or desk.shown_at_once <> excluded.shown_at_once")
                    > 0;
            try (PreparedStatement insert = database.prepareStatement(
                    "insert into certificate (fingerprint, octets, holder) values (?, ?, ?) on conflict do nothing")) {
                for (Person person : Person.values()) {
                    insert.setString(1, certificate(person).hex());
                    insert.setBytes(2, Files.readAllBytes(file(person)));
                    insert.setString(3, person.id());
                    changed |= insert.executeUpdate() > 0;
                }
            }
        }
        return changed;
    }

    /** Takes this person's certificate away. */
    public static void withdraw(Person person) throws SQLException, InterruptedException {
        try (Connection database = PostgreSQL.owner();
                PreparedStatement delete = database.prepareStatement("delete from certificate where holder = ?")) {
            delete.setString(1, person.id());
            delete.executeUpdate();
        }
        TimeUnit.MILLISECONDS.sleep(UNTIL_NOTICED);
    }

    public static Fingerprint certificate(Person person) {
        return read(file(person)).fingerprint();
    }

    private static Certificate read(Path file) {
        try {
            return Certificate.read(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (CertificateRefused e) {
            throw new AssertionError(e);
        }
    }

    /** Everybody for whom two trustees vouch at this desk: whom its page offers. */
    public static List<Path> certificates(String desk) {
        return atDesk(desk).map(Vetting::file).toList();
    }

    /** What a sender to this desk encrypts to, and the gate admits. */
    public static List<EncryptionKey> keys(String desk) {
        return atDesk(desk).flatMap(person -> keys(person).stream()).toList();
    }

    public static List<EncryptionKey> keys(Person person) {
        return ((Standing.Usable) read(file(person)).standing(Instant.now())).keys();
    }

    private static Stream<Person> atDesk(String desk) {
        return Stream.of(Person.values())
                .filter(person -> person != Person.UNVETTED && desk(person).equals(desk));
    }

    private static void make() throws IOException {
        Scratch.remove(FOLDER);
        Files.createDirectories(FOLDER.resolve("trustees"));
        Files.createDirectories(FOLDER.resolve("certificates"));
        Files.createDirectories(FOLDER.resolve("secret"));
        TrialKeys keys = new TrialKeys();
        Instant then = Instant.now().minus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
        Duration life = Duration.ofDays(90);
        List<TrialKey> trustees = new ArrayList<>();
        for (String name : List.of("trustee-1", "trustee-2")) {
            TrialKey trustee = keys.trustee(name + "@trustees.example", then, life, name.toCharArray());
            Files.write(FOLDER.resolve("trustees").resolve(name + ".asc"), trustee.armoredCertificate());
            Files.write(trusteesKey(name), trustee.lockedSecretKey());
            trustees.add(trustee);
        }
        for (Person person : Person.values()) {
            String alias = passphrase(person);
            TrialKey key = keys.reviewer(alias, then, life, alias.toCharArray());
            byte[] certificate = key.certificate();
            for (TrialKey trustee : person == Person.UNVETTED ? trustees.subList(0, 1) : trustees) {
                certificate = trustee.vouchFor(certificate, desk(person), then, life);
            }
            Files.write(FOLDER.resolve("certificates").resolve(person.alias() + ".pgp"), certificate);
            Files.write(FOLDER.resolve("secret").resolve(person.alias() + ".key.asc"), key.lockedSecretKey());
            Files.writeString(FOLDER.resolve("secret").resolve(person.alias() + ".passphrase"), alias);
        }
    }

    /** A trustee's secret key, locked with their name ("trustee-1" or "trustee-2"), as gpg imports it. */
    private static Path trusteesKey(String name) {
        return FOLDER.resolve("secret").resolve(name + ".key.asc");
    }

    /** What a trustee does on their own machine, with gpg: vouches for a certificate at a desk, for half a year. */
    public static byte[] vouchedWithGpg(String trustee, byte[] certificate, String desk) throws Exception {
        made();
        String fingerprint = Certificate.read(certificate).fingerprint().hex();
        try (Gpg gpg = new Gpg()) {
            gpg.importFile(trusteesKey(trustee));
            gpg.run(certificate, "--import");
            gpg.run(
                    new byte[0],
                    "--passphrase",
                    trustee,
                    "--cert-notation",
                    Certificate.DESK_NOTATION + "=" + desk,
                    "--default-cert-expire",
                    "6m",
                    "--quick-sign-key",
                    fingerprint);
            return gpg.run(new byte[0], "--export", fingerprint).output();
        }
    }

    private static String desk(Person person) {
        return person == Person.COUNTRY_1 ? "country" : "urgent";
    }

    /** Armored, as gpg exports it. */
    public static Path secretKey(Person person) {
        return made().resolve("secret").resolve(person.alias() + ".key.asc");
    }

    public static String passphrase(Person person) {
        return person.alias() + "@desk.example";
    }

    public static Path passphraseFile(Person person) {
        return made().resolve("secret").resolve(person.alias() + ".passphrase");
    }

    /** The certificate, binary, as gpg's {@code --recipient-file} takes it. */
    public static Path file(Person person) {
        return made().resolve("certificates").resolve(person.alias() + ".pgp");
    }
}
