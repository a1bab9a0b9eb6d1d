package org.sallyport.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.codename.Codename;
import org.sallyport.intake.SendNow;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.ShownAtOnce;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StaffFaceWithoutSignIn;
import org.sallyport.vault.BatchNow;
import org.sallyport.vault.Reader;

/** What a source sends from its mailbox's page: it belongs to the report, is never taken for it, and is told apart from a new one. */
@QuarkusTest
@TestProfile(StaffFaceWithoutSignIn.class)
class AdditionsTest {
    private static final EncryptionKey ONE = Reviewers.key("A");
    private static final EncryptionKey TWO = Reviewers.key("B");
    private static final EncryptionKey NEW = Reviewers.key("D");
    private static final List<EncryptionKey> DESK = List.of(ONE, TWO);
    private static final Reader FIRST = Reviewers.reader("urgent", ONE);
    private static final LivingReaders LIVING = new LivingReaders(
            List.of(Reviewers.at(ONE, "urgent"), Reviewers.at(TWO, "urgent"), Reviewers.at(NEW, "urgent")), List.of());

    private final Codename codename = AsSource.mint();

    @Inject
    Entries entries;

    @Inject
    EntryThreads threads;

    @Inject
    HandingOn handingOn;

    @BeforeEach
    void nothingIsStored() throws Exception {
        PostgreSQL.empty();
        ShownAtOnce.at("urgent");
    }

    @Test
    void anAdditionIsMarkedAndStandsBehindTheReport() throws Exception {
        byte[] message = AsSource.message(DESK);
        UUID entry = AsSource.reports(codename, message, DESK);
        for (int addition = 0; addition < 8; addition++) {
            AsSource.adds(codename, DESK);
            List<ThreadMessage> thread = threads.thread(FIRST, entry).messages();
            assertThat(thread).hasSize(addition + 2);
            assertThat(thread.get(0).kind()).isEqualTo("report");
            assertThat(thread.subList(1, thread.size()))
                    .allSatisfy(one -> assertThat(one.kind()).isEqualTo("addition"));
            assertThat(InVault.holds(
                            InVault.file(
                                    threads.export(FIRST, entry, thread.get(0).id())),
                            InVault.packet(message, ONE)))
                    .isTrue();
        }
        assertThat(InVault.only()).isEqualTo(entry);
    }

    /** An addition that came on an earlier day than what stands as the report cannot come before it either. */
    @Test
    void theReportIsFirstWhateverTheDays() throws Exception {
        UUID entry = AsSource.reports(codename, AsSource.message(DESK), DESK);
        AsSource.adds(codename, DESK);
        Sql.run("update sealed_message set received = received - 3 where kind = 'addition'");
        assertThat(threads.thread(FIRST, entry).messages())
                .extracting(ThreadMessage::kind)
                .containsExactly("report", "addition");
    }

    /** A batch is moved in random order. */
    @Test
    void ofOneBatchTheReportIsTheReportToo() throws Exception {
        int sources = 12;
        List<byte[]> reports = new ArrayList<>();
        for (int number = 0; number < sources; number++) {
            Codename source = AsSource.mint();
            reports.add(AsSource.message(DESK));
            SendNow.to("urgent").under(source).message(reports.get(number), DESK);
            SendNow.to("urgent").under(source).asAddition().message(AsSource.message(DESK), DESK);
        }
        BatchNow.move();
        assertThat(InVault.entries()).hasSize(sources);
        for (UUID entry : InVault.entries()) {
            assertThat(threads.thread(FIRST, entry).messages())
                    .extracting(ThreadMessage::kind)
                    .containsExactly("report", "addition");
        }
        assertThat(Sql.count("entry_access a where a.body = (select m.body from sealed_message m"
                        + " where m.entry = a.entry and m.kind = 'report')"))
                .as("whose twins are found by the report")
                .isEqualTo(2L * sources);
        for (byte[] report : reports) {
            SendNow.to("urgent").message(report, DESK);
        }
        BatchNow.move();
        assertThat(list())
                .hasSize(sources)
                .allSatisfy(line -> assertThat(line.twins()).isOne());
    }

