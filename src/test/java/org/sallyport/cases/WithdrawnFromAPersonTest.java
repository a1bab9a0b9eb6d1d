package org.sallyport.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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

/** What is withdrawn is withdrawn from a person: another certificate of theirs brings nothing back. */
@QuarkusTest
@TestProfile(StaffFaceWithoutSignIn.class)
class WithdrawnFromAPersonTest {
    private static final EncryptionKey STAYS = Reviewers.key("A");
    private static final EncryptionKey TAKEN = Reviewers.key("B");
    private static final EncryptionKey SECOND = Reviewers.key("D");
    private static final List<EncryptionKey> ALL = List.of(STAYS, TAKEN, SECOND);
    private static final Set<String> PERSON = Reviewers.certificates(TAKEN, SECOND);
    private static final Map<String, String> PEOPLE = Map.of(
            STAYS.certificate().hex(),
            "one",
            TAKEN.certificate().hex(),
            "two",
            SECOND.certificate().hex(),
            "two");
    private static final Reader LEADER = Reviewers.reader("urgent", STAYS);
    /** With the second certificate: the first one is retired. */
    private static final Reader BACK = new Reader(Set.of("urgent"), Reviewers.certificates(SECOND), List.of(), PERSON);

    private static final HandingOn.Giver REVIEWER = new HandingOn.Giver(LEADER, "urgent-1", false);
    private static final HandingOn.Giver LEAD = new HandingOn.Giver(LEADER, "urgent-lead", true);
    private static final LivingReaders LIVING = new LivingReaders(
            ALL.stream().map(key -> Reviewers.at(key, "urgent")).toList(), List.of());

    private final Codename codename = AsSource.mint();

    @Inject
    Entries entries;

    @Inject
    EntryThreads threads;

    @Inject
    HandingOn handingOn;

    @Inject
    Withdrawals withdrawals;

    @Inject
    Readdressing readdressing;

    @BeforeEach
    void nothingIsStored() throws Exception {
        PostgreSQL.empty();
        ShownAtOnce.at("urgent");
    }

    @Test
    void theSourcesNextMessageMakesTheSecondCertificateNoReader() throws Exception {
        UUID entry = AsSource.reports(codename, AsSource.message(ALL), List.of(STAYS, TAKEN, SECOND));
        withdraw(entry);
        add(ALL);
        assertNotTheirs(entry);
    }

    /** The certificate came only after it was withdrawn. */
    @Test
    void notEvenIfItIsTheFirstThatWasSealedToIt() throws Exception {
        UUID entry = AsSource.reports(codename, AsSource.message(List.of(STAYS, TAKEN)), List.of(STAYS, TAKEN));
        withdraw(entry);
        add(ALL);
        assertThat(Sql.count("session_key_packet where recipient = '"
                        + SECOND.certificate().hex() + "'"))
                .as("sealed to it all the same")
                .isOne();
        assertNotTheirs(entry);
    }

    /** A keyring that learns late whose certificate it is: the list asks again. */
    @Test
    void notEvenIfTheBatchDidNotKnowWhoseItIs() throws Exception {
        UUID entry = AsSource.reports(codename, AsSource.message(List.of(STAYS, TAKEN)), List.of(STAYS, TAKEN));
        withdraw(entry);
        AsSource.adds(codename, ALL);
        assertNotTheirs(entry);
    }

    @Test
    void norDoesTheSameReportAgainWithMorePackets() throws Exception {
        byte[] message = AsSource.message(ALL);
        UUID entry = AsSource.reports(
                codename, InVault.narrower(message, ALL, List.of(STAYS, TAKEN)), List.of(STAYS, TAKEN));
        withdraw(entry);
        SendNow.to("urgent").under(codename).message(message, ALL);
        BatchNow.move(LocalDate.now(ZoneOffset.UTC), PEOPLE);
        assertThat(InVault.only()).isEqualTo(entry);
        assertNotTheirs(entry);
    }

