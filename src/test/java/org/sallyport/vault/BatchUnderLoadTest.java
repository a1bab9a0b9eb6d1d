package org.sallyport.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sallyport.intake.NotStored;
import org.sallyport.intake.SendNow;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.ShownAtOnce;
import org.sallyport.testkit.Sql;

/** Batches while sources send all the time: what was acknowledged is there exactly once, and nothing else is. */
class BatchUnderLoadTest {
    private static final EncryptionKey KEY =
            new EncryptionKey(new Fingerprint("A".repeat(40)), new Fingerprint("CA".repeat(20)), 18);
    private static final int CHUNK = 256 * 1024;
    private static final int SENDERS = 8;
    private static final int BATCHES = 60;
    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(1);
    private static final int LONGEST = 5 * CHUNK;
    private static final int PACKET = 66;
    private static final int HEADER = 6;

    private final List<String> acknowledged = Collections.synchronizedList(new ArrayList<>());
    private final AtomicBoolean stop = new AtomicBoolean();

    @BeforeEach
    void nothingIsStored() throws Exception {
        PostgreSQL.empty();
        ShownAtOnce.at("urgent");
        Sql.run("insert into desk (slug, name, description) values ('country', 'Country', 'Made for a test.')");
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void everythingThatWasAcknowledgedIsThereExactlyOnce() throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        List<Future<?>> sending = new ArrayList<>();
        for (int sender = 0; sender < SENDERS; sender++) {
            Random random = new Random(sender);
            sending.add(senders.submit(() -> {
                while (!stop.get()) {
                    send(random);
                }
                return null;
            }));
        }
        int quarantined = 0;
        try (Connection staff = PostgreSQL.staff()) {
            for (int batch = 0; batch < BATCHES; batch++) {
                long begun = System.nanoTime();
                for (boolean prompt : new boolean[] {true, false}) {
                    quarantined += BatchNow.move(staff, prompt, LocalDate.of(2026, 11, 24))
                            .quarantined();
                }
                TimeUnit.NANOSECONDS.sleep(INTERVAL - (System.nanoTime() - begun));
            }
        } finally {
            stop.set(true);
            senders.shutdown();
        }
        for (Future<?> one : sending) {
            one.get();
        }
        for (int batch = 0; batch < 4; batch++) {
            BatchNow.move();
        }

        assertThat(quarantined).isZero();
        assertThat(Sql.count("quarantine")).isZero();
        List<String> stored = list("select encode(b.digest, 'hex') from sealed_message m join body b on b.id = m.body");
        assertThat(acknowledged).hasSizeGreaterThan(SENDERS * 10);
        assertThat(stored).containsExactlyInAnyOrderElementsOf(acknowledged);
        assertThat(list(
                        "select b.id from body b where b.digest is distinct from (select sha256(string_agg(sha256(c.octets),"
                                + " ''::bytea order by c.number)) from body_chunk c where c.body = b.id)"))
                .as("bodies that are not whole")
                .isEmpty();
        assertThat(Sql.count("body_chunk c where not exists (select from body b where b.id = c.body)"))
                .isZero();
        assertThat(Sql.count("unfinished_message")).isZero();
        assertThat(Sql.count("entry")).isEqualTo(stored.size());
    }

    /** Short ones, long ones, slow ones; and some again, as a browser does. */
    private void send(Random random) throws Exception {
        int length = random.nextInt(3) > 0 ? 1 + random.nextInt(CHUNK) : CHUNK + random.nextInt(LONGEST - CHUNK);
        byte[] message = MadeMessage.binary(List.of(KEY), length);
        int pause = random.nextInt(message.length);
        int millis = random.nextInt(4) == 0 ? random.nextInt(1_500) : 0;
        String desk = random.nextBoolean() ? "urgent" : "country";
        InputStream upload = new SequenceInputStream(
                new ByteArrayInputStream(message, 0, pause),
                new SequenceInputStream(
                        new Pause(millis), new ByteArrayInputStream(message, pause, message.length - pause)));
        try {
            SendNow.to(desk).message(upload, List.of(KEY));
        } catch (NotStored givenUp) {
            // It stood still for two batches.
            assertThat(millis).isPositive();
            assertThat(givenUp.certainty()).isEqualTo(NotStored.Certainty.NOTHING_STORED);
            return;
        }
        acknowledged.add(digest(message));
        if (random.nextInt(10) == 0) {
            SendNow.to(desk).message(message, List.of(KEY));
        }
    }

    @SuppressWarnings("InputStreamSlowMultibyteRead") // it has nothing to read
    private static final class Pause extends InputStream {
        private final long millis;

        Pause(long millis) {
            this.millis = millis;
        }

        @Override
        public int read() {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
            return -1;
        }
    }

    /** As {@code body.digest}: behind one packet and the body's own header. */
    private static String digest(byte[] message) throws Exception {
        MessageDigest all = MessageDigest.getInstance("SHA-256");
        for (int at = PACKET + HEADER; at < message.length; at += CHUNK) {
            all.update(MessageDigest.getInstance("SHA-256")
                    .digest(Arrays.copyOfRange(message, at, Math.min(message.length, at + CHUNK))));
        }
        return HexFormat.of().formatHex(all.digest());
    }

    private static List<String> list(String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection owner = PostgreSQL.owner();
                Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
