package org.sallyport.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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

class ReceivingReportsTest {
    private static final EncryptionKey ONE = key("A");
    private static final EncryptionKey TWO = key("B");
    private static final List<EncryptionKey> DESK = List.of(ONE, TWO);
    private static final Clock EVENING = Clock.fixed(Instant.parse("2026-11-24T23:59:59Z"), ZoneOffset.ofHours(9));

    private final DataSource source = TestDataSource.of(DatabaseRole.SOURCE);
    private final ReceivingReports reports = reports(source);

    @BeforeEach
    void nothingIsStored() throws SQLException {
        PostgreSQL.empty();
        ShownAtOnce.at("urgent");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {41, SealedBodies.CHUNK - 1, SealedBodies.CHUNK, SealedBodies.CHUNK + 1, 5 * SealedBodies.CHUNK})
    void aMessageIsStoredWholeWhateverItsLength(int length) throws Exception {
        byte[] message = MadeMessage.binary(DESK, length);
        receive("urgent", message);
        assertThat(Sql.count("entry where state = 'received' and desk = 'urgent'"))
                .isEqualTo(1);
        assertThat(Sql.count("sealed_message m where length = " + length + " and digest = (select sha256(string_agg("
                        + "octets, '' order by number)) from body_chunk c where c.body = m.body)"))
                .isEqualTo(1);
        assertThat(Sql.count("session_key_packet")).isEqualTo(2);
        assertThat(Sql.count("entry_access where state = 'received'")).isEqualTo(2);
    }

    @Test
    void theDayIsTheDayInUtc() throws Exception {
        receive("urgent", MadeMessage.binary(DESK, 100));
        assertThat(Sql.count("entry where received = '2026-11-24'")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 2 * SealedBodies.CHUNK})
    void theSameMessageAgainIsStoredOnce(int length) throws Exception {
        byte[] message = MadeMessage.binary(DESK, length);
        receive("urgent", message);
        receive("urgent", message);
        assertThat(Sql.count("entry")).isEqualTo(1);
        assertThat(Sql.count("sealed_message")).isEqualTo(1);
        assertThat(Sql.count("session_key_packet")).isEqualTo(2);
    }

    @Test
    void theSameMessageToTwoDesksReachesBoth() throws Exception {
        byte[] message = MadeMessage.binary(DESK, 100);
        receive("urgent", message);
        receive("country", message);
        assertThat(Sql.count("entry")).isEqualTo(2);
    }

    @Test
    void aMessageThatHidesItsRecipientsIsForEveryReviewerOfTheDesk() throws Exception {
        byte[] message = MadeMessage.binary(DESK, 100);
        // Key id 0 in both packets (RFC 9580, 5.1.8).
        Arrays.fill(message, 7, 15, (byte) 0);
        Arrays.fill(message, 66 + 7, 66 + 15, (byte) 0);
        receive("urgent", message);
        assertThat(Sql.count("session_key_packet where recipient is null")).isEqualTo(2);
        assertThat(Sql.count("entry_access")).isEqualTo(2);
    }

    @Test
    void aMessageForOneReviewerIsForNobodyElse() throws Exception {
        receive("urgent", MadeMessage.binary(List.of(ONE), 100));
        assertThat(Sql.count(
                        "entry_access where recipient = '" + ONE.certificate().hex() + "'"))
                .isEqualTo(1);
        assertThat(Sql.count("entry_access")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 3 * SealedBodies.CHUNK})
    void aMessageThatTurnsOutBadAtItsEndIsNotShown(int length) {
        byte[] message = MadeMessage.binary(DESK, length);
        byte[] trailing = Arrays.copyOf(message, message.length + 1);
        assertThatThrownBy(() -> receive("urgent", trailing)).isInstanceOf(MessageRefused.class);
        byte[] truncated = Arrays.copyOf(message, message.length - 1);
        assertThatThrownBy(() -> receive("urgent", truncated)).isInstanceOf(MessageRefused.class);
        assertThat(Sql.count("entry")).isZero();
        assertThat(Sql.count("sealed_message")).isZero();
    }

    @Test
    void anUploadThatBreaksOffIsNotShownAndIsSweptLater() throws Exception {
        byte[] message = MadeMessage.binary(DESK, 4 * SealedBodies.CHUNK);
        InputStream half = new ByteArrayInputStream(message, 0, message.length / 4 * 3);
        InputStream broken = new SequenceInputStream(half, new BrokenStream());
        assertThatThrownBy(() -> receive("urgent", broken)).isInstanceOf(IOException.class);
        assertThat(Sql.count("entry")).isZero();
        assertThat(Sql.count("body_chunk")).isPositive();

        SweepingBodies sweeper = new SweepingBodies(TestDataSource.of(DatabaseRole.STAFF));
        sweeper.sweep();
        assertThat(Sql.count("body")).isEqualTo(1);
        sweeper.sweep();
        assertThat(Sql.count("body")).isZero();
        assertThat(Sql.count("body_chunk")).isZero();
    }

    @Test
    void theSweeperLeavesFinishedBodiesAlone() throws Exception {
        receive("urgent", MadeMessage.binary(DESK, 2 * SealedBodies.CHUNK));
        SweepingBodies sweeper = new SweepingBodies(TestDataSource.of(DatabaseRole.STAFF));
        sweeper.sweep();
        sweeper.sweep();
        assertThat(Sql.count("body_chunk")).isEqualTo(2);
    }

    @Test
    void aBodyOfWhichAChunkWasLostIsNotAccepted() throws Exception {
        byte[] message = MadeMessage.binary(DESK, 4 * SealedBodies.CHUNK);
        InputStream losing = new SequenceInputStream(
                new ByteArrayInputStream(message, 0, message.length - 1),
                new WhenRead(() -> Sql.run("delete from body_chunk where number = 1"), message[message.length - 1]));
        assertThatThrownBy(() -> receive("urgent", losing))
                .isInstanceOfSatisfying(
                        NotStored.class,
                        failure -> assertThat(failure.certainty()).isEqualTo(NotStored.Certainty.NOTHING_STORED));
        assertThat(Sql.count("entry")).isZero();
    }

    @Test
    void aBodyThatWasSweptMeanwhileIsNotAccepted() {
        byte[] message = MadeMessage.binary(DESK, 4 * SealedBodies.CHUNK);
        InputStream swept = new SequenceInputStream(
                new ByteArrayInputStream(message, 0, message.length - 1),
                new WhenRead(() -> Sql.run("delete from body"), message[message.length - 1]));
        assertThatThrownBy(() -> receive("urgent", swept)).isInstanceOf(NotStored.class);
        assertThat(Sql.count("entry")).isZero();
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
        Set<Fingerprint> reviewers =
                DESK.stream().map(EncryptionKey::certificate).collect(Collectors.toSet());
        reports.receive(desk, reviewers, Gate.admit(message, DESK), Optional.empty());
    }

    private static ReceivingReports reports(DataSource database) {
        return new ReceivingReports(database, new SealedBodies(database), new SessionKeyPackets(database), EVENING);
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
