package org.sallyport.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.CertificateRefused;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.openpgp.Standing;

class TrialOrganisationTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:00.5Z"), ZoneOffset.UTC);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path place;

    private Path folder;
    private Path template;

    @BeforeEach
    void aRealmWithoutUsers() throws IOException {
        folder = place.resolve("trial");
        template = Files.writeString(
                place.resolve("realm.json"), "{\"realm\": \"sallyport\", \"secret\": \"${CLIENT_SECRET}\"}");
    }

    private Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> inside = Files.walk(folder)) {
            for (Path file : inside.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    private List<Certificate> trustees() throws IOException, CertificateRefused {
        List<Certificate> trustees = new ArrayList<>();
        for (int number = 1; number <= 3; number++) {
            trustees.add(Certificate.read(Files.readAllBytes(folder.resolve("trustees/trustee-" + number + ".asc"))));
        }
        return trustees;
    }

    @Test
    void everyReviewerIsVouchedForAtTheirDeskForHalfAYear() throws Exception {
        assertThat(TrialOrganisation.make(folder, template, CLOCK)).isTrue();
        Map<String, Integer> votes = new TreeMap<>();
        for (String desk : List.of("urgent", "country")) {
            for (int number = 1; number <= 3; number++) {
                String alias = desk + "-" + number;
                Certificate certificate = Certificate.read(
                        Files.readAllBytes(folder.resolve("organisation/certificates/" + alias + ".pgp")));
                assertThat(certificate.standing(CLOCK.instant()))
                        .isInstanceOfSatisfying(Standing.Usable.class, usable -> {
                            assertThat(usable.alias()).isEqualTo(alias + "@desk.example");
                            assertThat(usable.version2()).isEqualTo(desk.equals("country"));
                            assertThat(usable.keys())
                                    .extracting(EncryptionKey::algorithm)
                                    .isEqualTo(desk.equals("country") ? List.of(18, 35) : List.of(18));
                        });
                votes.put(
                        alias,
                        certificate
                                .certifications(trustees(), desk, CLOCK.instant())
                                .size());
                assertThat(certificate.certifications(
                                trustees(), desk, CLOCK.instant().plus(Duration.ofDays(181))))
                        .isEmpty();
            }
        }
        assertThat(votes)
                .containsOnlyKeys("urgent-1", "urgent-2", "urgent-3", "country-1", "country-2", "country-3")
                .containsEntry("urgent-1", 3)
                .containsEntry("country-1", 3);
        assertThat(votes.values()).allMatch(count -> count >= 2);
    }

    @Test
    void everybodySignsInAndEveryCertificateHasAHolder() throws Exception {
        TrialOrganisation.make(folder, template, CLOCK);
        JsonNode signins = JSON.readTree(folder.resolve("secret/signins.json").toFile());
        JsonNode holders =
                JSON.readTree(folder.resolve("organisation/holders.json").toFile());
        JsonNode realm =
                JSON.readTree(folder.resolve("keycloak/sallyport-realm.json").toFile());
        assertThat(signins).hasSize(8);
        assertThat(realm.get("users")).hasSize(8);
        assertThat(realm.get("secret").asText()).isEqualTo("${CLIENT_SECRET}");
        assertThat(holders).hasSize(6);
        HashSet<String> passwords = new HashSet<>();
        for (int place = 0; place < 8; place++) {
            JsonNode signin = signins.get(place);
            JsonNode user = realm.get("users").get(place);
            assertThat(user.get("id")).isEqualTo(signin.get("id"));
            assertThat(user.get("realmRoles")).isEqualTo(signin.get("roles"));
            assertThat(user.get("credentials").get(0).get("value")).isEqualTo(signin.get("password"));
            assertThat(user.get("username").asText())
                    .isEqualTo(signin.get("username").asText())
                    .matches("[a-z2-9]{5}-[a-z2-9]{5}")
                    .isNotEqualTo(signin.get("alias").asText());
            assertThat(user.get("attributes").get("alias").get(0)).isEqualTo(signin.get("alias"));
            assertThat(user.has("email")).isFalse();
            assertThat(signin.get("totp").asText()).matches("[A-Z2-7]{32}");
            assertThat(user.get("credentials").get(1).get("secretData").asText())
                    .isEqualTo("{\"value\":\"" + signin.get("totp").asText() + "\"}");
            assertThat(signin.get("password").asText()).matches("([a-z2-9]{5}-){4}[a-z2-9]{5}");
            passwords.add(signin.get("password").asText());
        }
        assertThat(passwords).hasSize(8);
        Certificate first =
                Certificate.read(Files.readAllBytes(folder.resolve("organisation/certificates/urgent-1.pgp")));
        assertThat(holders.get(first.fingerprint().hex()))
                .isEqualTo(signins.get(0).get("id"));
        assertThat(signins.get(0).get("roles")).hasToString("[\"reviewer\",\"desk-lead\"]");
        assertThat(realm.get("users").get(0).get("groups")).hasToString("[\"/desks/urgent\"]");
    }

    @Test
    void nobodyElseCanReadAnyOfIt() throws IOException {
        TrialOrganisation.make(folder, template, CLOCK);
        try (Stream<Path> inside = Files.walk(folder)) {
            for (Path path : inside.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                        .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
            }
        }
    }

    @Test
    void aSecondRunChangesNothing() throws IOException {
        TrialOrganisation.make(folder, template, CLOCK);
        Map<String, byte[]> before = files();
        assertThat(TrialOrganisation.make(folder, template, CLOCK)).isFalse();
        assertThat(files())
                .containsOnlyKeys(before.keySet())
                .allSatisfy((file, octets) -> assertThat(octets).isEqualTo(before.get(file)));
    }

    @Test
    void whatACutShortRunLeftIsMadeAnewAndOtherFilesStay() throws IOException {
        TrialOrganisation.make(folder, template, CLOCK);
        Map<String, byte[]> before = files();
        Files.move(folder.resolve("organisation"), folder.resolve("organisation.half"));
        Files.writeString(folder.resolve("trustees/stray.asc"), "cut sho");
        Files.writeString(folder.resolve("secret/database.env"), "kept");
        assertThat(TrialOrganisation.make(folder, template, CLOCK)).isTrue();
        assertThat(files().keySet()).containsAll(before.keySet()).hasSize(before.size() + 1);
        assertThat(folder.resolve("secret/database.env")).hasContent("kept");
        assertThat(files().get("trustees/trustee-1.asc")).isNotEqualTo(before.get("trustees/trustee-1.asc"));
    }

    @Test
    void aBrokenRealmTemplateStopsItBeforeAnythingIsMade() throws IOException {
        Files.writeString(template, "[]");
        assertThatThrownBy(() -> TrialOrganisation.make(folder, template, CLOCK))
                .isInstanceOf(IOException.class);
        assertThat(files()).isEmpty();
    }
}
