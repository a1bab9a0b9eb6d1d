package org.sallyport.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.intake.SendNow;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.ShownAtOnce;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StaffFaceWithoutSignIn;
import org.sallyport.vault.BatchNow;
import org.sallyport.vault.Reader;

/** Entries go to colleagues and are taken from them; and what nobody can open is known. */
@QuarkusTest
@TestProfile(StaffFaceWithoutSignIn.class)
class HandingOnTest {
    private static final EncryptionKey GIVER = Reviewers.key("A", "1");
    private static final EncryptionKey COLLEAGUE = Reviewers.key("B", "2");
    private static final EncryptionKey NEW = Reviewers.key("C", "3");
    private static final EncryptionKey ELSEWHERE = Reviewers.key("D", "4");

    private static final Reader READER = Reviewers.reader("urgent", GIVER);
    private static final HandingOn.Giver REVIEWER = new HandingOn.Giver(READER, "urgent-1", false);
    private static final HandingOn.Giver LEAD = new HandingOn.Giver(READER, "urgent-lead", true);
    private static final LivingReaders LIVING = new LivingReaders(
            List.of(
                    Reviewers.at(GIVER, "urgent"),
                    Reviewers.at(COLLEAGUE, "urgent"),
                    Reviewers.at(NEW, "urgent"),
                    Reviewers.at(ELSEWHERE, "country")),
            List.of());

    @Inject
    HandingOn handingOn;

    @Inject
    Withdrawals withdrawals;

    @Inject
    EntryReaders entryReaders;

    @Inject
    OpenedByNobody openedByNobody;

    @Inject
    Entries entries;

    @Inject
    EntryThreads threads;

    @BeforeEach
    void nothingIsStored() throws Exception {
        PostgreSQL.empty();
        ShownAtOnce.at("urgent");
    }

    @Test
    void aColleagueOfTheDeskCanOpenItAfterwardsAndNobodyLosesIt() throws Exception {
        UUID entry = send(GIVER, COLLEAGUE);
        assertThat(entries.find(Reviewers.reader("urgent", NEW), entry)).isEmpty();

        hand(REVIEWER, entry, Reviewers.colleague(NEW, "urgent"));

        assertThat(entries.find(Reviewers.reader("urgent", NEW), entry)).isPresent();
        assertThat(readers(entry))
                .containsExactly(living(GIVER, "urgent"), living(COLLEAGUE, "urgent"), living(NEW, "urgent"));
        assertThat(packetsOf(NEW)).isOne();
        assertThat(packetsOf(GIVER)).isOne();
        assertThat(Sql.text("select actor || ' ' || act || ' ' || subject from staff_act order by number desc limit 1"))
                .isEqualTo("urgent-1 entry-handed-on " + NEW.certificate().hex());
    }

    @Test
    void anotherDesksReviewerSeesItAtTheirOwnDesk() throws Exception {
        UUID entry = send(GIVER);
        hand(REVIEWER, entry, Reviewers.colleague(ELSEWHERE, "country"));
        assertThat(entries.find(Reviewers.reader("country", ELSEWHERE), entry)
                        .orElseThrow()
                        .desk())
                .isEqualTo("country");
        assertThat(entries.find(Reviewers.reader("urgent", ELSEWHERE), entry)).isEmpty();
    }

    @Test
    void twiceIsOnceAndAsksForNothingTheSecondTime() throws Exception {
        UUID entry = send(GIVER);
        hand(REVIEWER, entry, Reviewers.colleague(NEW, "urgent"));
        assertThat(handingOn.messages(READER, entry, List.of(Reviewers.colleague(NEW, "urgent"))))
                .isEmpty();
        hand(REVIEWER, entry, Reviewers.colleague(NEW, "urgent"));
        assertThat(packetsOf(NEW)).isOne();
    }

    @Test
    void severalAtOnceAreAllOrNone() throws Exception {
        UUID entry = send(GIVER);
        List<Colleague> both = List.of(Reviewers.colleague(NEW, "urgent"), Reviewers.colleague(COLLEAGUE, "urgent"));
        List<Readdressing.Replacement> one = packets(entry, List.of(both.get(0)));
        assertRefused(AccessRefused.Reason.NOT_THE_PACKETS, () -> handingOn.hand(REVIEWER, entry, both, one, LIVING));
        assertThat(packetsOf(NEW)).isZero();
        assertThat(readers(entry)).containsExactly(living(GIVER, "urgent"));

        hand(REVIEWER, entry, both.get(0), both.get(1));
        assertThat(readers(entry)).hasSize(3);
    }

