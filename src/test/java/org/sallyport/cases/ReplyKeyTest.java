package org.sallyport.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.codename.Codename;
import org.sallyport.intake.Mailboxes;
import org.sallyport.intake.MailboxesAsSource;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.ShownAtOnce;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StaffFaceWithoutSignIn;
import org.sallyport.vault.Reader;

/** A captured message under a stranger's codename: what answers it goes to the key inside the seal, or nowhere. */
@QuarkusTest
@TestProfile(StaffFaceWithoutSignIn.class)
class ReplyKeyTest {
    private static final EncryptionKey ONE = Reviewers.key("A");
    private static final List<EncryptionKey> DESK = List.of(ONE);
    private static final Reader READER = Reviewers.reader("urgent", ONE);

    private final Codename writers = AsSource.mint();
    private final Codename strangers = AsSource.mint();
    private final Mailboxes mailboxes = MailboxesAsSource.open();
    private UUID report = new UUID(0, 0);
    private UUID copy = report;

    @Inject
    Replies replies;

    @Inject
    EntryThreads threads;

    @BeforeEach
    void aMessageAndItsCopy() throws Exception {
        PostgreSQL.empty();
        ShownAtOnce.at("urgent");
        byte[] message = AsSource.message(DESK);
        report = AsSource.reports(writers, message, DESK);
        copy = AsSource.reports(strangers, message, DESK);
    }

    @Test
    void noReplyGoesIntoTheMailboxOfAnotherThanTheKeyInside() throws Exception {
        for (Codename sealedTo : List.of(writers, strangers)) {
            assertRefused(ReplyRefused.Reason.OTHER_MAILBOX, draft(copy, writers.replyCertificate(), sealedTo));
        }
        assertRefused(ReplyRefused.Reason.OTHER_MAILBOX, draft(report, strangers.replyCertificate(), strangers));
        assertThat(Sql.count("sealed_message where kind = 'reply'")).isZero();
    }

    @Test
    void itGoesIntoThatOfTheKeyInsideAndNoOther() throws Exception {
        replies.add(READER, draft(report, writers.replyCertificate(), writers), DESK);
        assertThat(open(writers)).hasSize(1);
        assertThat(open(strangers)).isEmpty();
        assertThat(threads.thread(READER, copy).messages()).hasSize(1);
    }

    @Test
    void whatIsSealedToTheStrangerIsNoReplyToTheWriter() throws Exception {
        assertRefused(ReplyRefused.Reason.NOT_FOR_THE_SOURCE, draft(report, writers.replyCertificate(), strangers));
        assertRefused(ReplyRefused.Reason.NOT_FOR_THE_SOURCE, draft(report, new byte[0], strangers));
    }

    @Test
    void anAdditionOfTheStrangersChangesNothing() throws Exception {
        AsSource.adds(strangers, DESK);
        assertThat(threads.thread(READER, copy).messages()).hasSize(2);
        assertRefused(
                ReplyRefused.Reason.OTHER_MAILBOX,
                new Replies.Draft(copy, "urgent-1", 2, writers.replyCertificate(), sealed(writers)));
    }

    /** A report of the PGP lane with no key inside: the console asks each time. */
    @Test
    void whereThereIsNoKeyInsideItGoesWhereItIsSent() throws Exception {
        replies.add(READER, draft(copy, new byte[0], strangers), DESK);
        assertThat(open(strangers)).hasSize(1);
        assertThat(open(writers)).isEmpty();
    }

    private List<Mailboxes.SealedReply> open(Codename who) throws Exception {
        return mailboxes.open(who.mailboxId(), who.token(), 0).orElseThrow().replies();
    }

    private static Replies.Draft draft(UUID entry, byte[] inside, Codename sealedTo) throws Exception {
        return new Replies.Draft(entry, "urgent-1", 1, inside, sealed(sealedTo));
    }

    private static byte[] sealed(Codename to) throws Exception {
        EncryptionKey source = Certificate.read(to.replyCertificate())
                .livingEncryptionKeys(Instant.now())
                .get(0);
        return MadeMessage.binary(List.of(source, ONE), 300);
    }

    private void assertRefused(ReplyRefused.Reason reason, Replies.Draft draft) {
        assertThatThrownBy(() -> replies.add(READER, draft, DESK))
                .isInstanceOfSatisfying(
                        ReplyRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }
}
