package org.sallyport.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.testkit.PackagedDatabase;

/** {@code database} keeps PostgreSQL running, and ends only when it cannot. */
class DatabaseCommandIT {
    @TempDir
    Path folder;

    @Test
    void a_PostgreSQL_that_is_killed_is_started_again_with_all_that_it_had() throws Exception {
        List<Long> pids;
        try (PackagedDatabase database = new PackagedDatabase(folder)) {
            String url = database.settings(DatabaseRole.STAFF).get("QUARKUS_DATASOURCE_JDBC_URL");
            for (int kills = 0; kills < 3; kills++) {
                try (Connection staff = database.staff();
                        Statement statement = staff.createStatement()) {
                    statement.execute("insert into desk values ('desk-" + kills + "', 'A desk', 'For a test')");
                }
                database.killPostgreSQL();
                assertThat(database.count("desk")).isEqualTo(kills + 1);
                assertThat(database.settings(DatabaseRole.STAFF)).containsEntry("QUARKUS_DATASOURCE_JDBC_URL", url);
            }
            assertThat(Files.readString(database.output()))
                    .contains("PostgreSQL has ended by itself. It is started again.");
            pids = database.pids();
        }
        assertThat(pids).hasSizeGreaterThan(2).noneMatch(pid -> Files.exists(Path.of("/proc", pid.toString(), "cwd")));
    }

    @Test
    void one_that_cannot_be_started_again_is_said_by_the_commands_end() throws Exception {
        try (PackagedDatabase database = new PackagedDatabase(folder)) {
            Files.writeString(
                    folder.resolve("cluster/postgresql.conf"), "no_such_setting = on\n", StandardOpenOption.APPEND);
            database.postmaster().destroyForcibly();
            assertThat(database.ended()).isEqualTo(1);
            assertThat(Files.readString(database.output())).contains("PostgreSQL did not start, see ");
        }
    }
}
