package org.sallyport.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.codename.Codename;
import org.sallyport.intake.MailboxesAsSource;
import org.sallyport.intake.SendNow;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.ShownAtOnce;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StaffFaceWithoutSignIn;
import org.sallyport.testkit.Waiting;
import org.sallyport.vault.BatchNow;
import org.sallyport.vault.Reader;

/** Two reviewers of a desk, one case: what one of them has seen is no matter of the other's. */
@QuarkusTest
@TestProfile(StaffFaceWithoutSignIn.class)
class SeenMessagesTest {
    private static final EncryptionKey ONE = Reviewers.key("A");
    private static final EncryptionKey TWO = Reviewers.key("B");
    private static final Reader FIRST = Reviewers.reader("urgent", ONE);
    private static final Reader SECOND = Reviewers.reader("urgent", TWO);

    private final Codename codename = Codename.mint(new SecureRandom());
    private UUID entry = new UUID(0, 0);

    @Inject
    Entries entries;

    @Inject
    EntryThreads threads;

    @Inject
    Replies replies;

    @Inject
    SeenMessages seen;

    @BeforeEach
    void aReport() throws Exception {
        PostgreSQL.empty();
        ShownAtOnce.at("urgent");
        send(codename);
        entry = InVault.only();
    }

    @Test
    void whatOneHasSeenStaysUnreadForTheOther() throws Exception {
        assertThat(unread(FIRST)).hasSize(1);
        assertThat(seen.add(FIRST, entry, unread(FIRST)).unread()).isFalse();
        assertThat(unread(FIRST)).isEmpty();
        assertThat(unread(SECOND)).hasSize(1);
        assertThat(entries.find(SECOND, entry).orElseThrow().unread()).isTrue();
    }

    @Test
    void anAdditionIsUnreadForEverybody() throws Exception {
        seen.add(FIRST, entry, unread(FIRST));
        seen.add(SECOND, entry, unread(SECOND));
        add();
        assertThat(unread(FIRST)).hasSize(1).isEqualTo(unread(SECOND));
        assertThat(listedUnread()).containsExactly(true, true);
    }

    @Test
    void aReplyIsUnreadForTheColleagueAndNotForItsWriter() throws Exception {
        seen.add(FIRST, entry, unread(FIRST));
        seen.add(SECOND, entry, unread(SECOND));
        reply(FIRST);
        assertThat(unread(FIRST)).isEmpty();
        assertThat(unread(SECOND)).hasSize(1);
        assertThat(listedUnread()).containsExactly(false, true);
    }

    @Test
    void whoeverAnswersWithoutHavingReadHasStillNotReadTheReport() throws Exception {
        reply(FIRST);
        assertThat(unread(FIRST)).hasSize(1);
        assertThat(listedUnread()).containsExactly(true, true);
    }

    @Test
    void aReplyThatItsSourceDeletedIsUnreadNoMore() throws Exception {
        seen.add(SECOND, entry, unread(SECOND));
        replies.add(FIRST, draft(MadeMessage.binary(keys(), 300)), List.of(ONE, TWO));
        assertThat(entries.find(SECOND, entry).orElseThrow().unread()).isTrue();
        MailboxesAsSource.deleteAllReplies(codename);
        BatchNow.move();
        assertThat(entries.find(SECOND, entry).orElseThrow().unread()).isFalse();
        assertThat(Sql.count("seen")).isEqualTo(1);
    }

    @Test
    void aMessageOfAnotherEntryOrOfNoneIsLeftOut() throws Exception {
        List<UUID> ours = unread(FIRST);
        try (Codename other = Codename.mint(new SecureRandom())) {
            send(other);
            UUID others = InVault.entry(other);
            seen.add(FIRST, others, ours);
            seen.add(FIRST, others, List.of(UUID.randomUUID()));
        }
        assertThat(unread(FIRST)).isEqualTo(ours);
        assertThat(Sql.count("seen")).isZero();
    }

    @Test
    void whoeverMayNotReadTheEntryMarksNothing() throws Exception {
        Reader stranger = Reviewers.reader("country", ONE);
        List<UUID> ours = unread(FIRST);
        assertThatThrownBy(() -> seen.add(stranger, entry, ours)).isInstanceOf(EntryNotFound.class);
        assertThat(Sql.count("seen")).isZero();
    }

