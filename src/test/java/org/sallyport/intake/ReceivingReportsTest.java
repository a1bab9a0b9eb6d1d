package org.sallyport.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.Gate;
import org.sallyport.openpgp.MessageRefused;
import org.sallyport.standalone.DatabaseRole;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.ShownAtOnce;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.TestDataSource;
import org.sallyport.vault.BatchNow;

class ReceivingReportsTest {
    private static final EncryptionKey ONE = key("A");
    private static final EncryptionKey TWO = key("B");
    private static final List<EncryptionKey> DESK = List.of(ONE, TWO);
    private static final List<String> ARRIVING = List.of("arrival", "arriving_message", "arriving_chunk");

    private final DataSource source = TestDataSource.of(DatabaseRole.SOURCE);
    private final ReceivingReports reports = reports(source);

    @BeforeEach
    void nothingIsStored() throws SQLException {
        PostgreSQL.empty();
        ShownAtOnce.at("urgent");
        Sql.run("insert into desk (slug, name, description) values ('country', 'Country', 'Made for a test.')");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {41, TakingBodies.CHUNK - 1, TakingBodies.CHUNK, TakingBodies.CHUNK + 1, 5 * TakingBodies.CHUNK})
    void aMessageIsStoredWholeWhateverItsLength(int length) throws Exception {
        receive("urgent", MadeMessage.binary(DESK, length));
        assertThat(Sql.count("arrival where desk = 'urgent' and kind = 'report' and slot between 3 and 5"))
                .isEqualTo(1);
        BatchNow.move();
        assertThat(Sql.count("entry where state = 'received' and desk = 'urgent'"))
                .isEqualTo(1);
        assertThat(Sql.count("sealed_message m join body b on b.id = m.body where m.length = " + length
                        + " and b.length = " + length + " and b.digest = (select sha256(string_agg("
                        + "sha256(c.octets), '' order by number)) from body_chunk c where c.body = b.id)"))
                .isEqualTo(1);
        assertThat(Sql.number("select sum(octet_length(octets)) from body_chunk"))
                .isEqualTo(length);
        assertThat(Sql.count("session_key_packet")).isEqualTo(2);
        assertThat(Sql.count("entry_access where state = 'received'")).isEqualTo(2);
    }

    /** A source's clock, or that of the process that serves it, says nothing: an arrival has no day. */
    @Test
    void theDayIsTheBatchs() throws Exception {
        receive("urgent", MadeMessage.binary(DESK, 100));
        BatchNow.move(LocalDate.of(2026, 11, 24), Map.of());
        assertThat(Sql.count("entry where received = '2026-11-24'")).isEqualTo(1);
        assertThat(Sql.count("sealed_message where received = '2026-11-24'")).isEqualTo(1);
    }

    /** Of the class that is moved every few seconds, or of the other. */
    @Test
    void aDesksMessagesGoIntoTheSlotsOfItsClass() throws Exception {
        receive("country", MadeMessage.binary(DESK, 2 * TakingBodies.CHUNK));
        for (String table : ARRIVING) {
            assertThat(Sql.count(table + " where slot between 0 and 2"))
                    .as(table)
                    .isEqualTo(Sql.count(table))
                    .isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 2 * TakingBodies.CHUNK})
    void theSameMessageAgainIsStoredOnce(int length) throws Exception {
        byte[] message = MadeMessage.binary(DESK, length);
        receive("urgent", message);
        receive("urgent", message);
        BatchNow.move();
        receive("urgent", message);
        BatchNow.move();
        assertThat(Sql.count("entry")).isEqualTo(1);
        assertThat(Sql.count("sealed_message")).isEqualTo(1);
        assertThat(Sql.count("session_key_packet")).isEqualTo(2);
        assertThat(Sql.count("body")).isEqualTo(1);
        assertThat(Sql.number("select sum(octet_length(octets)) from body_chunk"))
                .isEqualTo(length);
        assertNothingArriving();
    }

    @Test
    void theSameMessageToTwoDesksReachesBoth() throws Exception {
        byte[] message = MadeMessage.binary(DESK, 100);
        receive("urgent", message);
        receive("country", message);
        BatchNow.move();
        assertThat(Sql.count("entry")).isEqualTo(2);
        assertThat(Sql.count("body")).isEqualTo(1);
    }

    @Test
    void aMessageForOneReviewerIsForNobodyElse() throws Exception {
        receive("urgent", MadeMessage.binary(List.of(ONE), 100));
        BatchNow.move();
        assertThat(Sql.count(
                        "entry_access where recipient = '" + ONE.certificate().hex() + "'"))
                .isEqualTo(1);
        assertThat(Sql.count("entry_access")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 3 * TakingBodies.CHUNK})
    void aMessageThatTurnsOutBadAtItsEndLeavesNothingAtOnce(int length) {
        byte[] message = MadeMessage.binary(DESK, length);
        byte[] trailing = Arrays.copyOf(message, message.length + 1);
        trailing[message.length] = 1;
        assertThatThrownBy(() -> receive("urgent", trailing)).isInstanceOf(MessageRefused.class);
        byte[] truncated = Arrays.copyOf(message, message.length - 1);
        assertThatThrownBy(() -> receive("urgent", truncated)).isInstanceOf(MessageRefused.class);
        assertNothingArriving();
    }

