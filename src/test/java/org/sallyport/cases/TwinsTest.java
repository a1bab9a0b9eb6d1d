package org.sallyport.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.codename.Codename;
import org.sallyport.intake.SendNow;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.ShownAtOnce;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StaffFaceWithoutSignIn;
import org.sallyport.vault.BatchNow;
import org.sallyport.vault.Reader;

/** A captured message that somebody sends again under a codename of their own: an entry of its own, in one line with the writer's. */
@QuarkusTest
@TestProfile(StaffFaceWithoutSignIn.class)
class TwinsTest {
    private static final EncryptionKey ONE = Reviewers.key("A");
    private static final EncryptionKey TWO = Reviewers.key("B");
    private static final List<EncryptionKey> DESK = List.of(ONE, TWO);
    private static final Reader FIRST = Reviewers.reader("urgent", ONE);
    private static final Reader SECOND = Reviewers.reader("urgent", TWO);
    private static final LivingReaders LIVING =
            new LivingReaders(List.of(Reviewers.at(ONE, "urgent"), Reviewers.at(TWO, "urgent")), List.of());
    private static final int COPIES = 1_000;

    private final byte[] message = AsSource.message(DESK);
    private final Codename codename = AsSource.mint();

    @Inject
    Entries entries;

    @Inject
    EntryThreads threads;

    @Inject
    SeenMessages seen;

    @Inject
    Withdrawals withdrawals;

    @BeforeEach
    void nothingIsStored() throws Exception {
        PostgreSQL.empty();
        ShownAtOnce.at("urgent", "country");
    }

    @Test
    void aMessageReplayedUnderAThousandCodenamesIsOneBodyAndOneLine() throws Exception {
        UUID report = AsSource.reports(codename, message, DESK);
        for (int copy = 0; copy < COPIES; copy++) {
            try (Codename other = AsSource.mint()) {
                SendNow.to("urgent").under(other).message(message, DESK);
            }
        }
        long start = System.nanoTime();
        BatchNow.move();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        System.out.printf("twins: a batch of %d copies of a message took %d ms%n", COPIES, took.toMillis());
        assertThat(took).isLessThan(Duration.ofSeconds(60));

        assertThat(Sql.count("quarantine")).isZero();
        assertThat(Sql.count("body")).isOne();
        assertThat(Sql.count("body_chunk")).isOne();
        assertThat(InVault.entries()).hasSize(COPIES + 1).contains(report);
        for (Reader reader : List.of(FIRST, SECOND)) {
            assertThat(list(reader)).singleElement().satisfies(line -> {
                assertThat(line.id()).isEqualTo(report);
                assertThat(line.twins()).isEqualTo(COPIES);
            });
            EntryThread thread = threads.thread(reader, report);
            assertThat(thread.messages()).hasSize(1);
            assertThat(thread.twins().size() + thread.moreTwins()).isEqualTo(COPIES);
            assertThat(thread.twins()).as("a page of no length").hasSizeLessThanOrEqualTo(20);
            byte[] packet = InVault.packet(message, reader.equals(FIRST) ? ONE : TWO);
            assertThat(InVault.holds(export(reader, report), packet)).isTrue();
        }
    }

    /** Whoever captured it may have been quicker than its writer. */
    @Test
    void copiesInOneBatchWithTheTrueOneAreOneLineToo() throws Exception {
        int copies = 50;
        for (int copy = 0; copy < copies; copy++) {
            SendNow.to("urgent").under(AsSource.mint()).message(message, DESK);
        }
        SendNow.to("urgent").under(codename).message(message, DESK);
        BatchNow.move();
        assertThat(list(FIRST))
                .singleElement()
                .satisfies(line -> assertThat(line.twins()).isEqualTo(copies));
        assertThat(InVault.entries(codename)).hasSize(1);
        assertThat(Sql.count("body")).isOne();
    }

    @Test
    void aTwinIsShownOnlyToReadersOfBoth() throws Exception {
        UUID report = AsSource.reports(codename, message, DESK);
        UUID copy = AsSource.reports(AsSource.mint(), InVault.narrower(message, DESK, List.of(ONE)), DESK);
        assertThat(threads.thread(FIRST, report).twins())
                .extracting(Twin::entry)
                .containsExactly(copy);
        assertThat(threads.thread(FIRST, copy).twins()).extracting(Twin::entry).containsExactly(report);
        assertThat(list(FIRST))
                .singleElement()
                .satisfies(line -> assertThat(line.twins()).isOne());
        assertThat(threads.thread(SECOND, report).twins()).isEmpty();
        assertThat(list(SECOND))
                .singleElement()
                .satisfies(line -> assertThat(line.twins()).isZero());
        assertThat(entries.find(SECOND, copy)).isEmpty();
    }

    @Test
    void aTwinNamesItsDeskAndWhatTheServerClaimsToBeItsReplyKey() throws Exception {
        UUID report = AsSource.reports(codename, message, DESK);
        UUID nameless = AsSource.reports(message, DESK);
        Codename strangers = AsSource.mint();
        AsSource.reports(strangers, message, DESK);
        List<Twin> twins = threads.thread(FIRST, report).twins();
        assertThat(twins).extracting(Twin::desk).containsOnly("urgent");
        assertThat(twins.get(0).replyCertificate()).hasValue(strangers.replyCertificate());
        assertThat(twins.get(1).entry()).isEqualTo(nameless);
        assertThat(twins.get(1).replyCertificate()).isEmpty();
    }

