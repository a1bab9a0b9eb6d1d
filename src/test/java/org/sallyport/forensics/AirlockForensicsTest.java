package org.sallyport.forensics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.codename.Codename;
import org.sallyport.intake.MailboxesAsSource;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.testkit.KeptMessage;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.Sql;
import org.sallyport.vault.BatchNow;

/** Whoever takes PostgreSQL's files finds out nothing finer than a batch after a batch, and nothing finer than a day after a night. */
class AirlockForensicsTest {
    private static final int BATCHES = 5;
    private static final int MESSAGES_A_BATCH = 60;
    private static final int MESSAGES = BATCHES * MESSAGES_A_BATCH;
    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
    private static final List<EncryptionKey> KEYS = List.of(
            new EncryptionKey(new Fingerprint("A".repeat(40)), new Fingerprint("CA".repeat(20)), 18),
            new EncryptionKey(new Fingerprint("B".repeat(40)), new Fingerprint("CB".repeat(20)), 18));

    private record Window(Instant first, Instant last) {}

    @TempDir
    Path folder;

    private final Clock clock = Clock.systemUTC();
    private final SendingSources sources = new SendingSources(KEYS);
    private final Map<String, Window> windows = new HashMap<>();
    private final List<byte[]> deletedReplies = new ArrayList<>();
    private final List<Codename> closed = new ArrayList<>();

    @BeforeEach
    void desks() throws SQLException {
        PostgreSQL.empty();
        for (String desk : SendingSources.DESKS) {
            Sql.run("insert into desk (slug, name, description) values ('" + desk + "', 'Desk', 'Made for a test.')");
        }
    }

    @Test
    void aBatchTellsNoOrderAndANightNoBatch() throws Exception {
        Instant begin = clock.instant();
        sources.sendEarlierReports(MESSAGES / 3);
        move(DAY.minusDays(1));
        Sql.run("update entry set state = 'opened' where substr(id::text, 1, 1) < '8'");
        night(DAY);
        for (int batch = 0; batch < BATCHES; batch++) {
            live("batch " + batch);
        }
        Instant end = clock.instant();

        for (Evidence evidence : List.of(
                seize("hot", true).during(begin, end).search(sources.known()),
                seize("after-batches", false).during(begin, end).search(sources.known()))) {
            requireNothingFinerThanBatch(evidence);
        }

        night(DAY.plusDays(1));
        forgetLog();
        Evidence evidence = seize("after-night", false).during(begin, end).search(sources.known("the day"));
        requireNothingFinerThanDay(evidence);
    }

    /** Part of it was moved with a batch before it was refused. */
    @Test
    void ofARefusedUploadNothingIsLeftAfterTheNightAlthoughNothingElseCame() throws Exception {
        sources.sendTooMuchMeanwhile(() -> move(DAY));
        move(DAY);
        night(DAY.plusDays(1));

        Evidence evidence = seize("refused", false).search(List.of());

        assertThat(Sql.count("body_chunk")).isZero();
        assertThat(sources.refused()).isNotEmpty();
        assertThat(evidence.recoverable(sources.refused())).isEmpty();
    }

    private void live(String batch) throws Exception {
        Instant first = clock.instant();
        List<Codename> answered = List.of(sources.anEarlierOne(), sources.anEarlierOne());
        for (Codename codename : answered) {
            answer(codename);
        }
        for (int message = 0; message < MESSAGES_A_BATCH; message++) {
            sources.send(batch);
            if (message % 20 == 10) {
                MailboxesAsSource.deleteAllReplies(answered.get(message / 20 % 2));
                Codename other = sources.anEarlierOne();
                MailboxesAsSource.open().close(other.mailboxId(), other.token());
                closed.add(other);
            }
            if (message == MESSAGES_A_BATCH / 2) {
                // What the server does by itself at any time.
                asSuperuser("vacuum analyze");
                if (batch.endsWith("2")) {
                    sources.sendTooMuch();
                }
            }
        }
        Instant last = clock.instant();
        if (batch.endsWith("3")) {
            sources.sendTooMuchMeanwhile(() -> move(DAY));
        } else {
            move(DAY);
        }
        windows.put(batch, new Window(first, last));
        asSuperuser("vacuum analyze");
        forgetLog();
    }