    /** In whatever table, also if batches moved its chunks on meanwhile. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRefusedUploadOf20MegabytesLeavesNoRowInAnyTable(boolean isMoved) throws Exception {
        String before = rowsOfEveryTable();
        byte[] message = MadeMessage.binary(DESK, 20_000_000);
        InputStream moreBehindIt = new SequenceInputStream(
                new ByteArrayInputStream(message),
                new WhenRead(
                        () -> {
                            assertThat(Sql.count("arriving_chunk")).isGreaterThan(70);
                            if (isMoved) {
                                BatchNow.move();
                            }
                        },
                        (byte) 1));
        assertThatThrownBy(() -> receive("country", moreBehindIt)).isInstanceOf(MessageRefused.class);
        assertThat(rowsOfEveryTable()).isEqualTo(before);
    }

    /** Its chunks were all there; the batch tells that its octets are too. */
    @Test
    void aDuplicateOf20MegabytesLeavesNoRowAfterTheBatch() throws Exception {
        byte[] message = MadeMessage.binary(DESK, 20_000_000);
        receive("country", message);
        BatchNow.move();
        String before = rowsOfEveryTable();
        receive("country", message);
        BatchNow.move();
        assertThat(rowsOfEveryTable()).isEqualTo(before);
    }

    private static String rowsOfEveryTable() {
        return Sql.text(
                "select string_agg(c.relname || ' ' || (xpath('/row/n/text()', query_to_xml('select count(*) as n from '"
                        + " || c.oid::regclass, true, true, '')))[1]::text, ', ' order by c.relname) from pg_class c"
                        + " where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace");
    }

    @Test
    void anUploadThatBreaksOffLeavesNothingAtOnce() {
        byte[] message = MadeMessage.binary(DESK, 4 * TakingBodies.CHUNK);
        InputStream half = new ByteArrayInputStream(message, 0, message.length / 4 * 3);
        InputStream broken = new SequenceInputStream(
                new SequenceInputStream(
                        half,
                        new WhenRead(
                                () -> assertThat(Sql.count("arriving_chunk")).isPositive(), (byte) 1)),
                new BrokenStream());
        assertThatThrownBy(() -> receive("urgent", broken)).isInstanceOf(IOException.class);
        assertNothingArriving();
    }

    /** Nobody asks abandon_upload for it: the process was killed, or could not reach the database. */
    @Test
    void anUploadThatIsNeverFinishedIsSweptByTheBatchesAfterIt() throws Exception {
        Sql.run("insert into arriving_chunk select 0, gen_random_uuid(), 0, '\\x01' from generate_series(1, 3)");
        BatchNow.move();
        assertThat(Sql.count("arriving_chunk")).isZero();
        assertThat(Sql.count("body_chunk")).isEqualTo(3);
        BatchNow.move();
        BatchNow.move();
        for (String table : List.of("body_chunk", "unfinished_upload", "unfinished_message", "quarantine")) {
            assertThat(Sql.count(table)).as(table).isZero();
        }
    }

    @Test
    void batchesLeaveFinishedBodiesAlone() throws Exception {
        receive("urgent", MadeMessage.binary(DESK, 2 * TakingBodies.CHUNK));
        receive("country", MadeMessage.binary(DESK, 2 * TakingBodies.CHUNK));
        for (int batch = 0; batch < 4; batch++) {
            Sql.run("insert into arriving_chunk values (1, gen_random_uuid(), 0, '\\x01')");
            BatchNow.move();
        }
        assertThat(Sql.count("body_chunk c join body b on b.id = c.body")).isEqualTo(4);
    }

    @Test
    void aBodyOfWhichAChunkWasLostIsNotAccepted() {
        byte[] message = MadeMessage.binary(DESK, 4 * TakingBodies.CHUNK);
        InputStream losing = new SequenceInputStream(
                new ByteArrayInputStream(message, 0, message.length - 1),
                new WhenRead(
                        () -> Sql.run("delete from arriving_chunk where number = 1"), message[message.length - 1]));
        refusedWithoutATrace(losing);
    }

    @Test
    void aBodyThatWasGivenUpMeanwhileIsNotAccepted() {
        byte[] message = MadeMessage.binary(DESK, 4 * TakingBodies.CHUNK);
        InputStream swept = new SequenceInputStream(
                new ByteArrayInputStream(message, 0, message.length - 1),
                new WhenRead(ReceivingReportsTest::threeBatches, message[message.length - 1]));
        refusedWithoutATrace(swept);
    }

