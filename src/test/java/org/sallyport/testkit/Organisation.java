package org.sallyport.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.CertificateRefused;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.openpgp.Standing;
import org.sallyport.openpgp.TrialKey;
import org.sallyport.openpgp.TrialKeys;

/**
 * Two trustees, a desk of three vetted reviewers, another of two, and one of a single reviewer, which is therefore closed.
 * Their keys are made once for all tests of a JVM.
 */
public final class Organisation {
    private static final String PROPERTY = "sallyport.testkit.organisation";
    /** Its reviewers open reports in the console: what is sealed to them is SEIPD version 2. Loaded only when asked for. */
    public static final String CONSOLE_DESK = "console";

    private static final Map<String, Integer> REVIEWERS =
            Map.of("urgent", 3, "country", 2, "lonely", 1, CONSOLE_DESK, 3);
    private static final Duration LIFE = Duration.ofDays(100);

    private final Path folder;

    private Organisation(Path folder) {
        this.folder = folder;
    }

    public static Organisation made() {
        synchronized (System.getProperties()) {
            if (System.getProperty(PROPERTY) == null) {
                try {
                    System.setProperty(
                            PROPERTY, make(Scratch.folder("organisation")).toString());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return new Organisation(Path.of(System.getProperty(PROPERTY)));
        }
    }

    private static Path make(Path folder) throws IOException {
        TrialKeys keys = new TrialKeys();
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));
        List<TrialKey> trustees = List.of(
                keys.trustee("one@trustees.example", yesterday, LIFE, new char[] {'1'}),
                keys.trustee("two@trustees.example", yesterday, LIFE, new char[] {'2'}));
        Files.createDirectories(folder.resolve("trustees"));
        for (TrialKey trustee : trustees) {
            Path file = folder.resolve("trustees").resolve(trustee.fingerprint().hex() + ".asc");
            Files.write(file, trustee.armoredCertificate());
        }
        for (String desk : REVIEWERS.keySet()) {
            for (int number = 1; number <= REVIEWERS.get(desk); number++) {
                String alias = desk + "-" + number;
                String userId = alias + "@desk.example";
                TrialKey key = desk.equals(CONSOLE_DESK)
                        ? keys.consoleReviewer(userId, yesterday, LIFE, alias.toCharArray())
                        : keys.reviewer(userId, yesterday, LIFE, alias.toCharArray());
                byte[] certificate = key.certificate();
                for (TrialKey trustee : trustees) {
                    certificate = trustee.vouchFor(certificate, desk, yesterday, LIFE);
                }
                Files.write(folder.resolve(alias + ".pgp"), certificate);
                Files.write(folder.resolve(alias + ".key.asc"), key.lockedSecretKey());
                Files.writeString(folder.resolve(alias + ".passphrase"), alias, StandardCharsets.US_ASCII);
            }
        }
        return folder;
    }

    public Path trustees() {
        return folder.resolve("trustees");
    }

    public Path secretKey(String alias) {
        return folder.resolve(alias + ".key.asc");
    }

    public Path passphrase(String alias) {
        return folder.resolve(alias + ".passphrase");
    }

    /** What a sender encrypts to. */
    public List<EncryptionKey> keys(String desk) {
        return aliases(desk).stream()
                .flatMap(alias -> ((Standing.Usable) certificate(alias).standing(Instant.now())).keys().stream())
                .toList();
    }

    public Certificate certificate(String alias) {
        try {
            return Certificate.read(Files.readAllBytes(folder.resolve(alias + ".pgp")));
        } catch (IOException | CertificateRefused e) {
            throw new AssertionError(alias, e);
        }
    }

    /** Puts the desks and certificates into the shared database, which holds nothing else afterwards. */
    public void load() throws SQLException {
        load(REVIEWERS.keySet().stream()
                .filter(desk -> !desk.equals(CONSOLE_DESK))
                .toList());
    }

    /** The same, and {@link #CONSOLE_DESK}. */
    public void loadWithConsoleDesk() throws SQLException {
        load(REVIEWERS.keySet());
    }

    private void load(Collection<String> desks) throws SQLException {
        PostgreSQL.empty();
        try (Connection owner = PostgreSQL.owner();
                PreparedStatement desk = owner.prepareStatement("insert into desk values (?, ?, ?)");
                PreparedStatement reviewer =
                        owner.prepareStatement("insert into certificate values (?, ?, 'holder of ' || ?)")) {
            for (String slug : desks) {
                desk.setString(1, slug);
                desk.setString(2, "Desk " + slug);
                desk.setString(3, "Made for a test.");
                desk.executeUpdate();
                for (String alias : aliases(slug)) {
                    Certificate certificate = certificate(alias);
                    reviewer.setString(1, certificate.fingerprint().hex());
                    reviewer.setBytes(2, certificate.octets());
                    reviewer.setString(3, alias);
                    reviewer.executeUpdate();
                }
            }
        }
    }

    private static List<String> aliases(String desk) {
        return java.util.stream.IntStream.rangeClosed(1, REVIEWERS.getOrDefault(desk, 0))
                .mapToObj(number -> desk + "-" + number)
                .toList();
    }
}