    private void answer(Codename codename) throws Exception {
        byte[] reply = MadeMessage.binary(
                Certificate.read(codename.replyCertificate()).livingEncryptionKeys(clock.instant()), 500);
        KeptMessage.reply(
                codename.mailboxId(),
                reply,
                Certificate.read(codename.replyCertificate()).livingEncryptionKeys(clock.instant()));
        deletedReplies.add(SendingSources.inside(reply));
    }

    private void requireNothingFinerThanBatch(Evidence evidence) {
        assertThat(evidence.messagesFound()).isEqualTo(MESSAGES);
        assertThat(evidence.clues())
                .extracting(Clue::kind)
                .contains(Kind.XMIN, Kind.CHUNK_ID, Kind.COPY_LINE, Kind.INDEX_TID);
        assertThat(evidence.strongestWithinGroups()).as("%s", evidence).matches(Finding::isChance);
        for (String batch : windows.keySet()) {
            assertThat(evidence.strongestWithin(batch)).matches(Finding::isChance);
        }
        // The search is not blind: the batches themselves show.
        assertThat(evidence.strongest()).matches(finding -> finding.tells(0.9));
        for (Known message : sources.known()) {
            Window window = Objects.requireNonNull(windows.get(message.group()));
            Evidence.Dated dated = evidence.dated(message.group(), message.order());
            assertThat(dated.notBefore().filter(window.first()::isBefore))
                    .as("%s", dated)
                    .isEmpty();
            assertThat(dated.notAfter().filter(window.last()::isAfter))
                    .as("%s", dated)
                    .isEmpty();
        }
    }

    private void requireNothingFinerThanDay(Evidence evidence) throws IOException {
        assertThat(evidence.messagesFound()).isEqualTo(MESSAGES);
        assertThat(evidence.findings("the day")).hasSizeGreaterThan(10);
        assertThat(evidence.strongestWithin("the day")).as("%s", evidence).matches(Finding::isChance);
        assertThat(deletedReplies).hasSize(2 * BATCHES);
        assertThat(evidence.recoverable(deletedReplies.toArray(byte[][]::new))).isEmpty();
        assertThat(closed).hasSize(3 * BATCHES);
        for (Codename codename : closed) {
            assertThat(evidence.recoverable(SendingSources.traces(codename))).isEmpty();
        }
        assertThat(evidence.recoverable(sources.refused())).isEmpty();
    }

    private void move(LocalDate day) {
        BatchNow.move(day, Map.of());
        assertThat(Sql.text("select string_agg(distinct reason, '; ') from quarantine"))
                .isNull();
        forgetLog();
    }

    private void night(LocalDate today) {
        BatchNow.night(today);
        forgetLog();
    }

    /** As the staff's face does it. */
    private static void forgetLog() {
        try (Connection staff = PostgreSQL.staff();
                Statement statement = staff.createStatement()) {
            statement.execute("select pg_switch_wal()");
            statement.execute("checkpoint");
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    private static void asSuperuser(String sql) throws SQLException {
        try (Connection superuser = PostgreSQL.superuser();
                Statement statement = superuser.createStatement()) {
            statement.execute(sql);
        }
    }

    private Forensics seize(String name, boolean hot) throws IOException, SQLException {
        try (Connection superuser = PostgreSQL.superuser()) {
            Path into = folder.resolve(name);
            return hot
                    ? Seizure.hot(superuser, PostgreSQL.files(), into)
                    : Seizure.afterCheckpoint(superuser, PostgreSQL.files(), into);
        }
    }
}