    /** Only marked yet: its chunks are all there, but the next batch deletes them. */
    @Test
    void aBodyThatIsAboutToBeGivenUpIsNotAccepted() {
        byte[] message = MadeMessage.binary(DESK, 4 * TakingBodies.CHUNK);
        InputStream marked = new SequenceInputStream(
                new ByteArrayInputStream(message, 0, message.length - 1),
                new WhenRead(
                        () -> {
                            BatchNow.move();
                            BatchNow.move();
                            assertThat(Sql.count("body_chunk")).isEqualTo(2);
                        },
                        message[message.length - 1]));
        refusedWithoutATrace(marked);
    }

    @Test
    void aBodyThatGoesOnWhileBatchesAreMovedIsWhole() throws Exception {
        int length = 8 * TakingBodies.CHUNK - 1_000;
        byte[] message = MadeMessage.binary(DESK, length);
        InputStream upload = InputStream.nullInputStream();
        int piece = 2 * TakingBodies.CHUNK;
        for (int from = 0; from < message.length; from += piece) {
            int next = Math.min(message.length, from + piece);
            upload = new SequenceInputStream(
                    upload,
                    new SequenceInputStream(
                            new ByteArrayInputStream(message, from, next - from - 1),
                            new WhenRead(BatchNow::move, message[next - 1])));
        }
        receive("country", upload);
        BatchNow.move();
        assertThat(Sql.count("sealed_message where length = " + length)).isEqualTo(1);
        assertThat(Sql.count("quarantine")).isZero();
    }

    private static void threeBatches() {
        for (int batch = 0; batch < 3; batch++) {
            BatchNow.move();
        }
        assertThat(Sql.count("body_chunk")).isZero();
    }

    private void refusedWithoutATrace(InputStream upload) {
        assertThatThrownBy(() -> receive("country", upload))
                .isInstanceOfSatisfying(
                        NotStored.class,
                        failure -> assertThat(failure.certainty()).isEqualTo(NotStored.Certainty.NOTHING_STORED));
        assertNothingArriving();
        assertThat(Sql.count("body_chunk")).isZero();
        BatchNow.move();
        assertThat(Sql.count("entry")).isZero();
    }

    private static void assertNothingArriving() {
        for (String table : ARRIVING) {
            assertThat(Sql.count(table)).as(table).isZero();
        }
        for (String table : List.of("unfinished_message", "unfinished_upload", "quarantine")) {
            assertThat(Sql.count(table)).as(table).isZero();
        }
    }

    @Test
    void aDatabaseThatIsGoneStoresNothingAndSaysSo() {
        DataSource gone = TestDataSource.of(DatabaseRole.SOURCE);
        Sql.run("revoke connect on database sallyport from sallyport_source");
        try {
            assertThatThrownBy(() -> receive(reports(gone), "urgent", stream(MadeMessage.binary(DESK, 100))))
                    .isInstanceOfSatisfying(
                            NotStored.class,
                            failure -> assertThat(failure.certainty()).isEqualTo(NotStored.Certainty.NOTHING_STORED));
        } finally {
            Sql.run("grant connect on database sallyport to sallyport_source");
        }
    }

    private void receive(String desk, byte[] message) throws Exception {
        receive(desk, stream(message));
    }

    private void receive(String desk, InputStream message) throws Exception {
        receive(reports, desk, message);
    }

    private static void receive(ReceivingReports reports, String desk, InputStream message) throws Exception {
        boolean prompt = "urgent".equals(desk);
        reports.receive(new Destination(desk, prompt, ArrivalKind.REPORT), Gate.admit(message, DESK), Optional.empty());
    }

    private static ReceivingReports reports(DataSource database) {
        return new ReceivingReports(database, new TakingBodies(database));
    }

    private static InputStream stream(byte[] octets) {
        return new ByteArrayInputStream(octets);
    }

    private static EncryptionKey key(String digit) {
        return new EncryptionKey(new Fingerprint(digit.repeat(40)), new Fingerprint("C" + digit.repeat(39)), 18);
    }

    @SuppressWarnings("InputStreamSlowMultibyteRead") // it is read once
    private static final class BrokenStream extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("connection reset");
        }
    }

    /** One octet, and something that happens just before it is read. */
    @SuppressWarnings("InputStreamSlowMultibyteRead") // it is one octet
    private static final class WhenRead extends InputStream {
        private final Runnable event;
        private final int octet;
        private boolean read;

        WhenRead(Runnable event, byte octet) {
            this.event = event;
            this.octet = octet & 0xFF;
        }

        @Override
        public int read() {
            if (read) {
                return -1;
            }
            read = true;
            event.run();
            return octet;
        }
    }
}
