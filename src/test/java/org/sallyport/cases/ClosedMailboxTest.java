package org.sallyport.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.codename.Codename;
import org.sallyport.intake.Mailboxes;
import org.sallyport.intake.MailboxesAsSource;
import org.sallyport.intake.SendNow;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.ShownAtOnce;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StaffFaceWithoutSignIn;
import org.sallyport.vault.BatchNow;
import org.sallyport.vault.Reader;

/**
 * What a source ends in its mailbox is out of its reach at once, and gone with the next batch, in whatever order a batch takes what
 * came. It ends what there was, and nothing that came afterwards. At a desk that opted in, and at one of hourly batches.
 */
@QuarkusTest
@TestProfile(StaffFaceWithoutSignIn.class)
class ClosedMailboxTest {
    private static final EncryptionKey ONE = Reviewers.key("A");
    private static final List<EncryptionKey> DESK = List.of(ONE);
    private static final Reader READER = Reviewers.reader("urgent", ONE);

    private final Mailboxes mailboxes = MailboxesAsSource.open();
    private final Codename codename = AsSource.mint();

    @Inject
    Entries entries;

    @Inject
    EntryThreads threads;

    @Inject
    Replies replies;

    @BeforeEach
    void nothingIsStored() throws Exception {
        PostgreSQL.empty();
        ShownAtOnce.at("urgent");
    }

