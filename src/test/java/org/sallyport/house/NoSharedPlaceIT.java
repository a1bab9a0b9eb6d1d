package org.sallyport.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.standalone.DatabaseRole;
import org.sallyport.testkit.PackagedDatabase;
import org.sallyport.testkit.PackagedJar;
import org.sallyport.testkit.PackagedSource;
import org.sallyport.testkit.PackagedStaff;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.RawHttp;
import org.sallyport.testkit.Surroundings;
import org.sallyport.testkit.Vetting;

/**
 * Everything starts where somebody else has taken the names that libraries like in the place for temporary files, and writes
 * nothing there: neither can another user of the machine keep it from starting, nor see when it did.
 */
class NoSharedPlaceIT {
    private static final List<String> TAKEN = List.of(
            "vertx-cache", "quarkus-vertx-cache", "embedded-pg", "hsperfdata_" + System.getProperty("user.name"));

    @TempDir
    Path folder;

    /** Under a random name, for its owner alone, until the command ends: what tells PostgreSQL's starter which Linux this is. */
    private static final String OF_THE_STARTER = "detect_linux_distribution_";

    private Path temporary;
    private Surroundings around;

    @BeforeEach
    void aPlaceThatIsTaken() throws Exception {
        Vetting.ofEverybody();
        temporary = folder.resolve("temporary");
        Surroundings folders = Surroundings.of(folder.resolve("working"), temporary, List.of());
        List<String> options = Stream.concat(folders.javaOptions().stream(), Stream.of("-XX:-UsePerfData"))
                .toList();
        around = new Surroundings(folders.before(), options, folders.settings());
        for (String name : TAKEN) {
            Files.writeString(temporary.resolve(name), "");
        }
    }

    private void nothingElseIsThere() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> !name.startsWith(OF_THE_STARTER)))
                    .containsExactlyInAnyOrderElementsOf(TAKEN);
        }
    }

    @Test
    void the_source_face() throws Exception {
        try (PackagedSource source =
                new PackagedSource(Vetting.trustees(), PostgreSQL.settings(DatabaseRole.SOURCE), around)) {
            assertThat(RawHttp.status(RawHttp.get(source.port(), "/report"))).isEqualTo(200);
            nothingElseIsThere();
        }
        nothingElseIsThere();
    }

    @Test
    void the_staff_face() throws Exception {
        try (PackagedStaff staff = PackagedStaff.withoutSignIn(PostgreSQL.settings(DatabaseRole.STAFF), around)) {
            String page = RawHttp.get(staff.port(), "/console/signed-out");
            assertThat(RawHttp.status(page)).isEqualTo(200);
            String asset = page.replaceAll("(?s).*\"(/console/assets/[^\"]+)\".*", "$1");
            assertThat(RawHttp.status(RawHttp.get(staff.port(), asset)))
                    .as(asset)
                    .isEqualTo(200);
            nothingElseIsThere();
        }
        nothingElseIsThere();
    }

    @Test
    void the_database() throws Exception {
        try (PackagedDatabase database = new PackagedDatabase(folder.resolve("database"), around)) {
            assertThat(database.count("entry")).isZero();
            nothingElseIsThere();
        }
        nothingElseIsThere();
    }

    @Test
    void loading() throws Exception {
        Path organisation = Files.createDirectories(folder.resolve("etc/organisation/certificates"))
                .getParent();
        Files.writeString(organisation.resolve("desks.json"), "[]");
        Files.writeString(organisation.resolve("holders.json"), "{}");
        Map<String, String> settings = new HashMap<>(PostgreSQL.settings(DatabaseRole.STAFF));
        settings.put("sallyport.keyring.trustees", Vetting.trustees().toString());
        assertThat(PackagedJar.run(
                                around.with(settings),
                                "load",
                                folder.resolve("etc").toString())
                        .succeeded()
                        .text())
                .contains("0 desks and 0 certificates are loaded.");
        nothingElseIsThere();
    }
}
