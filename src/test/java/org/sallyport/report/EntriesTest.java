package org.sallyport.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.Gate;
import org.sallyport.standalone.DatabaseRole;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.ShownAtOnce;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StaffFaceWithoutSignIn;
import org.sallyport.testkit.TestDataSource;

@QuarkusTest
@TestProfile(StaffFaceWithoutSignIn.class)
class EntriesTest {
    private static final Instant TODAY = Instant.parse("2026-11-24T12:00:00Z");
    private static final EncryptionKey ONE = key("A");
    private static final EncryptionKey TWO = key("B");
    private static final Reader READER =
            new Reader(Set.of("urgent"), Set.of(ONE.certificate().hex()), List.of());

    @Inject
    Entries entries;

    @BeforeEach
    void nothingIsStored() throws SQLException {
        PostgreSQL.empty();
        ShownAtOnce.at("urgent");
    }

    @Test
    void aReaderSeesTheEntriesOfTheirDeskThatCarryAPacketForThem() throws Exception {
        receive("urgent", List.of(ONE), TODAY);
        assertThat(list(READER)).singleElement().satisfies(entry -> {
            assertThat(entry.desk()).isEqualTo("urgent");
            assertThat(entry.received()).isEqualTo("2026-11-24");
            assertThat(entry.state()).isEqualTo(EntryState.RECEIVED);
            assertThat(entry.sizeClass()).isEqualTo("up to 16 kB");
        });
    }

    @Test
    void neitherGrantAloneShowsAnything() throws Exception {
        receive("urgent", List.of(ONE), TODAY);
        UUID id = list(READER).get(0).id();
        Reader otherDesk =
                new Reader(Set.of("country"), Set.of(ONE.certificate().hex()), List.of());
        Reader otherCertificate =
                new Reader(Set.of("urgent"), Set.of(TWO.certificate().hex()), List.of());
        Reader noCertificate = new Reader(Set.of("urgent"), Set.of(), List.of());
        for (Reader reader : List.of(otherDesk, otherCertificate, noCertificate)) {
            assertThat(list(reader)).isEmpty();
            assertThat(entries.find(reader, id)).isEmpty();
            assertThat(entries.export(reader, id)).isEmpty();
            assertThatThrownBy(() -> entries.move(reader, id, EntryState.OPENED))
                    .isInstanceOf(EntryNotFound.class);
        }
    }

    @Test
    void anEntryThatTwoOfTheirCertificatesOpenIsListedOnce() throws Exception {
        receive("urgent", List.of(ONE, TWO), TODAY);
        assertThat(list(new Reader(
                        Set.of("urgent", "country"),
                        Set.of(ONE.certificate().hex(), TWO.certificate().hex()),
                        List.of())))
                .hasSize(1);
    }

    @Test
    void unopenedComesFirstThenTheNewestDay() throws Exception {
        for (int day = 0; day < 3; day++) {
            receive("urgent", List.of(ONE), TODAY.minus(Duration.ofDays(day)));
        }
        EntrySummary newest = list(READER).get(0);
        assertThat(newest.received()).isEqualTo("2026-11-24");
        entries.move(READER, newest.id(), EntryState.OPENED);
        assertThat(list(READER).stream().map(entry -> entry.received().toString()))
                .containsExactly("2026-11-23", "2026-11-22", "2026-11-24");
    }

    @Test
    void withinADayTheOrderIsNotThatOfArrival() throws Exception {
        List<UUID> arrived = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            receive("urgent", List.of(ONE), TODAY);
            Set<UUID> known = new HashSet<>(arrived);
            list(READER).stream()
                    .map(EntrySummary::id)
                    .filter(id -> !known.contains(id))
                    .forEach(arrived::add);
        }
        List<UUID> listed = list(READER).stream().map(EntrySummary::id).toList();
        assertThat(listed).containsExactlyInAnyOrderElementsOf(arrived).isNotEqualTo(arrived);
        assertThat(listed).isSortedAccordingTo((one, other) -> other.toString().compareTo(one.toString()));
    }

    @Test
    void pagesJoinWithoutGapOrRepetition() throws Exception {
        for (int i = 0; i < 7; i++) {
            receive("urgent", List.of(ONE), TODAY.minus(Duration.ofDays(i / 3)));
        }
        List<EntrySummary> paged = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            EntryPage page = entries.page(READER, EntryFilter.NONE, after, 2);
            paged.addAll(page.entries());
            after = page.next();
        } while (after.isPresent());
        assertThat(paged).hasSize(7).isEqualTo(list(READER));
    }

    @Test
    void aPageOfNoSizeOrTooLargeASizeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> entries.page(READER, EntryFilter.NONE, Optional.empty(), 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> entries.page(READER, EntryFilter.NONE, Optional.empty(), Entries.MOST + 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> entries.page(READER, EntryFilter.NONE, Optional.of("?"), 10));
    }

    @Test
    void aStateThatCannotBeReachedIsRefused() throws Exception {
        receive("urgent", List.of(ONE), TODAY);
        UUID id = list(READER).get(0).id();
        assertThatThrownBy(() -> entries.move(READER, id, EntryState.DONE)).isInstanceOf(TransitionNotAllowed.class);
        assertThat(entries.find(READER, id).orElseThrow().state()).isEqualTo(EntryState.RECEIVED);
        assertThat(entries.move(READER, id, EntryState.OPENED).state()).isEqualTo(EntryState.OPENED);
        assertThat(entries.move(READER, id, EntryState.RECEIVED).state()).isEqualTo(EntryState.RECEIVED);
        assertThat(Sql.count("entry_access where state = 'received'")).isEqualTo(1);
    }

    @Test
    void anExportIsTheMessageWithThisReadersPacketsOnly() throws Exception {
        byte[] message = receive("urgent", List.of(ONE, TWO), TODAY, 3 * SealedBodies.CHUNK);
        SealedExport export = entries.export(READER, list(READER).get(0).id()).orElseThrow();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        export.writeTo(file);
        assertThat(file.size()).isEqualTo((int) export.length());
        byte[] body = Arrays.copyOfRange(message, message.length - 3 * SealedBodies.CHUNK, message.length);
        byte[] packet = Arrays.copyOfRange(message, 6, 66);
        assertThat(file.toByteArray()).startsWith(0xC1, 60).endsWith(body);
        assertThat(Arrays.copyOfRange(file.toByteArray(), 2, 62)).isEqualTo(packet);
        assertThat(file.size()).isEqualTo(2 + 60 + 6 + body.length);
    }

    private List<EntrySummary> list(Reader reader) {
        return entries.page(reader, EntryFilter.NONE, Optional.empty(), Entries.MOST)
                .entries();
    }

    private static byte[] receive(String desk, List<EncryptionKey> keys, Instant when) throws Exception {
        return receive(desk, keys, when, 100);
    }

    private static byte[] receive(String desk, List<EncryptionKey> keys, Instant when, int length) throws Exception {
        DataSource source = TestDataSource.of(DatabaseRole.SOURCE);
        byte[] message = MadeMessage.binary(keys, length);
        new ReceivingReports(
                        source,
                        new SealedBodies(source),
                        new SessionKeyPackets(source),
                        Clock.fixed(when, ZoneOffset.UTC))
                .receive(desk, Set.of(), Gate.admit(new ByteArrayInputStream(message), keys), Optional.empty());
        return message;
    }

    private static EncryptionKey key(String digit) {
        return new EncryptionKey(new Fingerprint(digit.repeat(40)), new Fingerprint("C" + digit.repeat(39)), 18);
    }
}