    static Stream<Arguments> noPackets() {
        return Stream.of(
                wrong("for somebody else", MadeMessage.sessionKeyPacket(ELSEWHERE)),
                wrong("for an older subkey", MadeMessage.sessionKeyPacket(Reviewers.key("C", "9"))),
                wrong(
                        "of another algorithm",
                        MadeMessage.sessionKeyPacket(new EncryptionKey(NEW.certificate(), NEW.key(), 25))),
                wrong("too long", MadeMessage.packet(1, new byte[5000])),
                wrong("a body", MadeMessage.packet(18, new byte[100])),
                wrong("nothing", new byte[0]));
    }

    private static Arguments wrong(String name, byte[] octets) {
        return Arguments.of(Named.of(name, octets));
    }

    @ParameterizedTest
    @MethodSource("noPackets")
    void whatIsNoPacketForTheColleaguesNewestSubkeyIsRefused(byte[] wrong) throws Exception {
        UUID entry = send(GIVER);
        List<Colleague> to = List.of(Reviewers.colleague(NEW, "urgent"));
        UUID message = handingOn.messages(READER, entry, to).get(0).message();
        List<Readdressing.Replacement> packet = List.of(new Readdressing.Replacement(message, wrong));
        assertRefused(AccessRefused.Reason.NOT_THE_PACKETS, () -> handingOn.hand(REVIEWER, entry, to, packet, LIVING));
        assertThat(readers(entry)).hasSize(1);
    }

    @Test
    void aPacketForAnotherEntrysMessageIsRefused() throws Exception {
        UUID entry = send(GIVER);
        UUID other = send(GIVER);
        List<Colleague> to = List.of(Reviewers.colleague(NEW, "urgent"));
        List<Readdressing.Replacement> packets = new ArrayList<>(packets(entry, to));
        packets.addAll(packets(other, to));
        assertRefused(AccessRefused.Reason.NOT_THE_PACKETS, () -> handingOn.hand(REVIEWER, entry, to, packets, LIVING));
        assertThat(packetsOf(NEW)).isZero();
    }

    @Test
    void whoeverCannotOpenItCannotHandItOn() throws Exception {
        UUID entry = send(GIVER);
        Reader stranger = Reviewers.reader("urgent", COLLEAGUE);
        List<Colleague> to = List.of(Reviewers.colleague(NEW, "urgent"));
        List<Readdressing.Replacement> packets = packets(entry, to);
        HandingOn.Giver giver = new HandingOn.Giver(stranger, "urgent-2", true);
        assertThatThrownBy(() -> handingOn.messages(stranger, entry, to)).isInstanceOf(EntryNotFound.class);
        assertThatThrownBy(() -> handingOn.hand(giver, entry, to, packets, LIVING))
                .isInstanceOf(EntryNotFound.class);
        assertThatThrownBy(() -> entryReaders.of(stranger, entry, LIVING)).isInstanceOf(EntryNotFound.class);
        assertThatThrownBy(() -> withdraw(stranger, entry, GIVER)).isInstanceOf(EntryNotFound.class);
    }

    @Test
    void aBodyOfVersionTwoGoesToNobodyWhoseProgramsCannotOpenIt() throws Exception {
        UUID entry = send(GIVER);
        run("update sealed_message set seipd_version = 2");
        Colleague withGpg =
                new Colleague(NEW.certificate().hex(), "urgent", List.of(NEW), Reviewers.certificates(NEW), false);
        assertRefused(
                AccessRefused.Reason.CANNOT_READ_VERSION_2, () -> handingOn.messages(READER, entry, List.of(withGpg)));
    }

    @Test
    void whatADeskLeadTookAwayStaysAwayUntilADeskLeadGivesItBack() throws Exception {
        UUID entry = send(GIVER, COLLEAGUE);
        withdraw(READER, entry, COLLEAGUE);
        assertThat(entries.find(Reviewers.reader("urgent", COLLEAGUE), entry)).isEmpty();
        assertThat(readers(entry))
                .containsExactly(
                        living(GIVER, "urgent"),
                        new EntryReaders.EntryReader(COLLEAGUE.certificate().hex(), "urgent", false, true));
        assertThat(packetsOf(COLLEAGUE)).as("frozen, not deleted").isOne();
        // What somebody adds for everybody of the desk makes nobody a reader again.
        run("insert into entry_access (entry, recipient, desk, received) select id, '"
                + COLLEAGUE.certificate().hex() + "', desk, received from entry");
        assertThat(entries.find(Reviewers.reader("urgent", COLLEAGUE), entry)).isEmpty();

        assertRefused(
                AccessRefused.Reason.WITHDRAWN, () -> hand(REVIEWER, entry, Reviewers.colleague(COLLEAGUE, "urgent")));
        hand(LEAD, entry, Reviewers.colleague(COLLEAGUE, "urgent"));
        assertThat(entries.find(Reviewers.reader("urgent", COLLEAGUE), entry)).isPresent();
    }

