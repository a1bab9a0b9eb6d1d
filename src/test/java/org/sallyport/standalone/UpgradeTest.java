package org.sallyport.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.codename.Codename;
import org.sallyport.forensics.Evidence;
import org.sallyport.forensics.Finding;
import org.sallyport.forensics.Known;
import org.sallyport.forensics.Seizure;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.Scratch;

/** A house with what had been sent before the airlock was built: all of it is there afterwards, and tells nothing finer than its day. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpgradeTest {
    private static final int REPORTS = 240;
    private static final int WAITING = 15;
    private static final int CHUNK = 256 * 1024;
    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
    private static final List<String> READERS = List.of("A".repeat(40), "B".repeat(40), "C".repeat(40));
    private static final String LATER = "D".repeat(40);

    private final SecureRandom secure = new SecureRandom();
    /** What happens to which is the same in each run, so that by chance it goes with no order. */
    private final Random choice = new Random(12);

    private final List<OldThread> threads = new ArrayList<>();
    private final List<Known> known = new ArrayList<>();
    private final List<byte[]> gone = new ArrayList<>();
    private @Nullable Evidence inOldHouse;
    private Path seized;
    private Path home;
    private Database database;

    @BeforeAll
    void moveIn(@TempDir Path folder) throws Exception {
        seized = folder;
        home = Scratch.folder("upgrade");
        database = Database.start(home, 0);
        try (OldHouse old = new OldHouse(database)) {
            live(old);
            inOldHouse = seize("old");
        }
        database.close();
        database = Database.start(home, 0);
    }

    @AfterAll
    void stop() throws Exception {
        database.close();
        Scratch.remove(home);
    }

    private void live(OldHouse old) throws Exception {
        old.desk("urgent");
        old.desk("country");
        for (int report = 0; report < REPORTS; report++) {
            send(old);
            if (report % 40 == 39) {
                old.showBatch();
            }
        }
        List<OldThread> shown = List.copyOf(threads);
        // Two that went to both desks: the same sealed body is another entry there.
        for (int twin = 0; twin < 2; twin++) {
            OldThread one = shown.get(10 + twin);
            receive(
                    old,
                    one.desk.equals("urgent") ? "country" : "urgent",
                    null,
                    one.messages.get(0).body());
        }
        old.showBatch();
        old.analyze();
        for (OldThread thread : shown) {
            work(old, thread);
        }
        for (int report = 0; report < WAITING; report++) {
            receive(old, "urgent", Codename.mint(secure), MadeMessage.noise(700)).waits = true;
        }
        for (int upload = 0; upload < 3; upload++) {
            byte[] body = MadeMessage.noise(3 * CHUNK);
            old.brokenUpload(body, 2 * CHUNK);
            gone.add(Arrays.copyOfRange(body, CHUNK + 100, CHUNK + 148));
        }
    }

    private void send(OldHouse old) throws Exception {
        byte[] body = MadeMessage.noise(choice.nextInt(20) == 0 ? 2 * CHUNK + 1000 : 300 + choice.nextInt(4000));
        Codename codename = choice.nextInt(4) == 0 ? null : Codename.mint(secure);
        receive(old, choice.nextBoolean() ? "urgent" : "country", codename, body);
        known.add(new Known(Arrays.copyOfRange(body, 1, 49), known.size(), "the day"));
    }

    private OldThread receive(OldHouse old, String desk, @Nullable Codename codename, byte[] body) throws Exception {
        body[0] = 1;
        UUID id = codename == null ? UUID.randomUUID() : codename.mailboxId();
        OldThread thread = new OldThread(id, desk, codename);
        thread.readers.addAll(READERS.subList(0, 2));
        add(old, thread, "report", body);
        threads.add(thread);
        return thread;
    }

    private void add(OldHouse old, OldThread thread, String kind, byte[] body) throws Exception {
        List<byte[]> packets = List.of(packet(1), packet(2));
        UUID id = old.receive(thread.desk, DAY, thread.codename, body, packets, READERS.subList(0, 2));
        OldThread.Message message = OldThread.Message.of(id, kind, body);
        message.packets().put(READERS.get(0), packets.get(0));
        message.packets().put(READERS.get(1), packets.get(1));
        thread.messages.add(message);
    }

    private static byte[] packet(long keyId) {
        return OldHouse.packet(MadeMessage.noise(50), keyId);
    }

    /** What may happen to a thread: seen, handed on, answered, added to, withdrawn, rotated, answers deleted, closed. */
    private void work(OldHouse old, OldThread thread) throws Exception {
        OldThread.Message report = thread.messages.get(0);
        UUID entry = entryOf(old, report);
        if (choice.nextInt(3) == 0) {
            old.see(entry, report.id(), READERS.get(0));
            report.seenBy().add(READERS.get(0));
        }
        if (choice.nextInt(8) == 0) {
            byte[] packet = packet(4);
            old.handOver(report.id(), LATER, packet);
            old.makeReader(entry, LATER, thread.desk, DAY);
            report.packets().put(LATER, packet);
            thread.readers.add(LATER);
        }
        if (choice.nextInt(10) == 0) {
            old.withdraw(entry, READERS.get(1), thread.desk);
            thread.readers.remove(READERS.get(1));
            thread.withdrawn.add(READERS.get(1));
        }
        byte[] newer = packet(11);
        old.rotate(report.id(), READERS.get(0), report.packets().put(READERS.get(0), newer), newer);
        if (thread.codename == null) {
            return;
        }
        if (choice.nextInt(5) == 0) {
            add(old, thread, "addition", made(500));
            old.showBatch();
        }
        if (choice.nextInt(4) == 0) {
            answer(old, thread, entry);
        }
        int end = choice.nextInt(10);
        if (end < 2) {
            old.end(end == 0 ? "delete_replies" : "close_mailbox", thread.codename);
            forget(thread, end == 1);
        }
    }

    private static byte[] made(int length) {
        byte[] body = MadeMessage.noise(length);
        body[0] = 1;
        return body;
    }

    private UUID entryOf(OldHouse old, OldThread.Message message) throws SQLException {
        return old.entryOf(message.id());
    }

    private void answer(OldHouse old, OldThread thread, UUID entry) throws Exception {
        byte[] body = made(400);
        byte[] forSource = packet(7);
        boolean forDesk = choice.nextBoolean();
        byte[] forReader = packet(1);
        UUID id = old.reply(
                entry, thread.desk, DAY, "urgent-1", body, forSource, forDesk ? forReader : null, READERS.get(0));
        OldThread.Message reply = OldThread.Message.of(id, "reply", body);
        reply.packets().put(null, forSource);
        if (forDesk) {
            reply.packets().put(READERS.get(0), forReader);
        }
        thread.messages.add(reply);
    }

    private void forget(OldThread thread, boolean closed) {
        thread.closed = closed;
        for (OldThread.Message reply : thread.replies()) {
            gone.add(Arrays.copyOfRange(reply.packets().remove(null), 10, 58));
            if (reply.packets().isEmpty()) {
                gone.add(Arrays.copyOfRange(reply.body(), 100, 148));
                thread.messages.remove(reply);
            }
        }
        if (closed) {
            gone.add(octets(thread.id));
            gone.add(Objects.requireNonNull(thread.codename).tokenHash());
        }
    }

    private static byte[] octets(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    @Test
    void everyThreadIsThereWithAllThatBelongsToIt() throws Exception {
        try (Connection owner = database.connect(DatabaseRole.OWNER)) {
            assertThat(threads).hasSize(REPORTS + 2 + WAITING);
            assertThat(rows(owner, "select id from entry")).hasSize(threads.size());
            long messages =
                    threads.stream().mapToLong(thread -> thread.messages.size()).sum();
            assertThat(rows(owner, "select id from sealed_message")).hasSize((int) messages);
            for (OldThread thread : threads) {
                List<Object[]> entries = rows(
                        owner,
                        "select e.id, e.mailbox, e.received::text from sealed_message m join entry e on e.id = m.entry where m.id = ?",
                        thread.messages.get(0).id());
                assertThat(entries).hasSize(1);
                Object[] entry = entries.get(0);
                assertThat(entry[0]).isNotEqualTo(thread.id);
                assertThat(entry[1]).isEqualTo(thread.codename == null || thread.closed ? null : thread.id);
                assertThat(entry[2]).isEqualTo(DAY.toString());
                requireMessages(owner, (UUID) entry[0], thread);
                assertThat(texts(owner, "select recipient from entry_access where entry = ?", entry[0]))
                        .isEqualTo(thread.readers);
                assertThat(texts(owner, "select recipient from access_withdrawn where entry = ?", entry[0]))
                        .isEqualTo(thread.withdrawn);
            }
        }
    }

    private static void requireMessages(Connection owner, UUID entry, OldThread thread) throws SQLException {
        assertThat(rows(owner, "select id from sealed_message where entry = ?", entry))
                .hasSize(thread.messages.size());
        for (OldThread.Message message : thread.messages) {
            Object[] row = rows(
                            owner,
                            "select m.kind, coalesce(m.octets, (select string_agg(c.octets, ''::bytea order by c.number)"
                                    + " from body_chunk c where c.body = m.body)), m.length, m.author from sealed_message m"
                                    + " where m.id = ? and m.entry = ?",
                            message.id(),
                            entry)
                    .get(0);
            assertThat(row[0]).isEqualTo(message.kind());
            assertThat((byte[]) row[1]).isEqualTo(message.body());
            assertThat(row[2]).isEqualTo((long) message.body().length);
            assertThat(row[3]).isEqualTo(message.kind().equals("reply") ? "urgent-1" : null);
            Map<String, String> packets = new TreeMap<>();
            for (Object[] packet : rows(
                    owner,
                    "select case when p.for_source then 'source' else p.recipient end,"
                            + " encode(unwrap_packet(e.packet_key, p.wrapped), 'hex') from session_key_packet p"
                            + " join sealed_message m on m.id = p.message join entry e on e.id = m.entry where m.id = ?",
                    message.id())) {
                packets.put((String) packet[0], (String) packet[1]);
            }
            Map<String, String> expected = new TreeMap<>();
            message.packets()
                    .forEach((recipient, octets) -> expected.put(
                            recipient == null ? "source" : recipient,
                            HexFormat.of().formatHex(octets)));
            assertThat(packets).isEqualTo(expected);
            assertThat(texts(owner, "select recipient from seen where message = ?", message.id()))
                    .isEqualTo(message.seenBy());
        }
    }

    @Test
    void theTokenOpensTheMailboxAndShowsItsAnswers() throws Exception {
        int opened = 0;
        try (Connection source = database.connect(DatabaseRole.SOURCE)) {
            for (OldThread thread : threads) {
                if (thread.codename == null) {
                    continue;
                }
                List<Object[]> rows = rows(
                        source,
                        "select octets, packets from open_mailbox(?, ?, 0, 9)",
                        thread.id,
                        thread.codename.token());
                if (thread.closed) {
                    assertThat(rows).isEmpty();
                    continue;
                }
                List<OldThread.Message> replies = thread.replies().stream()
                        .filter(reply -> reply.packets().containsKey(null))
                        .toList();
                assertThat(rows).hasSize(Math.max(1, replies.size()));
                for (OldThread.Message reply : replies) {
                    assertThat(rows)
                            .anySatisfy(row -> assertThat((byte[]) row[0]).isEqualTo(reply.body()));
                    opened++;
                }
            }
        }
        assertThat(opened).isGreaterThan(10);
    }

    /** The control: the same search finds it in the old house. */
    @Test
    void theOldHouseToldTheOrderToWhoeverTookItsFiles() {
        Evidence before = Objects.requireNonNull(inOldHouse);
        assertThat(before.messagesFound()).isEqualTo(REPORTS);
        assertThat(before.strongestWithin("the day")).matches(finding -> finding.tells(0.95));
        assertThat(before.withoutLog().strongestWithin("the day")).matches(finding -> finding.tells(0.95));
    }

    @Test
    void neitherTheOrderNorWhatWasDeletedIsInTheFiles() throws Exception {
        Evidence evidence = seize("new");
        assertThat(evidence.messagesFound()).isEqualTo(REPORTS);
        assertThat(evidence.strongestWithin("the day")).as("%s", evidence).matches(Finding::isChance);
        assertThat(gone).hasSizeGreaterThan(20);
        assertThat(evidence.recoverable(gone.toArray(byte[][]::new))).isEmpty();
    }

    private Evidence seize(String into) throws Exception {
        try (Connection superuser = database.connect(DatabaseRole.SUPERUSER)) {
            return Seizure.afterCheckpoint(superuser, home.resolve("cluster"), seized.resolve(into))
                    .search(known);
        }
    }

    @Test
    void theSameBodyAtTwoDesksIsStoredOnce() throws Exception {
        try (Connection owner = database.connect(DatabaseRole.OWNER)) {
            assertThat(rows(
                            owner,
                            "select body from sealed_message where body is not null group by body having count(*) > 1"))
                    .hasSize(2);
            assertThat(rows(
                            owner,
                            "select from body_chunk c where not exists (select from body b where b.id = c.body)"))
                    .isEmpty();
            assertThat(rows(
                            owner,
                            "select from body b where not exists (select from sealed_message m where m.body = b.id)"))
                    .isEmpty();
        }
    }

    private static List<Object[]> rows(Connection connection, String sql, Object... values) throws SQLException {
        List<Object[]> rows = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int at = 0; at < values.length; at++) {
                query.setObject(at + 1, values[at]);
            }
            try (ResultSet row = query.executeQuery()) {
                int columns = row.getMetaData().getColumnCount();
                while (row.next()) {
                    Object[] fields = new Object[columns];
                    for (int column = 0; column < columns; column++) {
                        fields[column] = row.getObject(column + 1);
                    }
                    rows.add(fields);
                }
            }
        }
        return rows;
    }

    private static Set<String> texts(Connection connection, String sql, Object value) throws SQLException {
        TreeSet<String> texts = new TreeSet<>();
        rows(connection, sql, value).forEach(row -> texts.add((String) row[0]));
        return texts;
    }
}
