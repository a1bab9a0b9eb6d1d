package org.sallyport.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.testkit.PostgreSQL;

class DatabaseTest {
    @TempDir
    Path folder;

    @Test
    void everythingAcknowledgedIsOnTheDisk() throws Exception {
        assertThat(setting("fsync")).isEqualTo("on");
        assertThat(setting("synchronous_commit")).isEqualTo("on");
        assertThat(setting("full_page_writes")).isEqualTo("on");
    }

    @Test
    void listensOnLoopbackOnly() throws Exception {
        assertThat(setting("listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(setting("unix_socket_directories")).isEmpty();
    }

    @Test
    void theWriteAheadLogIsNotKept() throws Exception {
        assertThat(setting("wal_recycle")).isEqualTo("off");
        assertThat(setting("min_wal_size")).isEqualTo("32MB");
        assertThat(setting("track_commit_timestamp")).isEqualTo("off");
    }

    @Test
    void noRoleEntersWithoutItsPassword() throws Exception {
        for (DatabaseRole role : DatabaseRole.values()) {
            assertThatThrownBy(() -> DriverManager.getConnection(PostgreSQL.jdbcUrl(), role.roleName(), "wrong"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
        try (Connection connection = superuser();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select count(*) from pg_hba_file_rules where auth_method <> 'scram-sha-256'")) {
            rows.next();
            assertThat(rows.getInt(1)).isZero();
        }
    }

    @Test
    void onlyTheSuperuserReachesAnotherDatabase() {
        String other = PostgreSQL.jdbcUrl().replace("/sallyport", "/postgres");
        for (DatabaseRole role : DatabaseRole.values()) {
            if (role != DatabaseRole.SUPERUSER) {
                assertThatThrownBy(() -> DriverManager.getConnection(other, role.roleName(), PostgreSQL.password(role)))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("no pg_hba.conf entry");
            }
        }
    }

    @Test
    void aSourcesProcessCannotReadReports() throws Exception {
        try (Connection connection = PostgreSQL.source();
                Statement statement = connection.createStatement()) {
            for (String table : new String[] {
                "entry",
                "body",
                "body_chunk",
                "sealed_message",
                "session_key_packet",
                "arrival",
                "arriving_message",
                "arriving_chunk",
                "arriving_act",
                "unfinished_message",
                "quarantine"
            }) {
                assertThatThrownBy(() -> statement.executeQuery("select 1 from " + table))
                        .hasMessageContaining("permission denied");
                assertThatThrownBy(() -> statement.executeUpdate("delete from " + table))
                        .hasMessageContaining("permission denied");
            }
        }
    }

    @Test
    void keepsWhatWasStoredAndItsPasswordsOverAStart() throws Exception {
        String password;
        try (Database database = Database.start(folder, 0)) {
            password = database.password(DatabaseRole.STAFF);
            store(database, "kept");
        }
        try (Database database = Database.start(folder, 0)) {
            assertThat(database.password(DatabaseRole.STAFF)).isEqualTo(password);
            assertThat(isStored(database, "kept")).isTrue();
        }
        try (Stream<Path> files = Files.list(folder.resolve("login"))) {
            assertThat(files)
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void whatARoleChangedOfItselfIsForgotten() throws Exception {
        try (Database database = Database.start(folder, 0);
                Connection source = database.connect(DatabaseRole.SOURCE);
                Statement statement = source.createStatement()) {
            statement.execute("alter role sallyport_source set statement_timeout = 1");
            statement.execute(
                    "alter role sallyport_source in database sallyport set default_transaction_read_only = on");
            statement.execute("alter role sallyport_source password 'mine'");
        }
        try (Database database = Database.start(folder, 0);
                Connection source = database.connect(DatabaseRole.SOURCE);
                Statement statement = source.createStatement()) {
            assertThat(statement.executeUpdate(
                            "insert into arriving_chunk values ('0', '" + UUID.randomUUID() + "', 0, '\\x01')"))
                    .isEqualTo(1);
            try (ResultSet timeout = statement.executeQuery("show statement_timeout")) {
                timeout.next();
                assertThat(timeout.getString(1)).isEqualTo("0");
            }
        }
    }

    @Test
    void aFirstStartThatWasCutShortIsBegunAgain() throws Exception {
        Files.createDirectories(folder.resolve("cluster"));
        Files.writeString(folder.resolve("cluster/postgresql.conf"), "# initdb was killed here\n");
        try (Database database = Database.start(folder, 0)) {
            store(database, "works");
            assertThat(isStored(database, "works")).isTrue();
        }
    }

    @Test
    void theNumberOfAKilledPostgreSQLMayBeAnotherProgramsByNow() throws Exception {
        try (Database database = Database.start(folder, 0)) {
            store(database, "kept");
        }
        Process other = new ProcessBuilder("sleep", "1000").start();
        try {
            Path cluster = folder.toRealPath().resolve("cluster");
            Files.writeString(
                    cluster.resolve("postmaster.pid"), other.pid() + "\n" + cluster + "\n1\n5432\n\n127.0.0.1\n");
            try (Database database = Database.start(folder, 0)) {
                assertThat(isStored(database, "kept")).isTrue();
            }
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void aTakenPortIsSaid() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> Database.start(folder, other.getLocalPort()))
                    .isInstanceOf(DatabaseNotStarted.class)
                    .hasMessage("Port " + other.getLocalPort() + " of 127.0.0.1 is taken by another program.");
        }
    }

    private static void store(Database database, String slug) throws SQLException {
        try (Connection connection = database.connect(DatabaseRole.STAFF);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("insert into desk values ('" + slug + "', 'A desk', 'For a test')");
        }
    }

    private static boolean isStored(Database database, String slug) throws SQLException {
        try (Connection connection = database.connect(DatabaseRole.SOURCE);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select 1 from desk where slug = '" + slug + "'")) {
            return rows.next();
        }
    }

    private static Connection superuser() throws SQLException {
        return DriverManager.getConnection(
                PostgreSQL.jdbcUrl(), DatabaseRole.SUPERUSER.roleName(), PostgreSQL.password(DatabaseRole.SUPERUSER));
    }

    private static String setting(String name) throws SQLException {
        try (Connection connection = superuser();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("show " + name)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
