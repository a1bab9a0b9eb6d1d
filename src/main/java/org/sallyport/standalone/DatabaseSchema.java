package org.sallyport.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The roles, the database and its tables, made where they are missing; safe to do again at every start. */
final class DatabaseSchema {
    private static final String HIDDEN = "/db/hidden_from_sources.sql";

    private DatabaseSchema() {}

    /** @throws DatabaseNotStarted also when the tables are of a newer release, which are left as they are */
    static void bringUpToDate(Database database, DatabaseFolder folder) throws DatabaseNotStarted {
        try {
            SchemaVersion.refuseNewer(database);
            SchemaVersion.write(folder);
            makeRoles(database);
            migrate(database);
            hide(database);
            forgetStatistics(database);
            // What a PostgreSQL that was killed left in its log.
            database.forgetCommitTimes();
        } catch (IOException | SQLException | FlywayException failure) {
            throw new DatabaseNotStarted("The tables cannot be brought up to date: " + failure.getMessage(), failure);
        }
    }

    private static void makeRoles(Database database) throws SQLException {
        try (Connection connection = database.connect(DatabaseRole.SUPERUSER, "postgres");
                Statement statement = connection.createStatement()) {
            for (DatabaseRole role : DatabaseRole.values()) {
                if (role != DatabaseRole.SUPERUSER) {
                    if (isMissing(statement, "select 1 from pg_roles where rolname = '" + role.roleName() + "'")) {
                        statement.execute("create role " + role.roleName());
                    }
                    // Passwords are base64url: nothing in them needs quoting.
                    statement.execute("alter role " + role.roleName() + " login nosuperuser nocreatedb nocreaterole"
                            + " noreplication nobypassrls password '" + database.password(role) + "'");
                }
            }
            if (isMissing(statement, "select 1 from pg_database where datname = 'sallyport'")) {
                statement.execute("create database sallyport owner sallyport_owner");
            }
            statement.execute("revoke all on database sallyport, postgres, template1 from public");
            statement.execute("grant connect on database sallyport to sallyport_source, sallyport_staff");
            // A role may change its own settings, and whoever took it over may have.
            for (String role : new String[] {"sallyport_source", "sallyport_staff"}) {
                statement.execute("alter role " + role + " reset all");
                statement.execute("alter role " + role + " in database sallyport reset all");
            }
        }
    }

    private static void migrate(Database database) {
        Flyway.configure(DatabaseSchema.class.getClassLoader())
                .dataSource(database.jdbcUrl(), DatabaseRole.OWNER.roleName(), database.password(DatabaseRole.OWNER))
                .locations("classpath:db/migration")
                .failOnMissingLocations(true)
                .load()
                .migrate();
    }

    /** What PostgreSQL shows to every role, and only its superuser can hide. */
    private static void hide(Database database) throws IOException, SQLException {
        try (InputStream file = Objects.requireNonNull(DatabaseSchema.class.getResourceAsStream(HIDDEN), HIDDEN);
                Connection connection = database.connect(DatabaseRole.SUPERUSER);
                Statement statement = connection.createStatement()) {
            statement.execute(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Of tables that an update replaced, samples of their values stay in the files until these are written anew. */
    private static void forgetStatistics(Database database) throws SQLException {
        try (Connection connection = database.connect(DatabaseRole.SUPERUSER);
                Statement statement = connection.createStatement()) {
            statement.execute("vacuum (full) pg_catalog.pg_statistic");
        }
    }

    private static boolean isMissing(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return !rows.next();
        }
    }
}
