package org.sallyport.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.standalone.DatabaseRole;
import org.sallyport.testkit.Canary;
import org.sallyport.testkit.CanarySearch;
import org.sallyport.testkit.HeapOf;
import org.sallyport.testkit.PackagedSource;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.ProcessMemory;
import org.sallyport.testkit.Programs;
import org.sallyport.testkit.SystemdUnit;
import org.sallyport.testkit.Vetting;
import org.sallyport.testkit.Waiting;

/**
 * What is left in the packaged source face's memory, started as its unit of {@code deploy/systemd} says, of sources that
 * were answered and have gone. No living object holds anything of them, and after a collection nothing in the whole
 * process holds what they typed; what else it has left behind is counted.
 */
@Tag("walk")
class MemoryWalk {
    private static final Path RESULT = Path.of("target", "memory.md");
    private static final String LIVING = "living objects";
    private static final String THE_ANSWER = "the answer";
    /** The Java machine sizes its heap by it. */
    private static final String MUCH_MEMORY = "-XX:MaxRAM=64g";

    private static final List<String> SECRET = List.of(
            THE_ANSWER,
            Mark.TEXT.toString(),
            Mark.FILE.toString(),
            Mark.FILE_NAME.toString(),
            Mark.CODENAME.toString(),
            Mark.TOKEN.toString(),
            Mark.WRONG_WORDS.toString());

    @TempDir
    Path folder;

    private final Marks marks = new Marks();
    private final String answer = "Go to the lawyer " + new BigInteger(128, new SecureRandom());
    private PackagedSource source;
    private int dumps;

    @BeforeAll
    static void begin() throws IOException {
        Programs.require("gpg");
        Files.deleteIfExists(RESULT);
    }

    @BeforeEach
    void start() throws Exception {
        Vetting.ofEverybody();
        source = new PackagedSource(
                Vetting.trustees(),
                PostgreSQL.settings(DatabaseRole.SOURCE),
                new SystemdUnit("source").open(MUCH_MEMORY));
    }

    @AfterEach
    void stop() {
        source.close();
    }

    @Test
    void nothing_of_a_source_that_was_answered_is_left() throws Exception {
        try (MarkedSender sender = new MarkedSender(marks)) {
            CanaryVisits visits = new CanaryVisits(requests(), marks, sender);
            visits.everything();
            visits.readAnswer(answer);
            visits.leave();
        }
        // Of connections that were cut off the face may learn a moment later.
        Waiting.until("a heap without a source", () -> living().isEmpty());
        HeapOf.collect(source.pid());
        Waiting.until(
                "memory without text, files and codename",
                () -> secret(everywhere()).isEmpty());

        CanaryTable table = new CanaryTable();
        table.add(LIVING, living());
        everywhere().forEach(table::add);
        String text = table.text("What is left in the source face's memory");
        System.out.print(text);
        Files.writeString(RESULT, text);
    }

    @Test
    void while_a_form_arrives_its_text_is_found() throws Exception {
        try (MarkedSender sender = new MarkedSender(marks)) {
            new CanaryVisits(requests(), marks, sender).breakOffAnUpload(() -> {
                Waiting.until("the text in a living object", () -> living().containsKey(Mark.TEXT.toString()));
                assertThat(everywhere().get(ProcessMemory.HEAP)).containsKey(Mark.TEXT.toString());
            });
        }
    }

    /** By the kinds of {@link ProcessMemory}. */
    private Map<String, Map<String, Integer>> everywhere() throws IOException, InterruptedException {
        return new ProcessMemory(source.pid()).search(search());
    }

    private static Set<String> secret(Map<String, Map<String, Integer>> everywhere) {
        Set<String> found = new TreeSet<>(SECRET);
        found.retainAll(everywhere.values().stream()
                .flatMap(there -> there.keySet().stream())
                .toList());
        return found;
    }

    private MarkedRequests requests() {
        return new MarkedRequests(source.port(), marks);
    }

    private CanarySearch search() {
        List<Canary> canaries = new ArrayList<>(marks.canaries());
        canaries.add(Canary.text(THE_ANSWER, answer));
        return new CanarySearch(canaries);
    }

    private Map<String, Integer> living() throws IOException, InterruptedException {
        Path dump = folder.resolve("heap-" + dumps++);
        try {
            HeapOf.dumpLiving(source.pid(), dump);
            return search().in(dump);
        } finally {
            Files.deleteIfExists(dump);
        }
    }
}