    @Test
    void anAdditionThatComesInWhileOneMarksIsNotLost() throws Exception {
        List<UUID> before = unread(FIRST);
        CompletableFuture<?> marking;
        SendNow.to("urgent")
                .under(codename)
                .asAddition()
                .message(MadeMessage.binary(List.of(ONE, TWO), 500), List.of(ONE, TWO));
        Sql.run("select switch_slot(true)");
        try (Connection batch = PostgreSQL.staff();
                var statement = batch.createStatement()) {
            batch.setAutoCommit(false);
            statement.execute("select place_arrivals(true, current_date, '{}', '{}', 200)");
            marking = CompletableFuture.runAsync(() -> {
                try {
                    seen.add(FIRST, entry, before);
                } catch (EntryNotFound | ReportsUnreachable e) {
                    throw new AssertionError(e);
                }
            });
            Waiting.until("whoever marks", () -> Sql.count("pg_locks where not granted") > 0);
            batch.commit();
        }
        marking.get(30, TimeUnit.SECONDS);
        assertThat(unread(FIRST)).hasSize(1).doesNotContainAnyElementsOf(before);
        assertThat(entries.find(FIRST, entry).orElseThrow().unread()).isTrue();
    }

    @Test
    void theSameReplyAgainIsStoredOnce() throws Exception {
        Replies.Draft draft = draft(MadeMessage.binary(List.of(keys().get(0), ONE, TWO), 300));
        replies.add(FIRST, draft, List.of(ONE, TWO));
        replies.add(FIRST, draft, List.of(ONE, TWO));
        assertThat(thread(FIRST)).hasSize(2);
    }

    @Test
    void theThreadRunsByDayAndWithinADayFromTheSourceToTheDesk() throws Exception {
        reply(SECOND);
        Sql.run("update sealed_message set received = received - 2 where kind = 'report'");
        add();
        Sql.run("update sealed_message set received = received - 1 where kind <> 'report'");
        reply(FIRST);
        add();
        // The report; a day later an addition, then a reply; today an addition, then a reply.
        assertThat(thread(FIRST)).extracting(ThreadMessage::day).isSorted();
        assertThat(thread(FIRST))
                .extracting(ThreadMessage::kind)
                .containsExactly("report", "addition", "reply", "addition", "reply");
        assertThat(thread(FIRST))
                .extracting(message -> message.author().orElse("source"))
                .containsExactly("source", "source", "a-reviewer", "source", "a-reviewer");
    }

    private List<Boolean> listedUnread() {
        List<Boolean> listed = new ArrayList<>();
        for (Reader reader : List.of(FIRST, SECOND)) {
            EntryFilter unread = new EntryFilter(Optional.empty(), Optional.empty(), true);
            listed.add(!entries.page(reader, unread, Optional.empty(), 10)
                    .entries()
                    .isEmpty());
        }
        return listed;
    }

    private List<ThreadMessage> thread(Reader reader) throws Exception {
        return threads.thread(reader, entry).messages();
    }

    private List<UUID> unread(Reader reader) throws Exception {
        return thread(reader).stream()
                .filter(ThreadMessage::unread)
                .map(ThreadMessage::id)
                .toList();
    }

    private void reply(Reader writer) throws Exception {
        byte[] message = MadeMessage.binary(List.of(keys().get(0), ONE, TWO), 300);
        replies.add(writer, draft(message), List.of(ONE, TWO));
    }

    private Replies.Draft draft(byte[] sealed) throws Exception {
        return new Replies.Draft(entry, "a-reviewer", thread(FIRST).size(), new byte[0], sealed);
    }

    private void add() throws Exception {
        send(SendNow.to("urgent").under(codename).asAddition());
    }

    private static void send(Codename who) throws Exception {
        send(SendNow.to("urgent").under(who));
    }

    private static void send(SendNow source) throws Exception {
        source.message(MadeMessage.binary(List.of(ONE, TWO), 500), List.of(ONE, TWO));
        BatchNow.move();
    }

    private List<EncryptionKey> keys() throws Exception {
        return Certificate.read(codename.replyCertificate()).livingEncryptionKeys(Instant.now());
    }
}
