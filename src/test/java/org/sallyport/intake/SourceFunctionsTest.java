package org.sallyport.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.sallyport.testkit.PostgreSQL;

/**
 * All functions that the source's database role may execute, of PostgreSQL and of ours. What is not in the file was taken away from
 * everybody; whoever adds a line says there why it tells nothing.
 */
class SourceFunctionsTest {
    private static final String FILE = "/functions_of_the_sources_role.txt";

    @Test
    void theyAreThoseThatAreNamed() throws Exception {
        List<String> executable = new ArrayList<>();
        try (Connection superuser = PostgreSQL.superuser();
                Statement statement = superuser.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select p.oid::regprocedure::text from pg_proc p"
                                + " where has_function_privilege('sallyport_source', p.oid, 'execute') order by p.oid::regprocedure::text collate \"C\"")) {
            while (rows.next()) {
                executable.add(rows.getString(1));
            }
        }
        try (InputStream file = Objects.requireNonNull(getClass().getResourceAsStream(FILE))) {
            List<String> named = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
            assertThat(executable).containsExactlyElementsOf(named);
        }
    }
}