    @Test
    void aCopyThatTheyMayOpenDoesNotOpenWithThePacketsOfWhatWasWithdrawn() throws Exception {
        byte[] message = AsSource.message(ALL);
        UUID entry = AsSource.reports(codename, message, ALL);
        UUID copy = AsSource.reports(AsSource.mint(), InVault.withOtherPackets(message, ALL, ALL), ALL);
        withdraw(entry);
        UUID id = threads.thread(BACK, copy).messages().get(0).id();
        byte[] file = InVault.file(threads.export(BACK, copy, id));
        assertThat(InVault.holds(file, InVault.packet(message, SECOND))).isFalse();
        assertThat(threads.thread(BACK, copy).twins()).isEmpty();
    }

    @Test
    void aColleagueMayNotHandItToTheSecondCertificateAndALeadMay() throws Exception {
        UUID entry = AsSource.reports(codename, AsSource.message(List.of(STAYS, TAKEN)), List.of(STAYS, TAKEN));
        withdraw(entry);
        assertRefused(AccessRefused.Reason.WITHDRAWN, () -> hand(REVIEWER, entry));
        assertNotTheirs(entry);
        hand(LEAD, entry);
        assertThat(entries.find(BACK, entry)).isPresent();
        assertThat(threads.thread(BACK, entry).messages()).allMatch(ThreadMessage::readable);
        assertThat(Sql.count("access_withdrawn")).isZero();
        add(ALL);
        assertThat(threads.thread(BACK, entry).messages()).hasSize(2).allMatch(ThreadMessage::readable);
    }

    @Test
    void onePersonsTwoCertificatesAreNotSomebodyLeft() throws Exception {
        List<EncryptionKey> theirs = List.of(TAKEN, SECOND);
        UUID entry = AsSource.reports(codename, AsSource.message(theirs), theirs);
        Reader both = Reviewers.reader("urgent", TAKEN, SECOND);
        assertRefused(
                AccessRefused.Reason.NOBODY_LEFT,
                () -> withdrawals.withdraw(
                        both, "urgent-lead", entry, TAKEN.certificate().hex(), PERSON, LIVING));
        assertThat(entries.find(both, entry)).isPresent();
        assertThat(Sql.count("access_withdrawn")).isZero();
    }

    @Test
    void itIsTakenFromEachOfTheirCertificates() throws Exception {
        UUID entry = AsSource.reports(codename, AsSource.message(ALL), ALL);
        withdraw(entry);
        assertThat(Sql.count("access_withdrawn")).isEqualTo(2);
        assertThat(entries.find(Reviewers.reader("urgent", TAKEN, SECOND), entry))
                .isEmpty();
        assertThat(readdressing.left(BACK, List.of(Reviewers.key("D", "5")))).isZero();
    }

    private void assertNotTheirs(UUID entry) throws Exception {
        assertThat(entries.find(BACK, entry)).isEmpty();
        assertThat(entries.page(BACK, EntryFilter.NONE, Optional.empty(), 10).entries())
                .isEmpty();
        assertThatThrownBy(() -> threads.thread(BACK, entry)).isInstanceOf(EntryNotFound.class);
        for (ThreadMessage message : threads.thread(LEADER, entry).messages()) {
            assertThatThrownBy(() -> threads.export(BACK, entry, message.id())).isInstanceOf(EntryNotFound.class);
        }
        assertThat(readdressing.page(BACK, List.of(Reviewers.key("D", "5")), Optional.empty(), 10))
                .isEmpty();
    }

    private void add(List<EncryptionKey> keys) throws Exception {
        SendNow.to("urgent").under(codename).asAddition().message(AsSource.message(keys), keys);
        BatchNow.move(LocalDate.now(ZoneOffset.UTC), PEOPLE);
    }

    private void withdraw(UUID entry) throws Exception {
        withdrawals.withdraw(LEADER, "urgent-lead", entry, TAKEN.certificate().hex(), PERSON, LIVING);
    }

    private void hand(HandingOn.Giver giver, UUID entry) throws Exception {
        List<Colleague> to = List.of(Reviewers.colleague(SECOND, "urgent", PERSON));
        List<Readdressing.Replacement> packets = handingOn.messages(LEADER, entry, to).stream()
                .map(one -> new Readdressing.Replacement(one.message(), MadeMessage.sessionKeyPacket(SECOND)))
                .toList();
        handingOn.hand(giver, entry, to, packets, LIVING);
    }

    private static void assertRefused(AccessRefused.Reason reason, ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        AccessRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }
}
