package org.sallyport.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.codename.Codename;
import org.sallyport.openpgp.Certificate;
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

/** What a source sent is nowhere in sight of staff before its batch, and everywhere after it. */
@QuarkusTest
@TestProfile(StaffFaceWithoutSignIn.class)
class ShowingMessagesTest {
    private static final EncryptionKey ONE = key("A");
    private static final EncryptionKey TWO = key("B");
    private static final EncryptionKey NEWER =
            new EncryptionKey(ONE.certificate(), new Fingerprint("D".repeat(40)), 18);
    private static final Reader READER = reader(ONE);
    private static final HandingOn.Giver GIVER = new HandingOn.Giver(READER, "country-1", true);
    private static final List<Colleague> COLLEAGUE =
            List.of(new Colleague(TWO.certificate().hex(), "country", List.of(TWO), true));
    private static final LivingReaders NOBODY = new LivingReaders(List.of(), List.of());
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private final Codename codename = Codename.mint(new SecureRandom());
    private final UUID entry = codename.mailboxId();
    private final Mailboxes mailboxes = new Mailboxes(TestDataSource.of(DatabaseRole.SOURCE));

    @Inject
    ShowingMessages showing;

    @Inject
    Entries entries;

    @Inject
    EntryThreads threads;

    @Inject
    EntryReaders readers;

    @Inject
    SeenMessages seen;

    @Inject
    Replies replies;

    @Inject
    HandingOn handingOn;

    @Inject
    Withdrawals withdrawals;

    @Inject
    Readdressing readdressing;

    @Inject
    OpenedByNobody openedByNobody;

    @BeforeEach
    void aDeskThatDidNotOptIn() throws Exception {
        PostgreSQL.empty();
        Sql.run("insert into desk values ('country', 'Country', 'For a test')");
    }

    @Test
    void anEntryIsNowhereBeforeItsBatch() throws Exception {
        send(500, ONE);
        UUID message = UUID.fromString(Sql.text("select id from sealed_message"));

        assertThat(list()).isEmpty();
        assertThat(entries.find(READER, entry)).isEmpty();
        assertThat(entries.export(READER, entry)).isEmpty();
        assertThat(readdressing.page(READER, List.of(NEWER), Optional.empty(), 10))
                .isEmpty();
        assertThat(readdressing.left(READER, List.of(NEWER))).isZero();
        assertThat(openedByNobody.at(READER, NOBODY, 10).count()).isZero();
        assertNotFound(() -> entries.move(READER, entry, EntryState.OPENED));
        assertNotFound(() -> threads.thread(READER, entry));
        assertNotFound(() -> threads.export(READER, entry, message));
        assertNotFound(() -> readers.of(READER, entry, NOBODY));
        assertNotFound(() -> seen.add(READER, entry, List.of(message)));
        assertNotFound(() -> replies.add(READER, draft(0), List.of(ONE)));
        assertNotFound(() -> handingOn.messages(READER, entry, COLLEAGUE));
        assertNotFound(() -> handingOn.hand(GIVER, entry, COLLEAGUE, List.of(), NOBODY));
        assertNotFound(() -> withdrawals.withdraw(
                READER, "country-1", entry, ONE.certificate().hex(), NOBODY));
        assertNotFound(() -> readdressing.replace(
                READER, List.of(NEWER), List.of(new Readdressing.Replacement(message, new byte[0]))));

        assertThat(showing.show(NOON)).isTrue();

        assertThat(list()).singleElement().satisfies(listed -> {
            assertThat(listed.unread()).isTrue();
            assertThat(listed.state()).isEqualTo(EntryState.RECEIVED);
        });
        assertThat(entries.export(READER, entry)).isPresent();
        assertThat(threads.thread(READER, entry).messages()).hasSize(1);
        assertThat(threads.export(READER, entry, message).length()).isPositive();
        assertThat(readers.of(READER, entry, NOBODY)).hasSize(1);
        assertThat(handingOn.messages(READER, entry, COLLEAGUE)).hasSize(1);
        assertThat(readdressing.left(READER, List.of(NEWER))).isOne();
        assertThat(openedByNobody.at(READER, NOBODY, 10).count()).isOne();
    }

