package org.sallyport.standalone;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A durable PostgreSQL in a folder of its own, on loopback: {@code program} (its binaries), {@code cluster} (its data),
 * {@code login} (the passwords of its roles), {@code postgresql.log} (of this start). The database is named {@code sallyport}, its tables are migrated.
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
    public static Database start(Path folder, int port) throws IOException, InterruptedException, DatabaseNotStarted {
        Path home = PrivateFiles.folder(folder.toAbsolutePath()).toRealPath();
        Path cluster = home.resolve("cluster");
        DatabaseProcesses processes = new DatabaseProcesses(cluster);
        FileLock lock = lock(home);
        DatabaseLogins logins = new DatabaseLogins(home.resolve("login"));
        processes.stop();
        Path complete = home.resolve("complete");
        if (!Files.exists(complete)) {
            // A first start that was cut short: nothing was ever stored in it.
            deleteTree(cluster);
        }
        Database database = new Database(postgres(home, cluster, logins, free(port)), processes, logins, lock);
        try {
            DatabaseSchema.bringUpToDate(database);
            PrivateFiles.write(complete, "");
            logins.writeEnvironments(database.jdbcUrl("sallyport"));
            return database;
        } catch (SQLException failure) {
            database.close();
            throw new DatabaseNotStarted("The tables cannot be brought up to date: " + failure.getMessage(), failure);
        } catch (RuntimeException | IOException failure) {
            database.close();
            throw failure;
        }
    }

    public String jdbcUrl() {
        return jdbcUrl("sallyport");
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

    /** Returns when no process of PostgreSQL is left. */
    @Override
    public void close() throws IOException {
        postgres.close();
        try {
            processes.stop();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        lock.channel().close();
    }

    private String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + database;
    }

    private static EmbeddedPostgres postgres(Path home, Path cluster, DatabaseLogins logins, int port)
            throws IOException, DatabaseNotStarted {
        Path log = home.resolve("postgresql.log");
        PrivateFiles.write(log, "");
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(cluster)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(
                        PrivateFiles.folder(home.resolve("program")).toFile())
                .setRegisterShutdownHook(false)
                .setPGStartupWait(RECOVERY)
                // Not a pipe: PostgreSQL outlives this process when that is killed.
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
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
                    "PostgreSQL did not start, see " + log + " (" + failure.getMessage() + ")", failure);
        }
    }

    /** Held until the process ends, however it ends: what is stopped below was left by one that has ended. */
    private static FileLock lock(Path home) throws IOException, DatabaseNotStarted {
        FileChannel channel =
                FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new DatabaseNotStarted("Another process runs the database in " + home + " already.");
        }
        return lock;
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

    private static void deleteTree(Path tree) throws IOException {
        if (Files.exists(tree)) {
            List<Path> deepestFirst;
            try (Stream<Path> paths = Files.walk(tree)) {
                deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        }
    }
}