    @Test
    void nobodyTakesItFromTheLastWhoCanOpenIt() throws Exception {
        UUID entry = send(GIVER);
        assertRefused(AccessRefused.Reason.NOBODY_LEFT, () -> withdraw(READER, entry, GIVER));
        assertThat(entries.find(READER, entry)).isPresent();
        // Somebody whose vetting has ended is nobody who is left.
        hand(REVIEWER, entry, Reviewers.colleague(Reviewers.key("E", "5"), "urgent"));
        assertRefused(AccessRefused.Reason.NOBODY_LEFT, () -> withdraw(READER, entry, GIVER));
        hand(REVIEWER, entry, Reviewers.colleague(COLLEAGUE, "urgent"));
        withdraw(READER, entry, GIVER);
        assertThat(entries.find(READER, entry)).isEmpty();
    }

    @Test
    void colleaguesAreToldWhatOnlyARevokedPersonCouldOpen() throws Exception {
        UUID lost = send(COLLEAGUE);
        send(GIVER, COLLEAGUE);
        LivingReaders withoutColleague =
                new LivingReaders(List.of(Reviewers.at(GIVER, "urgent"), Reviewers.at(NEW, "urgent")), List.of());
        assertThat(openedByNobody.at(READER, LIVING, 200).count()).isZero();

        OpenedByNobody.Found found = openedByNobody.at(READER, withoutColleague, 200);
        assertThat(found.count()).isOne();
        assertThat(found.entries().get(0).entry()).isEqualTo(lost);
        assertThat(found.entries().get(0).readers())
                .containsExactly(COLLEAGUE.certificate().hex());
        assertThat(openedByNobody
                        .at(Reviewers.reader("country", ELSEWHERE), withoutColleague, 200)
                        .count())
                .as("another desk's")
                .isZero();
    }

    @Test
    void aRevokedSubkeysPacketsAreGivenToNobodyAndKept() throws Exception {
        UUID entry = send(GIVER);
        Reader revoked = new Reader(READER.desks(), READER.certificates(), List.of(GIVER), READER.person());
        UUID message = threads.thread(READER, entry).messages().get(0).id();
        assertThat(threads.export(READER, entry, message).length()).isPositive();
        assertThatThrownBy(() -> threads.export(revoked, entry, message)).isInstanceOf(EntryNotFound.class);
        assertThat(threads.thread(revoked, entry).messages())
                .singleElement()
                .satisfies(one -> assertThat(one.readable()).isFalse());
        assertThat(packetsOf(GIVER)).isOne();

        LivingReaders living = new LivingReaders(LIVING.places(), List.of(GIVER));
        assertThat(openedByNobody.at(READER, living, 200).entries())
                .extracting(OpenedByNobody.Unreadable::entry)
                .containsExactly(entry);
        assertThat(openedByNobody.at(READER, LIVING, 200).entries()).isEmpty();
    }

    private void hand(HandingOn.Giver giver, UUID entry, Colleague... to) throws Exception {
        handingOn.hand(giver, entry, List.of(to), packets(entry, List.of(to)), LIVING);
    }

    private void withdraw(Reader lead, UUID entry, EncryptionKey from) throws Exception {
        withdrawals.withdraw(
                lead, "urgent-lead", entry, from.certificate().hex(), Reviewers.certificates(from), LIVING);
    }

    private List<Readdressing.Replacement> packets(UUID entry, List<Colleague> to) throws Exception {
        return handingOn.messages(READER, entry, to).stream()
                .flatMap(message -> to.stream()
                        .map(one -> new Readdressing.Replacement(
                                message.message(),
                                MadeMessage.sessionKeyPacket(one.newest().get(0)))))
                .toList();
    }

    private List<EntryReaders.EntryReader> readers(UUID entry) throws Exception {
        return entryReaders.of(READER, entry, LIVING);
    }

    private static EntryReaders.EntryReader living(EncryptionKey key, String desk) {
        return new EntryReaders.EntryReader(key.certificate().hex(), desk, true, false);
    }

    private static void assertRefused(
            AccessRefused.Reason reason, org.assertj.core.api.ThrowableAssert.ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        AccessRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    private UUID send(EncryptionKey... keys) throws Exception {
        Set<String> before = ids();
        SendNow.to("urgent").message(MadeMessage.binary(List.of(keys), 300), List.of(keys));
        BatchNow.move();
        return ids().stream()
                .filter(id -> !before.contains(id))
                .map(UUID::fromString)
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> ids() throws Exception {
        String all = Sql.text("select coalesce(string_agg(id::text, ','), '') from entry");
        return Set.of(all.split(",", -1));
    }

    private static long packetsOf(EncryptionKey key) throws Exception {
        return Sql.count(
                "session_key_packet where recipient = '" + key.certificate().hex() + "'");
    }

    private static void run(String sql) throws Exception {
        try (Connection database = PostgreSQL.owner();
                Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }
}
