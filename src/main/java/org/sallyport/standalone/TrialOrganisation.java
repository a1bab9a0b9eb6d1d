package org.sallyport.standalone;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.TrialKey;
import org.sallyport.openpgp.TrialKeys;

/**
 * Made-up people to try Sallyport with: three trustees, two desks of three reviewers, a key admin, an auditor, with their
 * keys, passphrases and sign-ins. The secrets of all of them lie in one folder, which is why it must never be more than a
 * trial.
 *
 * <p>The folder {@code organisation} appears last and whole. Without it whatever is there was cut short, and is made anew.
 */
final class TrialOrganisation {
    /** What trustees promise each other at most (keys/README.md). */
    private static final Duration WORD = Duration.ofDays(180);

    private static final Duration KEY_LIFE = Duration.ofDays(730);
    private static final int TRUSTEES = 3;
    private static final int REVIEWERS = 3;

    private final Path folder;
    private final Instant now;
    private final TypedSecret secrets = new TypedSecret();
    private final TrialKeys keys = new TrialKeys();
    private final ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private TrialOrganisation(Path folder, Instant now) {
        this.folder = folder;
        this.now = now;
    }

    /**
     * Makes the organisation, or leaves the one that is there as it is.
     *
     * @param realmTemplate {@code deploy/keycloak/sallyport-realm.json}
     * @return whether it was made now
     */
    static boolean make(Path folder, Path realmTemplate, Clock clock) throws IOException {
        if (Files.exists(folder.resolve("organisation"))) {
            return false;
        }
        // Signatures carry whole seconds; one from the same second as "now" must not be from the future.
        new TrialOrganisation(folder, clock.instant().truncatedTo(ChronoUnit.SECONDS)).make(realmTemplate);
        return true;
    }

    private void make(Path realmTemplate) throws IOException {
        PrivateFiles.folder(folder);
        List<TrialPerson> people = people();
        byte[] realm = new TrialRealm(json).with(people, realmTemplate);
        for (String leftover : List.of("organisation.half", "trustees", "secret/trustees", "secret/reviewers")) {
            remove(folder.resolve(leftover));
        }
        Path organisation = folder.resolve("organisation.half");
        write(organisation, "desks.json", json.writeValueAsBytes(List.of(TrialDesk.URGENT, TrialDesk.COUNTRY)));
        write(organisation, "holders.json", json.writeValueAsBytes(certificates(organisation, people)));
        write(folder.resolve("secret"), "signins.json", json.writeValueAsBytes(people));
        write(folder.resolve("keycloak"), "sallyport-realm.json", realm);
        Files.move(organisation, folder.resolve("organisation"), StandardCopyOption.ATOMIC_MOVE);
    }

    private List<TrialPerson> people() {
        List<TrialPerson> people = new ArrayList<>();
        for (TrialDesk desk : List.of(TrialDesk.URGENT, TrialDesk.COUNTRY)) {
            people.add(person(desk.slug() + "-1", List.of("reviewer", "desk-lead"), List.of(desk.slug())));
            for (int number = 2; number <= REVIEWERS; number++) {
                people.add(person(desk.slug() + "-" + number, List.of("reviewer"), List.of(desk.slug())));
            }
        }
        people.add(person("keyadmin", List.of("key-admin"), List.of()));
        people.add(person("auditor", List.of("auditor"), List.of()));
        return people;
    }

    private TrialPerson person(String alias, List<String> roles, List<String> desks) {
        return new TrialPerson(
                alias,
                secrets.name(),
                secrets.next(),
                secrets.totp(),
                roles,
                desks,
                UUID.randomUUID().toString());
    }

    private List<TrialKey> trustees() throws IOException {
        List<TrialKey> trustees = new ArrayList<>();
        for (int number = 1; number <= TRUSTEES; number++) {
            String name = "trustee-" + number;
            String passphrase = secrets.next();
            TrialKey key = keys.trustee(name + "@trustees.example", now, KEY_LIFE, passphrase.toCharArray());
            write(folder.resolve("trustees"), name + ".asc", key.armoredCertificate());
            keep(folder.resolve("secret/trustees"), name, key, passphrase);
            trustees.add(key);
        }
        return trustees;
    }

    /** Writes every reviewer's certificate and secret key; whose certificate is whose, by fingerprint. */
    private Map<String, String> certificates(Path organisation, List<TrialPerson> people) throws IOException {
        List<TrialKey> trustees = trustees();
        Map<String, String> holders = new TreeMap<>();
        List<TrialPerson> reviewers =
                people.stream().filter(TrialPerson::isReviewer).toList();
        for (int place = 0; place < reviewers.size(); place++) {
            TrialPerson reviewer = reviewers.get(place);
            String passphrase = secrets.next();
            TrialKey key = key(reviewer, passphrase.toCharArray());
            byte[] certificate = key.certificate();
            for (TrialKey trustee : vouching(trustees, place)) {
                certificate = trustee.vouchFor(certificate, reviewer.desks().get(0), now, WORD);
            }
            write(organisation.resolve("certificates"), reviewer.alias() + ".pgp", certificate);
            keep(folder.resolve("secret/reviewers"), reviewer.alias(), key, passphrase);
            Fingerprint fingerprint = key.fingerprint();
            holders.put(fingerprint.hex(), reviewer.id());
        }
        return holders;
    }

    /** One desk of each kind: the urgent one can open everything with gpg, the other opens in the console what is newer. */
    private TrialKey key(TrialPerson reviewer, char[] passphrase) {
        return reviewer.desks().contains(TrialDesk.URGENT.slug())
                ? keys.reviewer(reviewer.address(), now, KEY_LIFE, passphrase)
                : keys.consoleReviewer(reviewer.address(), now, KEY_LIFE, passphrase);
    }

    /** All three for the first of each desk, two for the others, and not always the same two. */
    private static List<TrialKey> vouching(List<TrialKey> trustees, int place) {
        int absent = place % REVIEWERS == 0 ? -1 : place % TRUSTEES;
        return IntStream.range(0, TRUSTEES)
                .filter(number -> number != absent)
                .mapToObj(trustees::get)
                .toList();
    }

    private static void keep(Path where, String name, TrialKey key, String passphrase) throws IOException {
        write(where, name + ".key.asc", key.lockedSecretKey());
        write(where, name + ".passphrase", passphrase.getBytes(US_ASCII));
    }

    private static void write(Path where, String name, byte[] content) throws IOException {
        PrivateFiles.write(PrivateFiles.folder(where).resolve(name), content);
    }

    private static void remove(Path leftover) throws IOException {
        if (Files.exists(leftover)) {
            try (Stream<Path> inside = Files.walk(leftover)) {
                for (Path path :
                        inside.sorted((one, other) -> other.compareTo(one)).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
