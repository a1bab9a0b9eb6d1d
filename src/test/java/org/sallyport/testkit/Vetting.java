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
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.CertificateRefused;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.TrialKey;
import org.sallyport.openpgp.TrialKeys;

/**
 * A certificate for each {@link Person}, and two trustees who vouch for it, with real signatures: for {@code COUNTRY_1} at
 * the country desk, for everybody else at the urgent desk, and for {@code UNVETTED} only one of the two. The secret keys
 * are thrown away.
 */
public final class Vetting implements QuarkusTestResourceLifecycleManager {
    private static final String MADE = "sallyport.testkit.vetting";
    private static final Path FOLDER = Path.of("target", "vetting").toAbsolutePath();
    /** The keyring looks at the database again when its last look is a second old. */
    private static final long UNTIL_NOTICED = 1_200;

    @Override
    public Map<String, String> start() {
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
        return Map.of("sallyport.keyring.trustees", FOLDER.resolve("trustees").toString());
    }

    @Override
    public void stop() {}

    /** Both desks, everybody's certificate, and no entry. */
    public static void ofEverybody() throws SQLException, IOException, InterruptedException {
        boolean changed = false;
        try (Connection database = PostgreSQL.owner();
                Statement statement = database.createStatement()) {
            statement.execute("truncate body, entry cascade");
            changed |= statement.executeUpdate("insert into desk values ('urgent', 'Urgent protection', 'For tests'),"
                            + " ('country', 'Country desk', 'For tests') on conflict do nothing")
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
        if (changed) {
            TimeUnit.MILLISECONDS.sleep(UNTIL_NOTICED);
        }
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
        try {
            return Certificate.read(Files.readAllBytes(file(person))).fingerprint();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (CertificateRefused e) {
            throw new AssertionError(e);
        }
    }

    private static void make() throws IOException {
        Scratch.remove(FOLDER);
        Files.createDirectories(FOLDER.resolve("trustees"));
        Files.createDirectories(FOLDER.resolve("certificates"));
        TrialKeys keys = new TrialKeys();
        Instant then = Instant.now().minus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
        Duration life = Duration.ofDays(90);
        List<TrialKey> trustees = new ArrayList<>();
        for (String name : List.of("trustee-1", "trustee-2")) {
            TrialKey trustee = keys.trustee(name + "@trustees.example", then, life, name.toCharArray());
            Files.write(FOLDER.resolve("trustees").resolve(name + ".asc"), trustee.armoredCertificate());
            trustees.add(trustee);
        }
        for (Person person : Person.values()) {
            String alias = person.username() + "@desk.example";
            byte[] certificate =
                    keys.reviewer(alias, then, life, alias.toCharArray()).certificate();
            String desk = person == Person.COUNTRY_1 ? "country" : "urgent";
            for (TrialKey trustee : person == Person.UNVETTED ? trustees.subList(0, 1) : trustees) {
                certificate = trustee.vouchFor(certificate, desk, then, life);
            }
            Files.write(file(person), certificate);
        }
    }

    private static Path file(Person person) {
        return FOLDER.resolve("certificates").resolve(person.username() + ".pgp");
    }
}
