package org.sallyport.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.testkit.PackagedDatabase;
import org.sallyport.testkit.Ran;

/** README.md's way to a backup and back, line by line. What it asks of systemd is done to the processes of this test. */
class BackupIT {
    private static final Pattern COMMANDS = Pattern.compile("```\n(systemctl stop .*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    private PackagedDatabase database;

    @Test
    void what_was_copied_as_the_readme_says_is_all_there_again() throws Exception {
        List<String> blocks = COMMANDS.matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(block -> block.group(1))
                .toList();
        assertThat(blocks).hasSize(2);
        Files.createDirectories(folder.resolve("backup"));
        Files.createDirectories(folder.resolve("var/lib/sallyport"));
        database = new PackagedDatabase(folder.resolve("var/lib/sallyport/postgres"));
        try {
            run("insert into desk values ('before', 'A desk', 'For a test')");
            follow(blocks.get(0));
            run("insert into desk values ('after', 'A desk', 'For a test')");
            assertThat(desks()).isEqualTo("after before");
            follow(blocks.get(1));
            assertThat(desks()).isEqualTo("before");
            run("insert into desk values ('later', 'A desk', 'For a test')");
        } finally {
            database.close();
        }
        assertThat(folder.resolve("var/lib/sallyport/postgres-before")).isDirectory();
    }

    private void follow(String block) throws IOException, InterruptedException {
        for (String line : block.lines().toList()) {
            if (line.equals("systemctl stop sallyport-source sallyport-staff sallyport-database")) {
                database.close();
            } else if (line.equals("systemctl start sallyport-database sallyport-source sallyport-staff")) {
                database.startAgain();
            } else {
                String here = line.replaceAll("/(backup|var)/", folder + "/$1/");
                assertThat(here).isNotEqualTo(line);
                Ran.with(Map.of(), new byte[0], List.of("sh", "-c", here)).succeeded();
            }
        }
    }

    private void run(String sql) throws IOException, SQLException {
        try (Connection staff = database.staff();
                Statement statement = staff.createStatement()) {
            statement.execute(sql);
        }
    }

    private String desks() throws IOException, SQLException {
        try (Connection staff = database.staff();
                Statement statement = staff.createStatement();
                ResultSet row = statement.executeQuery("select string_agg(slug, ' ' order by slug) from desk")) {
            row.next();
            return row.getString(1);
        }
    }
}
