package org.sallyport.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.codename.Codename;
import org.sallyport.intake.Mailboxes;
import org.sallyport.intake.MailboxesAsSource;
import org.sallyport.intake.SendNow;
import org.sallyport.intake.StoreUnreachable;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.openpgp.Gate;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.ShownAtOnce;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StaffFaceWithoutSignIn;
import org.sallyport.testkit.Waiting;
import org.sallyport.vault.BatchNow;
import org.sallyport.vault.Reader;

/** A source that comes back: its own database role on one side, the staff's on the other. */
@QuarkusTest
@TestProfile(StaffFaceWithoutSignIn.class)
class MailboxesTest {
    private static final EncryptionKey ONE = Reviewers.key("A");
    private static final EncryptionKey TWO = Reviewers.key("B");
    private static final List<EncryptionKey> DESK = List.of(ONE, TWO);
    private static final Reader READER = Reviewers.reader("urgent", ONE);

    private final Mailboxes mailboxes = MailboxesAsSource.open();
    private final Codename codename = Codename.mint(new SecureRandom());

    @Inject
    Entries entries;

    @Inject
    EntryThreads threads;

    @Inject
    Replies replies;

    @BeforeEach
    void nothingIsStored() throws Exception {
        PostgreSQL.empty();
        ShownAtOnce.at("urgent", "country");
    }

    @Test
    void aReportLeavesAMailboxWithoutReplies() throws Exception {
        send("urgent", codename);
        assertThat(open(codename)).hasValueSatisfying(opened -> {
            assertThat(opened.desks()).containsExactly("urgent");
            assertThat(opened.replyCertificate()).isEqualTo(codename.replyCertificate());
            assertThat(opened.replies()).isEmpty();
        });
    }

    @Test
    void nobodyElsesTokenOpensIt() throws Exception {
        send("urgent", codename);
        byte[] other = Codename.mint(new SecureRandom()).token();
        assertThat(mailboxes.open(codename.mailboxId(), other, 0)).isEmpty();
        assertThat(open(Codename.mint(new SecureRandom()))).isEmpty();
        assertThat(mailboxes.deleteReplies(codename.mailboxId(), other, List.of()))
                .isFalse();
        assertThat(mailboxes.close(codename.mailboxId(), other)).isFalse();
        assertThat(open(codename)).isPresent();
    }

    @Test
    void itIsThereBeforeTheBatchAndWhatTheBatchDoesChangesNothing() throws Exception {
        SendNow.to("urgent").under(codename).message(MadeMessage.binary(DESK, 500), DESK);
        Mailboxes.Opened before = open(codename).orElseThrow();
        assertThat(Sql.count("mailbox")).isZero();
        BatchNow.move();
        assertThat(Sql.count("mailbox")).isOne();
        Mailboxes.Opened after = open(codename).orElseThrow();
        assertThat(after).usingRecursiveComparison().isEqualTo(before);
        assertThat(mailboxes.open(
                        codename.mailboxId(), Codename.mint(new SecureRandom()).token(), 0))
                .isEmpty();
    }

    @Test
    void theSameMessageAgainUnderTheSameCodenameIsStoredOnce() throws Exception {
        byte[] message = MadeMessage.binary(DESK, 500);
        send("urgent", Optional.of(codename), message);
        send("urgent", Optional.of(codename), message);
        SendNow.to("urgent").under(codename).message(message, DESK);
        SendNow.to("urgent").under(codename).message(message, DESK);
        BatchNow.move();
        assertThat(Sql.count("sealed_message")).isEqualTo(1);
        assertThat(Sql.count("body")).isEqualTo(1);
        assertThat(Sql.count("entry")).isEqualTo(1);
        assertThat(Sql.count("session_key_packet")).isEqualTo(2);
    }

    @Test
    void aCodenameLeadsToAnEntryAtEachDeskThatItWasSentTo() throws Exception {
        send("urgent", codename);
        send("country", codename);
        assertThat(open(codename).orElseThrow().desks()).containsExactly("country", "urgent");
        assertThat(Sql.count("mailbox")).isOne();
        assertThat(InVault.entries(codename)).hasSize(2);
        Reader both = Reviewers.reader(Set.of("urgent", "country"), ONE);
        assertThat(entries.page(both, EntryFilter.NONE, Optional.empty(), 10).entries())
                .extracting(EntrySummary::desk)
                .containsExactlyInAnyOrder("urgent", "country");

        SendNow.to("country").under(codename).asAddition().message(MadeMessage.binary(DESK, 200), DESK);
        BatchNow.move();
        assertThat(thread().messages()).as("at the desk that was not named").hasSize(1);
        assertThat(Sql.count("sealed_message where kind = 'addition'")).isOne();
        assertThat(InVault.entries(codename)).hasSize(2);
    }