    @Test
    void atAnotherDeskItIsALineOfItsOwnAndATwinForThoseOfBothDesks() throws Exception {
        UUID report = AsSource.reports(codename, message, DESK);
        SendNow.to("country").under(AsSource.mint()).message(message, DESK);
        BatchNow.move();
        assertThat(Sql.count("body")).isOne();
        assertThat(threads.thread(FIRST, report).twins()).as("one desk's").isEmpty();
        assertThat(list(FIRST))
                .singleElement()
                .satisfies(line -> assertThat(line.twins()).isZero());

        Reader both = Reviewers.reader(Set.of("urgent", "country"), ONE);
        assertThat(list(both))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line.twins()).isOne());
        assertThat(threads.thread(both, report).twins()).extracting(Twin::desk).containsExactly("country");
    }

    @Test
    void aCapturedMessageThatAStrangerAddsToAReportOfTheirOwnIsATwinToo() throws Exception {
        UUID report = AsSource.reports(codename, message, DESK);
        Codename strangers = AsSource.mint();
        UUID other = AsSource.reports(strangers, AsSource.message(DESK), DESK);
        SendNow.to("urgent").asAddition().under(strangers).message(message, DESK);
        BatchNow.move();
        assertThat(threads.thread(FIRST, report).twins())
                .extracting(Twin::entry)
                .containsExactly(other);
        assertThat(threads.thread(FIRST, other).twins()).extracting(Twin::entry).containsExactly(report);
        assertThat(list(FIRST)).as("what was reported first is another message").hasSize(2);
    }

    @Test
    void whoCannotOpenItInBothLearnsOfNeither() throws Exception {
        UUID report = AsSource.reports(codename, message, DESK);
        Codename strangers = AsSource.mint();
        UUID other = AsSource.reports(strangers, AsSource.message(DESK), DESK);
        SendNow.to("urgent").asAddition().under(strangers).message(InVault.narrower(message, DESK, List.of(ONE)), DESK);
        BatchNow.move();
        assertThat(threads.thread(FIRST, report).twins())
                .extracting(Twin::entry)
                .containsExactly(other);
        assertThat(threads.thread(SECOND, report).twins()).isEmpty();
        assertThat(threads.thread(SECOND, other).twins()).isEmpty();
    }

    @Test
    void aLineBehindWhichATwinComesToStandIsUnreadAgain() throws Exception {
        UUID report = AsSource.reports(codename, message, DESK);
        see(FIRST, report);
        see(SECOND, report);
        AsSource.reports(AsSource.mint(), InVault.narrower(message, DESK, List.of(ONE)), DESK);
        assertThat(list(FIRST))
                .singleElement()
                .satisfies(line -> assertThat(line.unread()).isTrue());
        assertThat(list(SECOND))
                .singleElement()
                .satisfies(line -> assertThat(line.unread()).isFalse());
        see(FIRST, report);
        assertThat(list(FIRST))
                .singleElement()
                .satisfies(line -> assertThat(line.unread()).isFalse());
    }

    @Test
    void aHiddenTwinToWhichItsSourceAddsBecomesALineOfItsOwn() throws Exception {
        UUID copy = AsSource.reports(AsSource.mint(), message, DESK);
        UUID report = AsSource.reports(codename, message, DESK);
        assertThat(list(FIRST)).extracting(EntrySummary::id).containsExactly(copy);
        AsSource.adds(codename, DESK);
        for (Reader reader : List.of(FIRST, SECOND)) {
            assertThat(list(reader)).extracting(EntrySummary::id).containsExactlyInAnyOrder(copy, report);
            assertThat(entries.find(reader, report).orElseThrow().unread()).isTrue();
        }
    }

    @Test
    void ofHiddenTwinsOneStepsForwardWhenTheirLineIsWithdrawn() throws Exception {
        UUID line = AsSource.reports(codename, message, DESK);
        List<UUID> hidden = new ArrayList<>();
        for (int copy = 0; copy < 3; copy++) {
            hidden.add(AsSource.reports(AsSource.mint(), message, DESK));
        }
        withdrawals.withdraw(FIRST, "urgent-lead", line, TWO.certificate().hex(), Reviewers.certificates(TWO), LIVING);
        assertThat(list(SECOND)).singleElement().satisfies(twin -> {
            assertThat(hidden).contains(twin.id());
            assertThat(twin.twins()).isEqualTo(2);
        });
        assertThat(list(FIRST)).extracting(EntrySummary::id).containsExactly(line);
        assertThat(threads.thread(SECOND, hidden.get(0)).twins())
                .extracting(Twin::entry)
                .doesNotContain(line);
    }

    @Test
    void whoeverLosesAHiddenTwinKeepsTheLine() throws Exception {
        UUID line = AsSource.reports(codename, message, DESK);
        UUID hidden = AsSource.reports(AsSource.mint(), message, DESK);
        AsSource.reports(AsSource.mint(), message, DESK);
        withdrawals.withdraw(
                FIRST, "urgent-lead", hidden, TWO.certificate().hex(), Reviewers.certificates(TWO), LIVING);
        assertThat(list(SECOND))
                .singleElement()
                .satisfies(entry -> assertThat(entry.id()).isEqualTo(line));
        assertThat(entries.find(SECOND, hidden)).isEmpty();
    }

    private void see(Reader reader, UUID entry) throws Exception {
        seen.add(
                reader,
                entry,
                threads.thread(reader, entry).messages().stream()
                        .map(ThreadMessage::id)
                        .toList());
    }

    private List<EntrySummary> list(Reader reader) {
        return entries.page(reader, EntryFilter.NONE, Optional.empty(), Entries.MOST)
                .entries();
    }

    private byte[] export(Reader reader, UUID entry) throws Exception {
        UUID id = threads.thread(reader, entry).messages().get(0).id();
        return InVault.file(threads.export(reader, entry, id));
    }
}
