package org.sallyport.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sallyport.testkit.Canary;
import org.sallyport.testkit.CanarySearch;
import org.sallyport.testkit.Form;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.Programs;
import org.sallyport.testkit.RawHttp;
import org.sallyport.testkit.Scratch;
import org.sallyport.testkit.Surroundings;
import org.sallyport.testkit.Vetting;
import org.sallyport.testkit.WriteTrace;

/**
 * Nothing about a source stays anywhere: all that a source can give away of itself is searched for in every octet that the
 * packaged processes and PostgreSQL keep, have open, or ever wrote. The same walk finds it where something is wrong.
 */
@Tag("walk")
class CanaryWalk {
    private static final Path RESULT = Path.of("target", "canaries.md");
    private static final String STORED = "(what is stored, and must be found)";
    /** The front door has dropped the other headers before: {@code web.FewHeaders}. */
    private static final String[] IN_AN_ACCESS_LOG =
            names(Mark.ADDRESS, Mark.HOST, Mark.QUERY, Mark.PATH, Mark.BOUNDARY, Mark.TYPE_PARAMETER);

    private static final int LARGE = 3 * 1024 * 1024;

    private interface Then {
        void happens(CanaryVisits visits) throws Exception;
    }

    private final Marks marks = new Marks();
    private final byte[] first = MadeMessage.binary(Vetting.keys("urgent"), LARGE);
    private final byte[] last = MadeMessage.binary(Vetting.keys("urgent"), LARGE);

    @BeforeAll
    static void begin() throws IOException {
        Programs.require("gpg");
        Programs.require("strace");
        Files.deleteIfExists(RESULT);
    }

    @Test
    void nothing_about_a_source_stays() throws Exception {
        CanaryTable table = new CanaryTable();
        Set<String> writtenByFaces;
        try (WatchedInstallation all = new WatchedInstallation("sound", WatchedInstallation.Fault.NONE)) {
            walk(all, visits -> {
                new CanaryFaults(all, visits).everyOne();
                visits.leave();
            });
            writtenByFaces = search(all, table);
        }
        write("As it is packaged", table);

        for (String place :
                List.of(WatchedInstallation.TABLES, WatchedInstallation.WAL, WatchedInstallation.WRITTEN_BY_DATABASE)) {
            assertThat(table.at(place)).as(place).contains(STORED);
        }
        assertThat(table.anywhere()).containsOnly(STORED);
        assertThat(writtenByFaces)
                .allMatch(path -> path.endsWith(".log")
                        || path.contains("/" + WatchedInstallation.KEY_LOG)
                        || path.startsWith(WatchedInstallation.JVM_FOLDER));
    }

    /** Three other settings of ours would keep the statements out of PostgreSQL's log, or their values: they are taken away. */
    @Test
    void it_finds_what_an_access_log_and_a_log_of_statements_keep() throws Exception {
        Map<String, String> accessLog = Map.of(
                "quarkus.http.access-log.enabled", "true",
                "quarkus.http.access-log.pattern", "%h \"%r\" %{ALL_REQUEST_HEADERS}");
        List<String> logOfStatements = Stream.of(
                        "log_statement = 'all'",
                        "log_min_messages = 'log'",
                        "log_error_verbosity = 'default'",
                        "log_parameter_max_length = -1")
                .map(setting -> "alter database sallyport set " + setting)
                .toList();
        CanaryTable table = new CanaryTable();
        try (WatchedInstallation all =
                new WatchedInstallation("two-logs", new WatchedInstallation.Fault(accessLog, logOfStatements))) {
            walk(all, CanaryVisits::leave);
            search(all, table);
        }
        write("With an access log, and with a log of statements", table);
        assertThat(table.at(WatchedInstallation.SOURCE_OUTPUT)).containsExactlyInAnyOrder(IN_AN_ACCESS_LOG);
        assertThat(table.at(WatchedInstallation.WRITTEN_BY_SOURCE)).containsExactlyInAnyOrder(IN_AN_ACCESS_LOG);
        assertThat(table.at(WatchedInstallation.POSTGRESQL_LOG)).containsOnly(Mark.TOKEN.toString(), STORED);
        assertThat(table.at(WatchedInstallation.WRITTEN_BY_DATABASE)).containsOnly(Mark.TOKEN.toString(), STORED);
    }

    /** Nothing is left in the temporary folder: only who watches while it is written finds it. */
    @Test
    void it_finds_what_a_form_parser_spools() throws Exception {
        Path folder = Path.of("target", "canary-walk", "spooling").toAbsolutePath();
        Scratch.remove(folder);
        Path temporary = folder.resolve("temporary");
        WriteTrace trace = new WriteTrace(folder.resolve("trace"));
        Surroundings around = Surroundings.of(folder.resolve("working"), temporary, trace.command());
        try (SpoolingForms server = new SpoolingForms(folder, around);
                MarkedSender sender = new MarkedSender(marks)) {
            MarkedRequests requests = new MarkedRequests(server.port(), marks);
            Form report = new CanaryVisits(requests, marks, sender).report();
            assertThat(requests.post("/report", report)).contains("Received");
        }
        CanaryTable table = new CanaryTable();
        table.add("temporary folder", search().inAll(temporary));
        trace.written(folder.resolve("written"));
        table.add("written", search().inAll(folder.resolve("written")));
        write("With a fault: a form parser that spools", table);
        assertThat(table.at("temporary folder")).isEmpty();
        assertThat(table.anywhere()).containsExactlyInAnyOrder(names(Mark.TEXT, Mark.FILE));
    }

    private void walk(WatchedInstallation all, Then then) throws Exception {
        try (MarkedSender sender = new MarkedSender(marks)) {
            MarkedRequests requests = new MarkedRequests(all.source().port(), marks);
            assertThat(requests.put("/desks/urgent/report", first)).contains("Received");
            CanaryVisits visits = new CanaryVisits(requests, marks, sender);
            visits.everything();
            then.happens(visits);
            MarkedRequests toStaff = new MarkedRequests(all.staff().port(), marks);
            for (MarkedRequests face : List.of(requests, toStaff)) {
                assertThat(face.lookAround()).allMatch(answer -> RawHttp.status(answer) < 500, "no fault");
            }
        }
    }

    /** The first message is in the tables' files then, and the last in the write-ahead log. */
    private Set<String> search(WatchedInstallation all, CanaryTable table) throws Exception {
        all.awaitBatch();
        all.checkpoint();
        MarkedRequests requests = new MarkedRequests(all.source().port(), marks);
        assertThat(requests.put("/desks/urgent/report", last)).contains("Received");
        assertThat(marks.canaries()).extracting(Canary::name).contains(names(Mark.values()));
        CanarySearch search = search();
        all.searchRunning(search, table);
        all.close();
        return all.searchEnded(search, table);
    }

    private CanarySearch search() {
        List<Canary> canaries = new ArrayList<>(marks.canaries());
        // Some of these may lie across the border of two of PostgreSQL's pages.
        for (int at = 100_000; at < LARGE; at += 500_000) {
            canaries.add(Canary.octets(STORED, part(first, at), part(last, at)));
        }
        return new CanarySearch(canaries);
    }

    private static byte[] part(byte[] message, int at) {
        return Arrays.copyOfRange(message, at, at + 32);
    }

    private static String[] names(Mark... marks) {
        return Arrays.stream(marks).map(Mark::toString).toArray(String[]::new);
    }

    private static void write(String title, CanaryTable table) throws IOException {
        String text = table.text(title);
        System.out.print(text);
        Files.writeString(RESULT, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
