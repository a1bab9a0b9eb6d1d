package org.sallyport.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.standalone.DatabaseRole;
import org.sallyport.testkit.CanarySearch;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.PackagedDatabase;
import org.sallyport.testkit.PackagedSource;
import org.sallyport.testkit.PackagedStaff;
import org.sallyport.testkit.Programs;
import org.sallyport.testkit.RawHttp;
import org.sallyport.testkit.SmallDisk;
import org.sallyport.testkit.Surroundings;
import org.sallyport.testkit.Vetting;
import org.sallyport.testkit.Waiting;
import org.sallyport.vault.BatchNow;

/** PostgreSQL on a disk that really is full, as it is packaged, and the alarm that comes before. */
@Tag("walk")
class FullDiskWalk {
    private static final String PUT = "/desks/urgent/report";
    private static final int MEBIBYTES = 1000;
    private static final int TRIES = 40;
    private static final int SMALL = 2_000;
    private static final int LARGE = 3 * 1024 * 1024;

    private final List<EncryptionKey> desk = Vetting.keys("urgent");
    private final Marks marks = new Marks();
    private final Set<String> acknowledged = new HashSet<>();
    private final Set<String> refused = new HashSet<>();
    private SmallDisk disk;
    private PackagedDatabase database;
    private PackagedSource source;

    @BeforeEach
    void start() throws Exception {
        Programs.require("gpg");
        disk = new SmallDisk(Path.of("target", "full-disk"), MEBIBYTES);
        database = new PackagedDatabase(disk.folder().resolve("data"));
        try (Connection owner = database.owner()) {
            Vetting.ofEverybody(owner);
        }
        source = new PackagedSource(Vetting.trustees(), database.settings(DatabaseRole.SOURCE));
    }

    @AfterEach
    void stop() {
        if (source != null) {
            source.close();
        }
        if (database != null) {
            database.close();
        }
        if (disk != null) {
            disk.close();
        }
    }

    /** The alarm is taken away, so that it comes to the worst. */
    @Test
    void what_a_full_disk_does_not_take_is_said_and_what_was_acknowledged_is_there_afterwards() throws Exception {
        sql("create or replace function storage_state() returns text language sql as 'select ''open''::text'");
        try (MarkedSender sender = new MarkedSender(marks)) {
            CanaryVisits visits = new CanaryVisits(new MarkedRequests(source.port(), marks), marks, sender);
            visits.everything();
            send(SMALL);
            send(LARGE);
            assertThat(acknowledged).hasSize(2);

            disk.fill(100);
            Map<String, Integer> answers = new TreeMap<>();
            for (int i = 0; i < TRIES; i++) {
                answers.merge(send(i % 4 == 0 ? LARGE : SMALL), 1, Integer::sum);
            }
            assertThat(visits.isServed()).isFalse();
            System.out.println("On a full disk: " + answers);
            assertThat(answers).containsKey("nothing stored");

            Path log = disk.folder().resolve("data/postgresql.log");
            nothingIsIn(log);
            nothingIsIn(database.output());
            System.out.println("PostgreSQL's log: " + Files.readString(log));
            disk.makeRoom();
            database.close();
            database.startAgain();
            Waiting.until("an answer", visits::isServed);
            assertThat(stored()).containsAll(acknowledged).doesNotContainAnyElementsOf(refused);
            assertThat(send(LARGE)).isEqualTo("received");
            visits.leave();
        }
        assertThat(new CanarySearch(marks.canaries()).inAll(disk.folder())).isEmpty();
        nothingIsIn(database.output());
        nothingIsIn(source.output());
    }

    /** A batch needs the room of what it moves once more: what it cannot move waits for the next one. */
    @Test
    void what_a_batch_cannot_move_on_a_full_disk_it_moves_when_there_is_room() throws Exception {
        for (int i = 0; i < TRIES; i++) {
            assertThat(send(i % 4 == 0 ? LARGE : SMALL)).isEqualTo("received");
        }
        disk.fill(100);
        try (PackagedStaff staff = PackagedStaff.withoutSignIn(
                database.settings(DatabaseRole.STAFF),
                Surroundings.USUAL.with(Map.of("sallyport.batches.prompt-every", "1s")))) {
            Waiting.until(
                    "the fault",
                    () -> says(
                            staff,
                            "A batch did not come to its end, and is tried again: the database failed with state"));
            disk.makeRoom();
            // Without room for its own log PostgreSQL ends, and is started again by whoever watches it.
            database.close();
            database.startAgain();
            Waiting.until("the batch", () -> count("arrival") == 0);
            assertThat(stored()).isEqualTo(acknowledged);
            assertThat(count("sealed_message")).isEqualTo(acknowledged.size());
        }
    }