    @Test
    void anAdditionChangesNothingBeforeItsBatch() throws Exception {
        send(500, ONE);
        showing.show(NOON);
        UUID report = UUID.fromString(Sql.text("select id from sealed_message"));
        entries.move(READER, entry, EntryState.OPENED);
        entries.move(READER, entry, EntryState.DONE);
        seen.add(READER, entry, List.of(report));
        EntrySummary before = entries.find(READER, entry).orElseThrow();

        send(100_000, ONE, TWO);
        UUID addition = UUID.fromString(Sql.text("select id from sealed_message where id <> '" + report + "'"));

        assertThat(entries.find(READER, entry)).hasValue(before);
        assertThat(threads.thread(READER, entry).messages()).hasSize(1);
        assertNotFound(() -> threads.export(READER, entry, addition));
        assertThat(seen.add(READER, entry, List.of(addition)).unread()).isFalse();
        assertThat(Sql.count("seen")).isOne();
        assertThat(readers.of(READER, entry, NOBODY)).hasSize(1);
        assertThat(entries.find(reader(TWO), entry)).isEmpty();
        assertThat(readdressing.left(READER, List.of(NEWER))).isOne();
        assertThat(handingOn.messages(READER, entry, COLLEAGUE))
                .extracting(Readdressing.Dependent::message)
                .containsExactly(report);
        replies.add(READER, draft(1), List.of(ONE));

        showing.show(NOON.plusSeconds(3600));

        assertThat(threads.thread(READER, entry).messages()).hasSize(3);
        assertThat(entries.find(READER, entry)).hasValueSatisfying(after -> {
            assertThat(after.state()).isEqualTo(EntryState.RECEIVED);
            assertThat(after.unread()).isTrue();
            assertThat(after.sizeClass()).isNotEqualTo(before.sizeClass());
        });
        assertThat(entries.find(reader(TWO), entry)).isPresent();
        assertThat(readdressing.left(READER, List.of(NEWER)))
                .as("the report, the answer and the addition")
                .isEqualTo(3);
    }

    @Test
    void whatWasTakenAwayMeanwhileStaysAway() throws Exception {
        send(500, ONE, TWO);
        showing.show(NOON);
        send(500, ONE, TWO);
        withdrawals.withdraw(
                READER,
                "country-1",
                entry,
                TWO.certificate().hex(),
                new LivingReaders(
                        List.of(new LivingReaders.Place(ONE.certificate().hex(), "country")), List.of()));
        showing.show(NOON.plusSeconds(3600));
        assertThat(entries.find(reader(TWO), entry)).isEmpty();
    }

    @Test
    void aDeskThatOptedInIsShownWhatComesFromThenOnAtOnce() throws Exception {
        send(500, ONE);
        ShownAtOnce.at("country");
        assertThat(list()).as("what waits").isEmpty();
        send(500, ONE);
        assertThat(threads.thread(READER, entry).messages()).hasSize(1);
        showing.show(NOON);
        assertThat(threads.thread(READER, entry).messages()).hasSize(2);
    }

    @Test
    void aSourceThatComesBackBeforeTheBatchFindsItsMailboxAndIsStoredOnce() throws Exception {
        byte[] message = MadeMessage.binary(List.of(ONE), 500);
        send(codename, message, ONE);
        send(codename, message, ONE);
        assertThat(Sql.count("sealed_message")).isOne();
        assertThatThrownBy(() -> send(Codename.mint(new SecureRandom()), message, ONE))
                .isInstanceOf(MailboxRefused.class);
        assertThat(mailboxes.open(entry, codename.token(), 0)).isPresent();
        assertThat(mailboxes.close(entry, codename.token())).isTrue();
        assertThatThrownBy(() -> send(500, ONE)).isInstanceOf(MailboxRefused.class);

        showing.show(NOON);

        assertThat(list()).as("the report stays with the desk").hasSize(1);
        assertThat(threads.thread(READER, entry).replyCertificate()).isEmpty();
    }

    private List<EntrySummary> list() {
        return entries.page(READER, EntryFilter.NONE, Optional.empty(), 10).entries();
    }

    private Replies.Draft draft(int messages) throws Exception {
        EncryptionKey source = Certificate.read(codename.replyCertificate())
                .livingEncryptionKeys(Instant.now())
                .get(0);
        return new Replies.Draft(
                entry, "country-1", messages, new byte[0], MadeMessage.binary(List.of(source, ONE), 300));
    }

    private static void assertNotFound(ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOf(EntryNotFound.class);
    }

    private void send(int length, EncryptionKey... desk) throws Exception {
        send(codename, MadeMessage.binary(List.of(desk), length), desk);
    }

    private static void send(Codename who, byte[] message, EncryptionKey... desk) throws Exception {
        var source = TestDataSource.of(DatabaseRole.SOURCE);
        new ReceivingReports(
                        source,
                        new SealedBodies(source),
                        new SessionKeyPackets(source),
                        Clock.fixed(NOON, ZoneOffset.UTC))
                .receive(
                        "country",
                        Set.of(),
                        Gate.admit(new ByteArrayInputStream(message), List.of(desk)),
                        Optional.of(new NewMailbox(who.mailboxId(), who.tokenHash(), who.replyCertificate())));
    }

    private static Reader reader(EncryptionKey key) {
        return new Reader(Set.of("country"), Set.of(key.certificate().hex()), List.of());
    }

    private static EncryptionKey key(String digit) {
        return new EncryptionKey(new Fingerprint(digit.repeat(40)), new Fingerprint("C" + digit.repeat(39)), 18);
    }
}
