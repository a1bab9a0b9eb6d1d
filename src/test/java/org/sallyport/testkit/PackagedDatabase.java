package org.sallyport.testkit;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.sallyport.standalone.DatabaseRole;

/** PostgreSQL as an operator of one machine runs it: {@code java -jar … database <folder>}, in a folder of its own. */
public final class PackagedDatabase implements AutoCloseable {
    private final Path folder;
    private final int port;
    private final Surroundings around;
    private Process process;

    /** Returns when it is ready. */
    public PackagedDatabase(Path folder) throws IOException, InterruptedException {
        this(folder, Surroundings.USUAL);
    }

    /** The same, with something else around it. */
    public PackagedDatabase(Path folder, Surroundings around) throws IOException, InterruptedException {
        this.folder = folder;
        this.around = around;
        this.port = FreePorts.one();
        this.process = launch();
    }

    /** Starts it again after it was killed, at the same port; returns when it is ready. */
    public void startAgain() throws IOException, InterruptedException {
        process = launch();
    }

    private Process launch() throws IOException, InterruptedException {
        Process started = PackagedJar.start(
                around.with(Map.of("SALLYPORT_DATABASE_PORT", String.valueOf(port))), "database", folder.toString());
        Waiting.until("PostgreSQL (see " + output() + ")", started, () -> starts() > 0);
        return started;
    }

    /** {@code kill -9} of PostgreSQL itself; returns when the command that runs it has started it again. */
    public void killPostgreSQL() throws IOException, InterruptedException {
        long starts = starts();
        postmaster().destroyForcibly();
        Waiting.until("PostgreSQL once more (see " + output() + ")", process, () -> starts() > starts);
    }

    /** Waits for its end by itself. @return its status */
    public int ended() {
        return process.onExit().join().exitValue();
    }

    private long starts() throws IOException {
        return Files.readString(output())
                .lines()
                .filter(line -> line.startsWith("PostgreSQL is ready"))
                .count();
    }

    /** {@code kill -9} of PostgreSQL and of the command that runs it. */
    public void killAll() throws IOException {
        ProcessHandle postmaster = postmaster();
        process.destroyForcibly();
        postmaster.destroyForcibly();
        process.onExit().join();
    }

    public ProcessHandle postmaster() throws IOException {
        String pid =
                Files.readAllLines(folder.resolve("cluster/postmaster.pid")).get(0);
        return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
    }

    /** What a face is given: {@code login/<role>.env}. */
    public Map<String, String> settings(DatabaseRole role) throws IOException {
        Properties file = new Properties();
        try (Reader reader = Files.newBufferedReader(
                folder.resolve("login").resolve(role.name().toLowerCase(Locale.ROOT) + ".env"))) {
            file.load(reader);
        }
        Map<String, String> settings = new HashMap<>();
        file.stringPropertyNames().forEach(name -> settings.put(name, file.getProperty(name)));
        return settings;
    }

    /** Where the command's standard output and standard error are. */
    public Path output() {
        return PackagedJar.log("database");
    }

    /** Of the command and of everything that is PostgreSQL. */
    public List<Long> pids() throws IOException {
        ProcessHandle postmaster = postmaster();
        return Stream.concat(Stream.of(process.toHandle(), postmaster), postmaster.descendants())
                .map(ProcessHandle::pid)
                .toList();
    }

    /** As nothing but the command itself does. */
    public Connection superuser() throws IOException, SQLException {
        return DriverManager.getConnection(
                settings(DatabaseRole.OWNER).get("QUARKUS_DATASOURCE_JDBC_URL"),
                DatabaseRole.SUPERUSER.roleName(),
                Files.readString(folder.resolve("login/superuser.password")).strip());
    }

    public Connection owner() throws IOException, SQLException {
        return connect(DatabaseRole.OWNER);
    }

    public Connection staff() throws IOException, SQLException {
        return connect(DatabaseRole.STAFF);
    }

    private Connection connect(DatabaseRole role) throws IOException, SQLException {
        Map<String, String> login = settings(role);
        return DriverManager.getConnection(
                login.get("QUARKUS_DATASOURCE_JDBC_URL"),
                login.get("QUARKUS_DATASOURCE_USERNAME"),
                login.get("QUARKUS_DATASOURCE_PASSWORD"));
    }

    public long count(String table) throws IOException, SQLException {
        try (Connection owner = owner();
                Statement statement = owner.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + table)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