    @Test
    void bothDesksAnswersComeToTheSameMailbox() throws Exception {
        send("urgent", codename);
        send("country", codename);
        replies.add(READER, draft(1, reply(codename)), DESK);
        Reader country = Reviewers.reader("country", ONE);
        UUID other = UUID.fromString(Sql.text("select id from entry where desk = 'country'"));
        replies.add(country, new Replies.Draft(other, "country-1", 1, new byte[0], reply(codename)), DESK);
        assertThat(open(codename).orElseThrow().replies()).hasSize(2);
    }

    @Test
    void aReplyReachesTheCodenameAndTheDesk() throws Exception {
        send("urgent", codename);
        byte[] reply = reply(codename);
        replies.add(READER, draft(1, reply), DESK);
        assertThat(open(codename).orElseThrow().replies())
                .singleElement()
                .satisfies(kept -> assertThat(Gate.admit(new ByteArrayInputStream(kept.message()), keys(codename))
                                .packets())
                        .hasSize(1));
        assertThat(thread().messages())
                .filteredOn(message -> message.author().isPresent())
                .singleElement()
                .satisfies(message -> assertThat(message.readable()).isTrue());
        assertThat(entries.find(READER, urgent()).orElseThrow().state())
                .as("a reply is nothing to open")
                .isEqualTo(EntryState.RECEIVED);
    }

    @Test
    void ofTwoWhoWriteAtOnceTheSecondIsToldOfTheFirst() throws Exception {
        send("urgent", codename);
        replies.add(READER, draft(1, reply(codename)), DESK);
        assertRefused(ReplyRefused.Reason.THREAD_CHANGED, draft(1, reply(codename)));
        replies.add(READER, draft(2, reply(codename)), DESK);
        assertThat(thread().messages()).hasSize(3);
    }

    @Test
    void ofTwoWhoWriteInTheSameMomentOnlyOneIsTaken() throws Exception {
        send("urgent", codename);
        List<CompletableFuture<Boolean>> writing;
        try (Connection other = PostgreSQL.owner();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select from entry for update");
            writing = List.of(taken(draft(1, reply(codename))), taken(draft(1, reply(codename))));
            Waiting.until("both who write", () -> Sql.count("pg_locks where not granted") > 1);
            other.commit();
        }
        assertThat(writing).extracting(each -> each.get(30, TimeUnit.SECONDS)).containsExactlyInAnyOrder(true, false);
        assertThat(thread().messages()).hasSize(2);
    }

    @Test
    void whatIsNotSealedToTheSourceIsNoReply() throws Exception {
        send("urgent", codename);
        assertRefused(ReplyRefused.Reason.NOT_FOR_THE_SOURCE, draft(1, MadeMessage.binary(DESK, 300)));
        assertRefused(ReplyRefused.Reason.NOT_SEALED, draft(1, MadeMessage.ascii("Come on Thursday.")));
        assertRefused(ReplyRefused.Reason.TOO_LONG, draft(1, MadeMessage.binary(keys(codename), Replies.LONGEST)));
        assertThat(thread().messages()).hasSize(1);
    }

    @Test
    void aReplyThatHidesARecipientIsRefused() throws Exception {
        send("urgent", codename);
        byte[] hidden = MadeMessage.packet(1, MadeMessage.sessionKeyPacketBody(0, 18));
        byte[] sealed = reply(codename);
        byte[] both = ByteBuffer.allocate(hidden.length + sealed.length)
                .put(hidden)
                .put(sealed)
                .array();
        assertRefused(ReplyRefused.Reason.HIDDEN_RECIPIENT, draft(1, both));
        assertThat(thread().messages()).hasSize(1);
    }

    @Test
    void aReplyKeyThatIsNoneIsRefused() throws Exception {
        send("urgent", codename);
        assertRefused(
                ReplyRefused.Reason.NO_REPLY_KEY,
                new Replies.Draft(urgent(), "urgent-1", 1, MadeMessage.ascii("no key"), reply(codename)));
    }

    @Test
    void aSourceWithoutACodenameCannotBeAnswered() throws Exception {
        send("urgent", Optional.empty(), MadeMessage.binary(DESK, 100));
        UUID entry = entries.page(READER, EntryFilter.NONE, Optional.empty(), 1)
                .entries()
                .get(0)
                .id();
        assertRefused(
                ReplyRefused.Reason.NO_MAILBOX, new Replies.Draft(entry, "urgent-1", 1, new byte[0], reply(codename)));
    }