    private static void prompt(boolean prompt) {
        Sql.run("update desk set shown_at_once = " + prompt);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aReportAfterClosingInTheSameBatchIsANewOneUnderANewMailbox(boolean prompt) throws Exception {
        prompt(prompt);
        UUID old = AsSource.reports(codename, AsSource.message(DESK), DESK);
        replies.add(READER, draft(old, 1), DESK);
        close();
        SendNow.to("urgent").under(codename).message(AsSource.message(DESK), DESK);
        assertThat(open())
                .as("before the batch")
                .hasValueSatisfying(box -> assertThat(box.replies()).isEmpty());

        BatchNow.move();
        assertThat(open()).hasValueSatisfying(box -> assertThat(box.replies()).isEmpty());
        UUID fresh = InVault.entry(codename);
        assertThat(fresh).isNotEqualTo(old);
        assertThat(InVault.entries()).containsExactlyInAnyOrder(old, fresh);
        assertThat(threads.thread(READER, fresh).messages())
                .singleElement()
                .satisfies(one -> assertThat(one.kind()).isEqualTo("report"));
        assertThat(threads.thread(READER, old).replyCertificate()).isEmpty();
        assertThat(Sql.count("mailbox")).isOne();
        assertThat(Sql.count("arriving_act")).isZero();

        replies.add(READER, draft(fresh, 1), DESK);
        assertThat(open().orElseThrow().replies()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aReportThatWaitsIsClosedWithTheMailbox(boolean prompt) throws Exception {
        prompt(prompt);
        SendNow.to("urgent").under(codename).message(AsSource.message(DESK), DESK);
        assertThat(open()).isPresent();
        close();
        BatchNow.move();
        assertThat(open()).isEmpty();
        assertThat(Sql.count("mailbox")).isZero();
        assertThat(entries.find(READER, InVault.only())).isPresent();
        assertThat(threads.thread(READER, InVault.only()).replyCertificate()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofTwoReportsTheOneBeforeIsClosedAndTheOneAfterIsNot(boolean prompt) throws Exception {
        prompt(prompt);
        byte[] before = AsSource.message(DESK);
        byte[] after = AsSource.message(DESK);
        SendNow.to("urgent").under(codename).message(before, DESK);
        close();
        SendNow.to("urgent").under(codename).message(after, DESK);
        assertThat(open()).isPresent();
        BatchNow.move();
        assertThat(open()).isPresent();
        assertThat(InVault.entries()).hasSize(2);
        UUID kept = InVault.entry(codename);
        UUID message = threads.thread(READER, kept).messages().get(0).id();
        assertThat(InVault.holds(InVault.file(threads.export(READER, kept, message)), InVault.packet(after, ONE)))
                .isTrue();
    }

    @Test
    void nothingThatWasAddedBeforeClosingIsLost() throws Exception {
        AsSource.reports(codename, AsSource.message(DESK), DESK);
        byte[] addition = AsSource.message(DESK);
        SendNow.to("urgent").under(codename).asAddition().message(addition, DESK);
        close();
        BatchNow.move();
        assertThat(open()).isEmpty();
        assertThat(InVault.entries(codename)).isEmpty();
        assertThat(threads.thread(READER, InVault.only()).messages())
                .as("it still belongs to its report")
                .extracting(ThreadMessage::kind)
                .containsExactly("report", "addition");
        assertThat(Sql.count("mailbox")).isZero();
    }

    /** Whoever knows a mailbox's address, but not its token, and can write what the source's process writes. */
    @Test
    void anotherTokenAtItsAddressOpensAndEndsNothingOfIt() throws Exception {
        UUID entry = AsSource.reports(codename, AsSource.message(DESK), DESK);
        replies.add(READER, draft(entry, 1), DESK);
        byte[] token = new byte[16];
        try (Connection source = PostgreSQL.source();
                Statement statement = source.createStatement()) {
            String id = "'" + UUID.randomUUID() + "'";
            statement.execute(
                    "insert into arriving_message (slot, id, length, readers, recipients, packets, octets) values ('0', "
                            + id + ", '4', '{" + "A".repeat(40)
                            + "}', '{null}', '{\"\\\\x010203040506070809101112\"}', '\\x01020304')");
            statement.execute(
                    "insert into arrival (slot, id, kind, desk, address, token_hash, reply_certificate, report) values ('0', "
                            + id + ", 'report', 'country', '" + codename.mailboxId() + "', '\\x"
                            + HexFormat.of()
                                    .formatHex(
                                            MessageDigest.getInstance("SHA-256").digest(token)) + "', '\\x"
                            + HexFormat.of().formatHex(codename.replyCertificate()) + "', " + id + ")");
        }
        assertThat(mailboxes.open(codename.mailboxId(), token, 0)).hasValueSatisfying(box -> {
            assertThat(box.replies()).isEmpty();
            assertThat(box.desks()).containsExactly("country");
        });
        mailboxes.close(codename.mailboxId(), token);
        mailboxes.deleteReplies(codename.mailboxId(), token, List.of());
        assertThat(open().orElseThrow().replies()).hasSize(1);
        BatchNow.move();
        assertThat(open().orElseThrow().replies()).hasSize(1);
        assertThat(InVault.entries(codename)).containsExactly(entry);
    }

    @Test
    void deletingAgainAndAgainIsOneActAndDeletingNothingIsNone() throws Exception {
        UUID entry = AsSource.reports(codename, AsSource.message(DESK), DESK);
        mailboxes.deleteReplies(codename.mailboxId(), codename.token(), List.of());
        assertThat(Sql.count("arriving_act")).isZero();
        replies.add(READER, draft(entry, 1), DESK);
        UUID reply = open().orElseThrow().replies().get(0).id();
        for (int time = 0; time < 5; time++) {
            assertThat(mailboxes.deleteReplies(codename.mailboxId(), codename.token(), List.of(reply)))
                    .isTrue();
        }
        assertThat(Sql.count("arriving_act")).isOne();
        BatchNow.move();
        assertThat(Sql.count("session_key_packet where for_source")).isZero();
    }

    @Test
    void whatIsAddedAfterClosingIsANewReport() throws Exception {
        byte[] message = AsSource.message(DESK);
        UUID old = AsSource.reports(codename, message, DESK);
        close();
        byte[] addition = AsSource.message(DESK);
        SendNow.to("urgent").under(codename).asAddition().message(addition, DESK);
        BatchNow.move();
        UUID fresh = InVault.entry(codename);
        assertThat(fresh).isNotEqualTo(old);
        assertThat(threads.thread(READER, fresh).messages())
                .singleElement()
                .satisfies(one -> assertThat(one.kind()).isEqualTo("report"));
        // So whoever sends a captured message like this hides no twin.
        SendNow.to("urgent").under(AsSource.mint()).message(addition, DESK);
        BatchNow.move();
        assertThat(threads.thread(READER, fresh).twins()).hasSize(1);
    }

    @Test
    void closingTwiceWithAReportBetweenEndsBoth() throws Exception {
        AsSource.reports(codename, AsSource.message(DESK), DESK);
        close();
        SendNow.to("urgent").under(codename).message(AsSource.message(DESK), DESK);
        close();
        assertThat(open()).isEmpty();
        BatchNow.move();
        assertThat(open()).isEmpty();
        assertThat(Sql.count("mailbox")).isZero();
        assertThat(InVault.entries()).hasSize(2);
        assertThat(Sql.count("arriving_act")).isZero();
    }

    @Test
    void aReplyWrittenAfterDeletingStays() throws Exception {
        UUID entry = AsSource.reports(codename, AsSource.message(DESK), DESK);
        replies.add(READER, draft(entry, 1), DESK);
        assertThat(MailboxesAsSource.deleteAllReplies(codename)).isTrue();
        replies.add(READER, draft(entry, 2), DESK);
        assertThat(open().orElseThrow().replies()).as("before the batch").hasSize(1);
        BatchNow.move();
        assertThat(open().orElseThrow().replies()).hasSize(1);
        assertThat(Sql.count("session_key_packet where for_source")).isOne();
        assertThat(threads.thread(READER, entry).messages()).hasSize(3);
    }

    @Test
    void aReplyWrittenAfterClosingIsOutOfReachToo() throws Exception {
        UUID entry = AsSource.reports(codename, AsSource.message(DESK), DESK);
        close();
        replies.add(READER, draft(entry, 1), DESK);
        assertThat(open()).isEmpty();
        BatchNow.move();
        assertThat(open()).isEmpty();
        assertThat(Sql.count("session_key_packet where for_source")).isZero();
    }

    @Test
    void nobodyElsesMailboxIsClosed() throws Exception {
        Codename other = AsSource.mint();
        AsSource.reports(other, AsSource.message(DESK), DESK);
        AsSource.reports(codename, AsSource.message(DESK), DESK);
        close();
        BatchNow.move();
        assertThat(mailboxes.open(other.mailboxId(), other.token(), 0)).isPresent();
        assertThat(InVault.entries(other)).hasSize(1);
    }

    private void close() throws Exception {
        assertThat(mailboxes.close(codename.mailboxId(), codename.token())).isTrue();
    }

    private Optional<Mailboxes.Opened> open() throws Exception {
        return mailboxes.open(codename.mailboxId(), codename.token(), 0);
    }

    private Replies.Draft draft(UUID entry, int seen) throws Exception {
        EncryptionKey source = Certificate.read(codename.replyCertificate())
                .livingEncryptionKeys(Instant.now())
                .get(0);
        return new Replies.Draft(entry, "urgent-1", seen, new byte[0], MadeMessage.binary(List.of(source, ONE), 300));
    }
}
