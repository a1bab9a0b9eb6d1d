package org.sallyport.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.intake.SendNow;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.ShownAtOnce;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StaffFaceWithoutSignIn;
import org.sallyport.vault.BatchNow;
import org.sallyport.vault.Reader;

@QuarkusTest
@TestProfile(StaffFaceWithoutSignIn.class)
class EntriesTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
    private static final int CHUNK = 256 * 1024;
    private static final EncryptionKey ONE = Reviewers.key("A");
    private static final EncryptionKey TWO = Reviewers.key("B");
    private static final Reader READER = Reviewers.reader("urgent", ONE);

    @Inject
    Entries entries;

    @Inject
    EntryThreads threads;

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
        UUID message = threads.thread(READER, id).messages().get(0).id();
        assertThat(threads.export(READER, id, message).length()).isPositive();
        Reader otherDesk = Reviewers.reader("country", ONE);
        Reader otherCertificate = Reviewers.reader("urgent", TWO);
        Reader noCertificate = Reviewers.reader("urgent");
        for (Reader reader : List.of(otherDesk, otherCertificate, noCertificate)) {
            assertThat(list(reader)).isEmpty();
            assertThat(entries.find(reader, id)).isEmpty();
            assertThatThrownBy(() -> threads.thread(reader, id)).isInstanceOf(EntryNotFound.class);
            assertThatThrownBy(() -> threads.export(reader, id, message)).isInstanceOf(EntryNotFound.class);
            assertThatThrownBy(() -> entries.move(reader, id, EntryState.OPENED))
                    .isInstanceOf(EntryNotFound.class);
        }
    }

    @Test
    void anEntryThatTwoOfTheirCertificatesOpenIsListedOnce() throws Exception {
        receive("urgent", List.of(ONE, TWO), TODAY);
        assertThat(list(Reviewers.reader(Set.of("urgent", "country"), ONE, TWO)))
                .hasSize(1);
    }

    @Test
    void unopenedComesFirstThenTheNewestDay() throws Exception {
        for (int day = 0; day < 3; day++) {
            receive("urgent", List.of(ONE), TODAY.minusDays(day));
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
            receive("urgent", List.of(ONE), TODAY.minusDays(i / 3));
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
        byte[] message = receive("urgent", List.of(ONE, TWO), TODAY, 3 * CHUNK);
        UUID entry = list(READER).get(0).id();
        UUID id = threads.thread(READER, entry).messages().get(0).id();
        byte[] file = InVault.file(threads.export(READER, entry, id));
        byte[] body = Arrays.copyOfRange(message, message.length - 3 * CHUNK, message.length);
        byte[] packet = Arrays.copyOfRange(message, 6, 66);
        assertThat(file).startsWith(0xC1, 60).endsWith(body);
        assertThat(Arrays.copyOfRange(file, 2, 62)).isEqualTo(packet);
        assertThat(file.length).isEqualTo(2 + 60 + 6 + body.length);
    }

    @Test
    void nothingIsSeenBeforeItsBatch() throws Exception {
        SendNow.to("urgent").message(MadeMessage.binary(List.of(ONE), 100), List.of(ONE));
        assertThat(list(READER)).isEmpty();
        BatchNow.move();
        assertThat(list(READER)).hasSize(1);
    }

    private List<EntrySummary> list(Reader reader) {
        return entries.page(reader, EntryFilter.NONE, Optional.empty(), Entries.MOST)
                .entries();
    }

    private static byte[] receive(String desk, List<EncryptionKey> keys, LocalDate day) throws Exception {
        return receive(desk, keys, day, 100);
    }

    private static byte[] receive(String desk, List<EncryptionKey> keys, LocalDate day, int length) throws Exception {
        byte[] message = MadeMessage.binary(keys, length);
        SendNow.to(desk).message(message, keys);
        BatchNow.move(day, Map.of());
        return message;
    }
}
