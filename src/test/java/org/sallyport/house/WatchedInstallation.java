package org.sallyport.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.sallyport.standalone.DatabaseRole;
import org.sallyport.testkit.CanarySearch;
import org.sallyport.testkit.PackagedDatabase;
import org.sallyport.testkit.PackagedSource;
import org.sallyport.testkit.PackagedStaff;
import org.sallyport.testkit.Scratch;
import org.sallyport.testkit.Surroundings;
import org.sallyport.testkit.Vetting;
import org.sallyport.testkit.Waiting;
import org.sallyport.testkit.WriteTrace;

/** Database, source face and staff face as they are packaged, each in folders of its own, and each traced as it writes. */
final class WatchedInstallation implements AutoCloseable {
    static final String TABLES = "tables";
    static final String WAL = "write-ahead log";
    static final String POSTGRESQL_LOG = "PostgreSQL's log";
    static final String SOURCE_OUTPUT = "the source face's output";
    static final String WRITTEN_BY_SOURCE = "written by the source face";
    static final String WRITTEN_BY_DATABASE = "written by PostgreSQL";
    /** The file of the key that signs the key log: the one file that a face writes, beside its output. */
    static final String KEY_LOG = "keylog.key";

    /** Where each JVM keeps its own counters, whatever it is told of temporary folders. */
    static final String JVM_FOLDER = "/tmp/hsperfdata_" + System.getProperty("user.name") + "/";

    private static final String WRITTEN_BY_STAFF = "written by the staff face";

    /** So that nothing in the tables is compressed, and each octet can be found. */
    private static final String UNCOMPRESSED = """
            do $$ declare c record; begin
                for c in select attrelid::regclass as name, attname from pg_attribute join pg_class t on t.oid = attrelid
                    where relnamespace = 'public'::regnamespace and relkind = 'r' and attnum > 0 and attstorage in ('x', 'm')
                loop
                    execute format('alter table %s alter column %I set storage external', c.name, c.attname);
                end loop;
            end $$""";

    private final Path folder;
    private final Path data;
    private final Map<String, WriteTrace> traces = new LinkedHashMap<>();
    private final Deque<Runnable> running = new ArrayDeque<>();
    private final PackagedDatabase database;
    private final PackagedSource source;
    private final PackagedStaff staff;

    /** What is wrong with an installation that gives sources away. */
    record Fault(Map<String, String> sourceSettings, List<String> asSuperuser) {
        static final Fault NONE = new Fault(Map.of(), List.of());
    }

    WatchedInstallation(String name, Fault fault) throws Exception {
        folder = Path.of("target", "canary-walk", name).toAbsolutePath();
        Scratch.remove(folder);
        data = folder.resolve("data");
        try (PackagedDatabase first = new PackagedDatabase(data)) {
            prepare(first, fault);
        }
        try {
            database = started(
                    new PackagedDatabase(data, surroundings(WRITTEN_BY_DATABASE, Map.of())), PackagedDatabase::close);
            source = started(
                    new PackagedSource(
                            Vetting.trustees(),
                            database.settings(DatabaseRole.SOURCE),
                            surroundings(WRITTEN_BY_SOURCE, fault.sourceSettings)),
                    PackagedSource::close);
            Map<String, String> byItself = Map.of(
                    "sallyport.batches.prompt-every", "30s",
                    "sallyport.keylog.every", "2s",
                    "sallyport.keylog.key", KEY_LOG);
            staff = started(
                    PackagedStaff.withoutSignIn(
                            database.settings(DatabaseRole.STAFF), surroundings(WRITTEN_BY_STAFF, byItself)),
                    PackagedStaff::close);
        } catch (Exception notStarted) {
            close();
            throw notStarted;
        }
    }

    private <T> T started(T process, Consumer<T> closing) {
        running.push(() -> closing.accept(process));
        return process;
    }

    private static void prepare(PackagedDatabase first, Fault fault) throws IOException, SQLException {
        try (Connection owner = first.owner();
                Statement statement = owner.createStatement()) {
            Vetting.ofEverybody(owner);
            statement.execute(UNCOMPRESSED);
        }
        try (Connection superuser = first.superuser();
                Statement statement = superuser.createStatement()) {
            for (String sql : fault.asSuperuser) {
                statement.execute(sql);
            }
        }
    }

    private Surroundings surroundings(String who, Map<String, String> settings) throws IOException {
        Path own = folder.resolve(who.substring(who.lastIndexOf(' ') + 1) + "-" + traces.size());
        WriteTrace trace = new WriteTrace(own.resolve("trace"));
        traces.put(who, trace);
        return Surroundings.of(own.resolve("working"), own.resolve("temporary"), trace.command())
                .with(settings);
    }

    PackagedDatabase database() {
        return database;
    }

    PackagedSource source() {
        return source;
    }

    PackagedStaff staff() {
        return staff;
    }

    /** Waits until a batch has moved everything that was sent; the next one is most of an interval away then. */
    void awaitBatch() throws IOException, InterruptedException {
        Waiting.until("a batch", () -> {
            try {
                return database.count("arrival") == 0;
            } catch (SQLException unreachable) {
                throw new AssertionError(unreachable);
            }
        });
    }

    void checkpoint() throws IOException, SQLException {
        try (Connection superuser = database.superuser();
                Statement statement = superuser.createStatement()) {
            statement.execute("checkpoint");
        }
    }

    /** Whatever is there while everything runs. */
    void searchRunning(CanarySearch search, CanaryTable table) throws IOException {
        for (Path file : CanarySearch.filesIn(data)) {
            table.add(place(data.relativize(file).toString()), search.in(file));
        }
        List<Long> pids = new ArrayList<>(database.pids());
        pids.addAll(List.of(source.pid(), staff.pid()));
        for (long pid : pids) {
            table.add("open, removed files", OpenFiles.removed(pid, search));
            table.add("the JVM's own file", search.in(Path.of(JVM_FOLDER + pid)));
        }
    }

    private static String place(String file) {
        if (file.startsWith("cluster/base/") || file.startsWith("cluster/global/")) {
            return TABLES;
        }
        if (file.startsWith("cluster/pg_wal/")) {
            return WAL;
        }
        return file.equals("postgresql.log") ? POSTGRESQL_LOG : "the rest of the database's folder";
    }

    /** Whatever is left, and was written, when all of it has ended. @return the files that the faces wrote to */
    Set<String> searchEnded(CanarySearch search, CanaryTable table) throws Exception {
        table.add(SOURCE_OUTPUT, search.in(source.output()));
        table.add("the staff face's output", search.in(staff.output()));
        table.add("the database command's output", search.in(database.output()));
        try (Stream<Path> own = Files.list(folder)) {
            for (Path one : own.filter(path -> Files.isDirectory(path.resolve("working")))
                    .toList()) {
                table.add("temporary folders", search.inAll(one.resolve("temporary")));
                table.add("working folders", search.inAll(one.resolve("working")));
            }
        }
        Set<String> byFaces = new TreeSet<>();
        for (Map.Entry<String, WriteTrace> trace : traces.entrySet()) {
            Path written = folder.resolve(trace.getKey());
            Set<String> paths = trace.getValue().written(written);
            if (!trace.getKey().equals(WRITTEN_BY_DATABASE)) {
                byFaces.addAll(paths);
            }
            table.add(trace.getKey(), search.inAll(written));
        }
        return byFaces;
    }

    @Override
    public void close() {
        while (!running.isEmpty()) {
            running.pop().run();
        }
    }
}