    @Test
    void anotherDesksReviewerCanNeitherReadTheThreadNorAnswer() throws Exception {
        send("urgent", codename);
        Reader stranger = Reviewers.reader("country", ONE);
        assertThatThrownBy(() -> threads.thread(stranger, urgent())).isInstanceOf(EntryNotFound.class);
        assertThatThrownBy(() -> replies.add(stranger, draft(1, reply(codename)), DESK))
                .isInstanceOf(EntryNotFound.class);
        UUID message = thread().messages().get(0).id();
        assertThatThrownBy(() -> threads.export(stranger, urgent(), message)).isInstanceOf(EntryNotFound.class);
        assertThat(threads.export(READER, urgent(), message).length()).isPositive();
    }

    @Test
    void deletedRepliesAreOutOfTheCodenamesReachAndStayWithTheDesk() throws Exception {
        send("urgent", codename);
        replies.add(READER, draft(1, reply(codename)), DESK);
        replies.add(READER, draft(2, MadeMessage.binary(keys(codename), 300)), DESK);
        assertThat(MailboxesAsSource.deleteAllReplies(codename)).isTrue();
        assertThat(open(codename).orElseThrow().replies()).as("at once").isEmpty();
        assertThat(thread().messages()).as("until the batch").hasSize(3);
        BatchNow.move();
        assertThat(open(codename).orElseThrow().replies()).isEmpty();
        assertThat(Sql.count("session_key_packet where for_source")).isZero();
        assertThat(thread().messages()).as("the one that the desk can open").hasSize(2);
    }

    @Test
    void aClosedMailboxIsNoMailboxAndTakesNoReply() throws Exception {
        send("urgent", codename);
        UUID entry = urgent();
        assertThat(mailboxes.close(codename.mailboxId(), codename.token())).isTrue();
        assertThat(open(codename)).as("at once").isEmpty();
        assertThat(mailboxes.close(codename.mailboxId(), codename.token()))
                .as("a second time")
                .isFalse();
        BatchNow.move();
        assertThat(open(codename)).isEmpty();
        assertThat(Sql.count("mailbox")).isZero();
        assertRefused(
                ReplyRefused.Reason.NO_MAILBOX, new Replies.Draft(entry, "urgent-1", 1, new byte[0], reply(codename)));
        assertThat(entries.find(READER, entry)).isPresent();
    }

    @Test
    void repliesComeInPages() throws Exception {
        send("urgent", codename);
        for (int seen = 1; seen <= Mailboxes.PAGE + 1; seen++) {
            replies.add(READER, draft(seen, reply(codename)), DESK);
        }
        Mailboxes.Opened first = open(codename).orElseThrow();
        assertThat(first.replies()).hasSize(Mailboxes.PAGE);
        assertThat(first.earlier()).isTrue();
        Mailboxes.Opened second = mailboxes
                .open(codename.mailboxId(), codename.token(), Mailboxes.PAGE)
                .orElseThrow();
        assertThat(second.replies()).hasSize(1);
        assertThat(second.earlier()).isFalse();
    }

    private EntryThread thread() throws Exception {
        return threads.thread(READER, urgent());
    }

    private UUID urgent() {
        return UUID.fromString(
                Sql.text("select id from entry where desk = 'urgent' and mailbox = '" + codename.mailboxId() + "'"));
    }

    private Optional<Mailboxes.Opened> open(Codename who) throws StoreUnreachable {
        return mailboxes.open(who.mailboxId(), who.token(), 0);
    }

    private Replies.Draft draft(int seen, byte[] sealed) {
        return new Replies.Draft(urgent(), "urgent-1", seen, new byte[0], sealed);
    }

    private static byte[] reply(Codename who) throws Exception {
        return MadeMessage.binary(List.of(keys(who).get(0), ONE, TWO), 300);
    }

    /** Whether it is, in a thread of its own. */
    private CompletableFuture<Boolean> taken(Replies.Draft draft) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                replies.add(READER, draft, DESK);
                return true;
            } catch (ReplyRefused refused) {
                assertThat(refused.reason()).isEqualTo(ReplyRefused.Reason.THREAD_CHANGED);
                return false;
            } catch (EntryNotFound | ReportsUnreachable e) {
                throw new AssertionError(e);
            }
        });
    }

    private void assertRefused(ReplyRefused.Reason reason, Replies.Draft draft) {
        assertThatThrownBy(() -> replies.add(READER, draft, DESK))
                .isInstanceOfSatisfying(
                        ReplyRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    private void send(String desk, Codename who) throws Exception {
        send(desk, Optional.of(who), MadeMessage.binary(DESK, 500));
    }

    private void send(String desk, Optional<Codename> who, byte[] message) throws Exception {
        SendNow source = SendNow.to(desk);
        who.map(source::under).orElse(source).message(message, DESK);
        BatchNow.move();
    }

    private static List<EncryptionKey> keys(Codename who) throws Exception {
        return Certificate.read(who.replyCertificate()).livingEncryptionKeys(Instant.now());
    }
}
