package org.sallyport.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.sallyport.standalone.Database;
import org.sallyport.standalone.DatabaseRole;

/**
 * One durable PostgreSQL for all tests of a JVM, empty but for the migrated tables, with the roles of the real one. A
 * Quarkus test gets it through {@link SourceFace} or {@link StaffFace}; a plain test just asks for a connection.
 */
public final class PostgreSQL implements QuarkusTestResourceLifecycleManager {
    private static final String PREFIX = "sallyport.testkit.postgresql.";
    private static final Path FOLDER = Path.of("target", "postgresql").toAbsolutePath();

    private DatabaseRole role = DatabaseRole.SOURCE;

    @Override
    public void init(Map<String, String> arguments) {
        role = DatabaseRole.valueOf(arguments.getOrDefault("role", role.name()));
    }

    @Override
    public Map<String, String> start() {
        return settings(role);
    }

    /** It runs until the JVM ends: another face's tests may still need it. */
    @Override
    public void stop() {}

    /** What a face needs to use it. */
    public static Map<String, String> settings(DatabaseRole role) {
        return Map.of(
                "quarkus.datasource.jdbc.url", jdbcUrl(),
                "quarkus.datasource.username", role.roleName(),
                "quarkus.datasource.password", password(role));
    }

    /** Everything that PostgreSQL keeps. */
    public static Path files() {
        return FOLDER.resolve("cluster");
    }

    public static String jdbcUrl() {
        return property("url");
    }

    public static String password(DatabaseRole role) {
        return property(role.roleName());
    }

    public static Connection owner() throws SQLException {
        return connect(DatabaseRole.OWNER);
    }

    public static Connection source() throws SQLException {
        return connect(DatabaseRole.SOURCE);
    }

    public static Connection staff() throws SQLException {
        return connect(DatabaseRole.STAFF);
    }

    public static Connection superuser() throws SQLException {
        return connect(DatabaseRole.SUPERUSER);
    }

    /** Writes everything that is still in memory into PostgreSQL's files. */
    public static void checkpoint() throws SQLException {
        try (Connection superuser = superuser();
                var statement = superuser.createStatement()) {
            statement.execute("checkpoint");
        }
    }

    /** Ends the source role's connections, and lets no new ones in until {@link #letSourceIn}. */
    public static void shutSourceOut() throws SQLException {
        try (Connection superuser = superuser();
                var statement = superuser.createStatement()) {
            statement.execute("revoke connect on database sallyport from sallyport_source");
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity where usename = '"
                    + DatabaseRole.SOURCE.roleName() + "'");
        }
    }

    public static void letSourceIn() throws SQLException {
        try (Connection owner = owner();
                var statement = owner.createStatement()) {
            statement.execute("grant connect on database sallyport to sallyport_source");
        }
    }

    /** Removes everything that arrived or is stored, every desk and the key log; the tables stay. */
    public static void empty() throws SQLException {
        try (Connection connection = owner();
                var statement = connection.createStatement()) {
            statement.execute("truncate arrival, arriving_message, arriving_chunk, arriving_act, unfinished_message,"
                    + " unfinished_upload, quarantine, body, body_chunk, entry, sealed_message, session_key_packet, mailbox,"
                    + " entry_access, access_withdrawn, seen, desk, certificate, key_log cascade;"
                    + "update night set under_way = false, deleted = false, last = null");
        }
    }

    private static Connection connect(DatabaseRole role) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), role.roleName(), password(role));
    }

    /** Quarkus loads this class once for every face under test; only system properties are the whole JVM's. */
    private static String property(String name) {
        synchronized (System.getProperties()) {
            if (System.getProperty(PREFIX + "url") == null) {
                run();
            }
        }
        return System.getProperty(PREFIX + name, "");
    }

    private static void run() {
        try {
            // What the last run left counts as cut short, and is removed.
            Files.deleteIfExists(FOLDER.resolve("complete"));
            Database database = Database.start(FOLDER, 0);
            System.setProperty(PREFIX + "url", database.jdbcUrl());
            for (DatabaseRole role : DatabaseRole.values()) {
                System.setProperty(PREFIX + role.roleName(), database.password(role));
            }
            Runtime.getRuntime().addShutdownHook(new Thread(stopping()));
        } catch (Exception failure) {
            throw new IllegalStateException("no PostgreSQL for the tests", failure);
        }
    }

    /** When the JVM ends, the class loader that started PostgreSQL may be closed: nothing but the JDK is needed here. */
    private static Runnable stopping() {
        ProcessBuilder stop =
                new ProcessBuilder("sh", "-c", "kill -s INT $(head -n 1 '" + files().resolve("postmaster.pid") + "')");
        return () -> {
            try {
                stop.inheritIO().start().waitFor();
            } catch (IOException failure) {
                throw new IllegalStateException(failure);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        };
    }
}