    @Test
    void severalReportsUnderOneCodenameAreAllShownAsSuch() throws Exception {
        UUID entry = AsSource.reports(codename, AsSource.message(DESK), DESK);
        SendNow.to("urgent").under(codename).message(AsSource.message(DESK), DESK);
        AsSource.adds(codename, DESK);
        assertThat(threads.thread(FIRST, entry).messages())
                .extracting(ThreadMessage::kind)
                .containsExactly("report", "report", "addition");
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENED", "WAITING", "DONE", "AGAIN"})
    void theSourceWroteAgainIsAStateOfItsOwnAboveTheOthers(EntryState before) throws Exception {
        UUID entry = AsSource.reports(codename, AsSource.message(DESK), DESK);
        UUID unopened = AsSource.reports(AsSource.message(DESK), DESK);
        entries.move(FIRST, entry, EntryState.OPENED);
        if (before == EntryState.AGAIN) {
            AsSource.adds(codename, DESK);
        } else if (before != EntryState.OPENED) {
            entries.move(FIRST, entry, before);
        }
        assertThat(entries.find(FIRST, entry).orElseThrow().state()).isEqualTo(before);
        AsSource.adds(codename, DESK);
        assertThat(list()).extracting(EntrySummary::id).containsExactly(entry, unopened);
        assertThat(list()).extracting(EntrySummary::state).containsExactly(EntryState.AGAIN, EntryState.RECEIVED);
        assertThat(list()).extracting(EntrySummary::unread).containsExactly(true, true);
        assertThat(Sql.count("entry_access where state = 'again'")).isEqualTo(2);
        assertThat(entries.move(FIRST, entry, EntryState.WAITING).state()).isEqualTo(EntryState.WAITING);
    }

    @Test
    void whatNobodyHasOpenedStaysReceived() throws Exception {
        UUID entry = AsSource.reports(codename, AsSource.message(DESK), DESK);
        AsSource.adds(codename, DESK);
        assertThat(entries.find(FIRST, entry).orElseThrow().state()).isEqualTo(EntryState.RECEIVED);
        assertThat(Sql.count("entry_access where state = 'received'")).isEqualTo(2);
    }

    @Test
    void theSameAdditionAgainTellsNobody() throws Exception {
        UUID entry = AsSource.reports(codename, AsSource.message(DESK), DESK);
        byte[] addition = AsSource.message(DESK);
        SendNow.to("urgent").under(codename).asAddition().message(addition, DESK);
        BatchNow.move();
        entries.move(FIRST, entry, EntryState.OPENED);
        SendNow.to("urgent").under(codename).asAddition().message(addition, DESK);
        BatchNow.move();
        assertThat(entries.find(FIRST, entry).orElseThrow().state()).isEqualTo(EntryState.OPENED);
        assertThat(threads.thread(FIRST, entry).messages()).hasSize(2);
    }

    @Test
    void whoeverHasOnlyTheAdditionSeesThatThereIsAReport() throws Exception {
        UUID entry = AsSource.reports(codename, AsSource.message(DESK), DESK);
        AsSource.adds(codename, List.of(ONE, NEW));
        Reader later = Reviewers.reader("urgent", NEW);
        assertThat(entries.find(later, entry)).isPresent();
        List<ThreadMessage> thread = threads.thread(later, entry).messages();
        assertThat(thread).extracting(ThreadMessage::kind).containsExactly("report", "addition");
        assertThat(thread).extracting(ThreadMessage::readable).containsExactly(false, true);
    }

    @Test
    void aColleagueToWhomALaterAdditionWasNotSealedStillOpensTheReport() throws Exception {
        UUID entry = AsSource.reports(codename, AsSource.message(DESK), DESK);
        handOn(entry);
        AsSource.adds(codename, DESK);
        Reader colleague = Reviewers.reader("urgent", NEW);
        List<ThreadMessage> thread = threads.thread(colleague, entry).messages();
        assertThat(thread).extracting(ThreadMessage::kind).containsExactly("report", "addition");
        assertThat(thread).extracting(ThreadMessage::readable).containsExactly(true, false);
        assertThat(threads.export(colleague, entry, thread.get(0).id()).length())
                .isPositive();
        assertThatThrownBy(() -> threads.export(colleague, entry, thread.get(1).id()))
                .isInstanceOf(EntryNotFound.class);
        assertThat(entries.find(colleague, entry))
                .hasValueSatisfying(line -> assertThat(line.unread()).isTrue());

        handOn(entry);
        assertThat(threads.thread(colleague, entry).messages()).allMatch(ThreadMessage::readable);
    }

    private void handOn(UUID entry) throws Exception {
        List<Colleague> to = List.of(Reviewers.colleague(NEW, "urgent"));
        List<Readdressing.Replacement> packets = handingOn.messages(FIRST, entry, to).stream()
                .map(one -> new Readdressing.Replacement(one.message(), MadeMessage.sessionKeyPacket(NEW)))
                .toList();
        handingOn.hand(new HandingOn.Giver(FIRST, "urgent-1", false), entry, to, packets, LIVING);
    }

    private List<EntrySummary> list() {
        return entries.page(FIRST, EntryFilter.NONE, Optional.empty(), Entries.MOST)
                .entries();
    }
}
