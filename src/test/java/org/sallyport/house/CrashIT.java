package org.sallyport.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.standalone.DatabaseRole;
import org.sallyport.testkit.PackagedJar;
import org.sallyport.testkit.PackagedSource;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.Ran;
import org.sallyport.testkit.Surroundings;
import org.sallyport.testkit.SystemdUnit;
import org.sallyport.testkit.Vetting;
import org.sallyport.testkit.Waiting;

/** A source face that is started as its unit of {@code deploy/systemd} says leaves none of its memory behind when it dies. */
class CrashIT {
    @TempDir
    Path folder;

    private Path working;
    private Path temporary;
    private SystemdUnit unit;

    @BeforeEach
    void folders() throws Exception {
        Vetting.ofEverybody();
        working = folder.resolve("working");
        temporary = folder.resolve("temporary");
        unit = new SystemdUnit("source");
    }

    @Test
    void a_face_that_crashes_leaves_no_core_and_no_report() throws Exception {
        long pid;
        try (PackagedSource source = started(unit.in(working, temporary))) {
            pid = source.pid();
            assertThat(Files.readAllLines(Path.of("/proc", String.valueOf(pid), "limits")))
                    .anyMatch(line -> line.matches("Max core file size +0 +0 +bytes *"));
            assertThat(ofTheProcess(pid)).isEmpty();
            crash(source);
        }
        assertThat(left(pid)).isEmpty();
    }

    /** Memory of the Java machine's own counters, and a report with registers, stacks and the environment. */
    @Test
    void without_the_options_of_the_unit_a_crash_is_seen_to_leave_some() throws Exception {
        long pid;
        try (PackagedSource source = started(Surroundings.of(working, temporary, List.of("prlimit", "--core=0")))) {
            pid = source.pid();
            assertThat(ofTheProcess(pid)).singleElement().asString().startsWith("/tmp/hsperfdata_");
            crash(source);
        }
        assertThat(left(pid)).anyMatch(path -> path.endsWith("hs_err_pid" + pid + ".log"));
    }

    @Test
    void a_face_without_memory_leaves_no_dump_of_it() throws Exception {
        Ran face = PackagedJar.run(with(unit.in(working, temporary), "-Xmx8m"), "source");
        assertThat(face.status()).isNotZero();
        assertThat(face.text() + face.errors()).contains("OutOfMemoryError");
        assertThat(inFolders()).isEmpty();
    }

    @Test
    void one_that_was_told_to_dump_it_is_seen_to_do_so() throws Exception {
        PackagedJar.run(with(unit.in(working, temporary), "-Xmx8m", "-XX:+HeapDumpOnOutOfMemoryError"), "source");
        assertThat(inFolders()).singleElement().asString().endsWith(".hprof");
    }

    private static PackagedSource started(Surroundings around) throws Exception {
        return new PackagedSource(Vetting.trustees(), PostgreSQL.settings(DatabaseRole.SOURCE), around);
    }

    /** The unit's collector takes minutes to give up; and only the Java machine itself can still say why it ends, the program not always. */
    private static Surroundings with(Surroundings around, String... javaOptions) {
        List<String> options = new ArrayList<>(around.javaOptions());
        options.removeIf(option -> option.contains("Shenandoah") || option.startsWith("-Xms"));
        options.addAll(List.of("-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
        options.addAll(List.of(javaOptions));
        return new Surroundings(around.before(), options, around.settings());
    }

    private static void crash(PackagedSource source) throws Exception {
        String pid = String.valueOf(source.pid());
        Ran.with(Map.of(), new byte[0], List.of("kill", "-s", "SEGV", pid)).succeeded();
        Waiting.until("the end of the face", () -> !Files.exists(Path.of("/proc", pid, "exe")));
    }

    private List<String> left(long pid) throws IOException {
        List<String> all = new ArrayList<>(ofTheProcess(pid));
        all.addAll(inFolders());
        return all;
    }

    private List<String> inFolders() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(Path::toString).toList();
        }
    }

    /** Whatever the process is told of temporary folders. */
    private static List<String> ofTheProcess(long pid) {
        return Stream.of(
                        "/tmp/hsperfdata_" + System.getProperty("user.name") + "/" + pid,
                        "/tmp/hs_err_pid" + pid + ".log")
                .filter(path -> Files.exists(Path.of(path)))
                .toList();
    }
}
