package org.sallyport.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An older {@code database} leaves a newer release's data alone. */
class SchemaVersionTest {
    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

    @TempDir
    Path folder;

    @Test
    void itIsTheNewestMigration() throws IOException {
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.startsWith("V"))
                            .mapToInt(name -> Integer.parseInt(name.substring(1, name.indexOf("__"))))
                            .max())
                    .hasValue(SchemaVersion.NEWEST);
        }
    }

    @Test
    void aFolderOfANewerReleaseIsRefusedInWordsBeforeAnythingIsWritten() throws Exception {
        Files.createDirectories(folder.resolve("cluster"));
        Files.writeString(folder.resolve("schema-version"), SchemaVersion.NEWEST + 1 + "\n");
        Map<String, String> before = files();

        assertThatThrownBy(() -> Database.start(folder, 0))
                .isInstanceOf(DatabaseNotStarted.class)
                .hasMessageContaining("of a newer release")
                .hasMessageContaining("Nothing was changed");

        assertThat(files()).isEqualTo(before);
    }

    @Test
    void aFileThatIsNoNumberIsRefused() throws IOException {
        Files.writeString(folder.resolve("schema-version"), "seventeen");

        assertThatThrownBy(() -> Database.start(folder, 0))
                .isInstanceOf(DatabaseNotStarted.class)
                .hasMessageContaining("is no number");
    }

    @Test
    void newerTablesAreRefusedWhateverTheFolderSays() throws Exception {
        try (Database database = Database.start(folder, 0);
                Connection owner = database.connect(DatabaseRole.OWNER);
                Statement statement = owner.createStatement()) {
            assertThat(folder.resolve("schema-version")).hasContent(String.valueOf(SchemaVersion.NEWEST));
            statement.execute("insert into flyway_schema_history (installed_rank, version, description, type, script,"
                    + " installed_by, execution_time, success)"
                    + " values (1000, '" + (SchemaVersion.NEWEST + 1)
                    + "', 'later', 'SQL', 'V__later.sql', 'x', 1, true)");
        }

        assertThatThrownBy(() -> Database.start(folder, 0))
                .isInstanceOf(DatabaseNotStarted.class)
                .hasMessageContaining("tables are at version " + (SchemaVersion.NEWEST + 1));
        Files.delete(folder.resolve("schema-version"));
        assertThatThrownBy(() -> Database.start(folder, 0)).isInstanceOf(DatabaseNotStarted.class);
        assertThat(folder.resolve("schema-version")).doesNotExist();
    }

    /** All but the lock, which whoever looks holds. */
    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("lock")) {
                    files.put(folder.relativize(file).toString(), Files.readString(file));
                }
            }
        }
        return files;
    }
}
