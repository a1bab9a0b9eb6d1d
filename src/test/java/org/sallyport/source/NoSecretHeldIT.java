package org.sallyport.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sallyport.testkit.Organisation;
import org.sallyport.testkit.PackagedSource;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.RawHttp;

/** The packaged source face runs without any secret but its own password for the database. */
class NoSecretHeldIT {
    private static final Path PACKAGED = Path.of("target", "quarkus-app", "app");
    private static final String SECRET = "(?i).*(secret|password|oidc|keycloak|credential).*";

    @Test
    void itsEnvironmentHoldsOneSecretAndItAnswers() throws Exception {
        Organisation.made().load();
        try (PackagedSource source = new PackagedSource()) {
            assertThat(RawHttp.status(RawHttp.get(source.port(), "/report"))).isEqualTo(200);
            String environment = Files.readString(
                    Path.of("/proc", String.valueOf(source.pid()), "environ"), StandardCharsets.ISO_8859_1);
            assertThat(Stream.of(environment.split("\0", -1)).map(setting -> setting.split("=", 2)[0]))
                    .contains("QUARKUS_DATASOURCE_JDBC_URL")
                    // What whoever runs this test has there anyway is not the service's.
                    .filteredOn(name -> name.matches(SECRET) && !System.getenv().containsKey(name))
                    .containsExactly("QUARKUS_DATASOURCE_PASSWORD");
        }
    }

    @Test
    void whatAnOperatorGivesItHoldsNoMore() throws IOException {
        List<String> given =
                Files.readAllLines(PostgreSQL.files().resolveSibling("login").resolve("source.env"));
        assertThat(given.stream().map(setting -> setting.split("=", 2)[0]))
                .containsExactlyInAnyOrder(
                        "QUARKUS_DATASOURCE_JDBC_URL", "QUARKUS_DATASOURCE_USERNAME", "QUARKUS_DATASOURCE_PASSWORD");
    }

    @Test
    void itsPackageHoldsNone() throws IOException {
        try (Stream<Path> jars = Files.list(PACKAGED)) {
            Path jar = jars.filter(path -> path.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow();
            try (FileSystem inside = FileSystems.newFileSystem(jar)) {
                assertThat(Files.readAllLines(inside.getPath("application.properties")))
                        .contains("%source.quarkus.oidc.tenant-enabled=false")
                        .noneMatch(line -> line.matches("(?i)[^#=]*(secret|password|credentials)[^=]*=.+"));
            }
        }
    }
}
