package org.sallyport.standalone;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * A durable PostgreSQL in a folder of its own, on loopback, with a role and a password for each kind of process. The
 * database is named {@code sallyport}; its tables are migrated.
 */
public final class Database implements AutoCloseable {
    private static final Duration RECOVERY = Duration.ofMinutes(2);

    private final EmbeddedPostgres postgres;
    private final DatabaseProcesses processes;
    private final ProcessHandle postmaster;
    private final DatabaseLogins logins;
    private final FileLock lock;

    private Database(EmbeddedPostgres postgres, DatabaseProcesses processes, DatabaseLogins logins, FileLock lock)
            throws IOException, DatabaseNotStarted {
        this.postgres = postgres;
        this.processes = processes;
        this.logins = logins;
        this.lock = lock;
        this.postmaster = processes.postmaster().orElseThrow(() -> new DatabaseNotStarted("PostgreSQL ended at once."));
    }

    /**
     * Returns when the tables are migrated. A PostgreSQL that still works in the folder, left by a process that was
     * killed, is stopped first.
     *
     * @param port 0: any that is free
     */
    public static Database start(Path home, int port) throws IOException, InterruptedException, DatabaseNotStarted {
        DatabaseFolder folder = DatabaseFolder.at(home);
        FileLock lock = folder.lock();
        Database database = null;
        try {
            SchemaVersion.refuseNewer(folder);
            DatabaseProcesses processes = new DatabaseProcesses(folder.cluster());
            processes.stop();
            processes.removeStaleLock();
            folder.removeWhatWasCutShort();
            DatabaseLogins logins = new DatabaseLogins(folder.login());
            database = new Database(postgres(folder, logins, free(port)), processes, logins, lock);
            DatabaseSchema.bringUpToDate(database, folder);
            folder.isComplete();
            logins.writeEnvironments(database.jdbcUrl());
            return database;
        } catch (Exception failure) {
            if (database == null) {
                lock.channel().close();
            } else {
                database.close();
            }
            throw failure;
        }
    }

    public String jdbcUrl() {
        return jdbcUrl("sallyport");
    }

    int port() {
        return postgres.getPort();
    }

    public String password(DatabaseRole role) {
        return logins.password(role);
    }

    public Connection connect(DatabaseRole role) throws SQLException {
        return connect(role, "sallyport");
    }

    Connection connect(DatabaseRole role, String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), role.roleName(), logins.password(role));
    }

    boolean isRunning() {
        return processes.isOurs(postmaster);
    }

    /**
     * The write-ahead log holds the time of every commit, to the microsecond. Its files are removed once a checkpoint has begun
     * behind them: what was committed before this is called is in none of them afterwards.
     */
    void forgetCommitTimes() throws SQLException {
        try (Connection connection = connect(DatabaseRole.SUPERUSER);
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_switch_wal()");
            statement.execute("checkpoint");
        }
    }

    /** Returns when no process of PostgreSQL is left; what was committed is on the disk, and when is not. */
    @Override
    public void close() throws IOException {
        try {
            forgetCommitTimes();
        } catch (SQLException ended) {
            // PostgreSQL is not there any more; the next start forgets.
        }
        postgres.close();
        try {
            processes.stop();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        processes.removeStatistics();
        lock.channel().close();
    }

    private String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
    }

    private static EmbeddedPostgres postgres(DatabaseFolder folder, DatabaseLogins logins, int port)
            throws IOException, DatabaseNotStarted {
        PrivateFiles.write(folder.log(), "");
        ProcessBuilder.Redirect log =
                ProcessBuilder.Redirect.appendTo(folder.log().toFile());
        // Left alone, the library makes a folder in the shared /tmp, only to look for what it could tidy up there.
        System.setProperty("ot.epg.working-dir", folder.program().toString());
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(folder.cluster())
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(
                        PrivateFiles.folder(folder.program()).toFile())
                .setRegisterShutdownHook(false)
                .setPGStartupWait(RECOVERY)
                // Not a pipe: PostgreSQL outlives this process when that is killed.
                .setOutputRedirector(log)
                .setErrorRedirector(log)
                .setConnectConfig("password", logins.password(DatabaseRole.SUPERUSER))
                .setDataDirectoryCustomizer(data -> writeAuthentication(data.toPath()));
        // These become options of initdb: no moment without passwords, and the same sorting on every machine.
        builder.setLocaleConfig("auth-host", "scram-sha-256")
                .setLocaleConfig("auth-local", "scram-sha-256")
                .setLocaleConfig(
                        "pwfile", logins.passwordFile(DatabaseRole.SUPERUSER).toString())
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("locale", "C.UTF-8");
        DatabaseSettings.SERVER.forEach(builder::setServerConfig);
        try {
            return builder.start();
        } catch (IllegalStateException | IOException failure) {
            throw new DatabaseNotStarted(
                    "PostgreSQL did not start, see " + folder.log() + " (" + failure.getMessage() + ")", failure);
        }
    }

    private static void writeAuthentication(Path cluster) {
        try {
            PrivateFiles.write(cluster.resolve("pg_hba.conf"), DatabaseSettings.HOST_BASED_AUTHENTICATION);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static int free(int port) throws DatabaseNotStarted {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket.getLocalPort();
        } catch (IOException taken) {
            throw new DatabaseNotStarted("Port " + port + " of 127.0.0.1 is taken by another program.", taken);
        }
    }
}