    @Test
    void the_alarm_comes_before_it_is_full() throws Exception {
        try (PackagedStaff staff = PackagedStaff.withoutSignIn(
                database.settings(DatabaseRole.STAFF),
                Surroundings.USUAL.with(
                        Map.of("sallyport.storage.watch-every", "2s", "sallyport.batches.prompt-every", "1s")))) {
            disk.fill(84);
            Waiting.until("the alarm", () -> says(staff, "The store is 8[05] % full: make room"));
            assertThat(send(LARGE)).isEqualTo("received");

            disk.fill(93);
            Waiting.until("short reports only", () -> first().contains("There is room for short reports only now"));
            assertThat(send(LARGE)).isEqualTo("nothing stored");
            assertThat(send(SMALL)).isEqualTo("received");
            Waiting.until("the alarm", () -> says(staff, "The store is 9[05] % full: make room"));

            disk.fill(98);
            Waiting.until("no reports", () -> first().contains("There is no room for reports now"));
            assertThat(send(SMALL)).isEqualTo("nothing stored");

            disk.makeRoom();
            Waiting.until("room again", () -> !first().contains("room for"));
            assertThat(send(LARGE)).isEqualTo("received");
            Waiting.until("the end of the alarm", () -> says(staff, "The store has room again"));
        }
        assertThat(stored()).isEqualTo(acknowledged);
    }

    private static boolean says(PackagedStaff staff, String words) throws IOException {
        return Pattern.compile(words).matcher(Files.readString(staff.output())).find();
    }

    private void nothingIsIn(Path log) throws IOException {
        assertThat(new CanarySearch(marks.canaries()).in(log)).as("%s", log).isEmpty();
    }

    private String first() throws IOException {
        return RawHttp.get(source.port(), "/");
    }

    /** @return in short, what the source was told */
    private String send(int length) throws IOException {
        byte[] message = MadeMessage.binary(desk, length);
        String answer = new MarkedRequests(source.port(), marks).put(PUT, message);
        if (RawHttp.status(answer) == 200) {
            acknowledged.add(PersistentSources.digest(message, desk));
            return "received";
        }
        assertThat(RawHttp.status(answer)).isEqualTo(503);
        if (answer.contains("Nothing was stored.")) {
            refused.add(PersistentSources.digest(message, desk));
            return "nothing stored";
        }
        // With the database gone for a minute, not even the desks can be vouched for.
        assertThat(answer).doesNotContain("Received");
        return answer.contains("It may have arrived") ? "perhaps" : "unavailable";
    }

    /** The digests of all that can be shown once a batch was moved, each of which is whole. */
    private Set<String> stored() throws IOException, SQLException {
        try (Connection role = database.staff()) {
            BatchNow.move(role, LocalDate.now(ZoneOffset.UTC), Map.of());
        }
        assertThat(database.count("arrival") + database.count("quarantine")).isZero();
        Set<String> digests = new HashSet<>();
        try (Connection owner = database.owner();
                Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select encode(sha256(string_agg(c.octets, '' order by c.number)), 'hex'),
                            sha256(string_agg(sha256(c.octets), '' order by c.number)) = b.digest
                                and sum(octet_length(c.octets)) = m.length
                        from sealed_message m join body b on b.id = m.body join body_chunk c on c.body = m.body
                        group by m.id, b.digest, m.length
                        """)) {
            while (rows.next()) {
                assertThat(rows.getBoolean(2)).as("whole").isTrue();
                digests.add(rows.getString(1));
            }
        }
        return digests;
    }

    private long count(String table) {
        try {
            return database.count(table);
        } catch (SQLException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private void sql(String command) throws IOException, SQLException {
        try (Connection owner = database.owner();
                Statement statement = owner.createStatement()) {
            statement.execute(command);
        }
    }
}
