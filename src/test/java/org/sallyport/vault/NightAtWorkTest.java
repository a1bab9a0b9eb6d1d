package org.sallyport.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sallyport.codename.Codename;
import org.sallyport.intake.SendNow;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.Sql;

/** The night's pass while staff work, and while sources look into their mailboxes: nobody loses anything. */
class NightAtWorkTest {
    private static final EncryptionKey KEY =
            new EncryptionKey(new Fingerprint("A".repeat(40)), new Fingerprint("CA".repeat(20)), 18);
    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
    private static final int ENTRIES = 12;
    private static final int NIGHTS = 12;
    private static final int WORKERS = 3;
    private static final int PAUSE = 400;

    private final List<Codename> codenames = new ArrayList<>();
    private final AtomicBoolean stop = new AtomicBoolean();

    @BeforeEach
    void entries() throws Exception {
        PostgreSQL.empty();
        Sql.run("insert into desk (slug, name, description) values ('country', 'Country', 'Made for a test.')");
        for (int entry = 0; entry < ENTRIES; entry++) {
            Codename codename = Codename.mint(new SecureRandom());
            codenames.add(codename);
            SendNow.to("country").under(codename).message(MadeMessage.binary(List.of(KEY), 100), List.of(KEY));
        }
        BatchNow.move(DAY, Map.of());
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void whoeverWorksMeanwhileLosesNothing() throws Exception {
        Map<UUID, String> states = new ConcurrentHashMap<>();
        Map<String, UUID> seen = new ConcurrentHashMap<>();
        Map<String, UUID> packets = new ConcurrentHashMap<>();
        AtomicInteger looks = new AtomicInteger();
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Future<?>> work = new ArrayList<>();
        for (int worker = 0; worker < WORKERS; worker++) {
            Random random = new Random(worker);
            work.add(threads.submit(untilStopped(connection -> work(connection, random, states, seen, packets))));
        }
        work.add(threads.submit(lookUntilStopped(looks)));
        for (int night = 0; night < NIGHTS; night++) {
            SendNow.to("country").message(MadeMessage.binary(List.of(KEY), 100), List.of(KEY));
            BatchNow.move(DAY, Map.of());
            Sql.run("update night set deleted = true");
            BatchNow.night(DAY.plusDays(1L + night));
        }
        stop.set(true);
        threads.shutdown();
        for (Future<?> one : work) {
            one.get();
        }

        assertThat(seen).hasSizeGreaterThan(NIGHTS);
        assertThat(looks.get()).isGreaterThan(NIGHTS);
        states.forEach((entry, state) -> {
            assertThat(Sql.text("select string_agg(state, ' ') from entry where id = '" + entry + "'"))
                    .isEqualTo(state);
            assertThat(Sql.text(
                            "select string_agg(distinct state, ' ') from entry_access where entry = '" + entry + "'"))
                    .isEqualTo(state);
        });
        assertThat(Sql.count("seen")).isEqualTo(seen.size());
        seen.forEach((reader, message) -> assertThat(
                        Sql.count("seen where recipient = '" + reader + "' and message = '" + message + "'"))
                .isEqualTo(1));
        assertThat(Sql.count("session_key_packet where recipient like 'w%'")).isEqualTo(packets.size());
        assertThat(Sql.count("entry")).isEqualTo(ENTRIES + NIGHTS);
    }

    private interface Work {
        void once(Connection staff) throws SQLException;
    }

    private Callable<Void> untilStopped(Work work) {
        return () -> {
            try (Connection staff = PostgreSQL.staff()) {
                staff.setAutoCommit(false);
                while (!stop.get()) {
                    work.once(staff);
                    staff.commit();
                    // Whoever works without a pause keeps the files from being emptied.
                    Thread.sleep(PAUSE);
                }
            }
            return null;
        };
    }

    /** As staff's acts do: the entry's lock first, then what they change. */
    private static void work(
            Connection staff,
            Random random,
            Map<UUID, String> states,
            Map<String, UUID> seen,
            Map<String, UUID> packets)
            throws SQLException {
        UUID entry;
        UUID message;
        try (Statement statement = staff.createStatement();
                ResultSet row =
                        statement.executeQuery("select m.entry, m.id from sealed_message m join entry e on e.id ="
                                + " m.entry where e.mailbox is not null order by m.id offset " + random.nextInt(ENTRIES)
                                + " limit 1")) {
            assertThat(row.next()).as("an entry at each moment").isTrue();
            entry = row.getObject(1, UUID.class);
            message = row.getObject(2, UUID.class);
        }
        String reader = "w" + random.nextLong();
        String state = List.of("opened", "waiting", "done").get(random.nextInt(3));
        assertThat(update(staff, "select from entry where id = '" + entry + "' for update"))
                .isEqualTo(1);
        assertThat(update(staff, "update entry set state = '" + state + "' where id = '" + entry + "'"))
                .isEqualTo(1);
        assertThat(update(
                        staff,
                        "update entry_access set state = '" + state + "', unread = false where entry = '" + entry
                                + "'"))
                .isEqualTo(1);
        update(staff, "insert into seen (message, recipient) values ('" + message + "', '" + reader + "')");
        update(
                staff,
                "insert into session_key_packet (message, recipient, key_id, wrapped) values ('" + message + "', '"
                        + reader + "', '', '')");
        boolean takesBack = random.nextInt(3) == 0;
        if (takesBack) {
            assertThat(update(staff, "delete from session_key_packet where recipient = '" + reader + "'"))
                    .isEqualTo(1);
        } else {
            packets.put(reader, message);
        }
        seen.put(reader, message);
        // Before the lock is given back.
        states.put(entry, state);
    }

    private static int update(Connection staff, String sql) throws SQLException {
        try (Statement statement = staff.createStatement()) {
            if (!statement.execute(sql)) {
                return statement.getUpdateCount();
            }
            int rows = 0;
            try (ResultSet locked = statement.getResultSet()) {
                while (locked.next()) {
                    rows++;
                }
            }
            return rows;
        }
    }

    private Callable<Void> lookUntilStopped(AtomicInteger looks) {
        return () -> {
            try (Connection source = PostgreSQL.source();
                    PreparedStatement open = source.prepareStatement("select desks from open_mailbox(?, ?, 0, 10)")) {
                while (!stop.get()) {
                    Codename codename = codenames.get(looks.incrementAndGet() % ENTRIES);
                    open.setObject(1, codename.mailboxId());
                    open.setBytes(2, codename.token());
                    try (ResultSet row = open.executeQuery()) {
                        assertThat(row.next()).as("a mailbox at each moment").isTrue();
                    }
                }
            }
            return null;
        };
    }
}
