package org.sallyport.cases;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.codename.Codename;
import org.sallyport.intake.MailboxesAsSource;
import org.sallyport.intake.SendNow;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.ShownAtOnce;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StaffFaceWithoutSignIn;
import org.sallyport.vault.BatchNow;
import org.sallyport.vault.Reader;

/**
 * The same sealed body with other session-key packets. Under the same codename those for certificates that have none are united; any
 * other makes a message of its own, so that no two copies' packets for one certificate ever stand together.
 */
@QuarkusTest
@TestProfile(StaffFaceWithoutSignIn.class)
class UnitedPacketsTest {
    private static final EncryptionKey ONE = Reviewers.key("A");
    private static final EncryptionKey TWO = Reviewers.key("B");
    private static final List<EncryptionKey> DESK = List.of(ONE, TWO);
    private static final Reader FIRST = Reviewers.reader("urgent", ONE);
    private static final Reader SECOND = Reviewers.reader("urgent", TWO);

    private final byte[] message = AsSource.message(DESK);
    private final Codename codename = AsSource.mint();

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
    void aNarrowerCopyBeforeTakesItFromNobody() throws Exception {
        send(true, InVault.narrower(message, DESK, List.of(ONE)));
        assertThat(list(SECOND)).isEmpty();
        send(true, message);
        assertThat(InVault.entries()).hasSize(1);
        for (Reader reader : List.of(FIRST, SECOND)) {
            assertThat(list(reader)).hasSize(1);
            assertOpens(reader);
        }
        assertThat(Sql.count("sealed_message")).isOne();
        assertThat(Sql.count("session_key_packet")).isEqualTo(2);
    }

    /** Nobody knows whether both came from the same source. */
    @Test
    void withoutACodenameNothingIsUnited() throws Exception {
        send(false, InVault.narrower(message, DESK, List.of(ONE)));
        send(false, message);
        assertThat(InVault.entries()).hasSize(2);
        assertThat(Sql.count("body")).isOne();
        for (Reader reader : List.of(FIRST, SECOND)) {
            assertThat(list(reader)).as("one of equal copies").hasSize(1);
            assertOpens(reader);
        }
        send(false, message);
        assertThat(InVault.entries()).as("the very same again").hasSize(2);
    }

    @Test
    void whatCameUnderACodenameThatWasClosedIsUnitedWithNothing() throws Exception {
        send(true, InVault.narrower(message, DESK, List.of(ONE)));
        MailboxesAsSource.open().close(codename.mailboxId(), codename.token());
        BatchNow.move();
        send(false, message);
        assertThat(InVault.entries()).hasSize(2);
        assertThat(Sql.count("session_key_packet")).isEqualTo(3);
    }

    @Test
    void aNarrowerCopyAfterwardsChangesNothing() throws Exception {
        send(true, message);
        send(true, InVault.narrower(message, DESK, List.of(TWO)));
        assertThat(InVault.entries()).hasSize(1);
        assertThat(Sql.count("sealed_message")).isOne();
        assertThat(Sql.count("session_key_packet")).isEqualTo(2);
        assertOpens(FIRST);
        assertOpens(SECOND);
    }

    @Test
    void aNarrowerCopyUnderAnotherCodenameTakesItFromNobodyEither() throws Exception {
        UUID copy = AsSource.reports(AsSource.mint(), InVault.narrower(message, DESK, List.of(ONE)), DESK);
        UUID report = AsSource.reports(codename, message, DESK);
        assertThat(list(FIRST)).extracting(EntrySummary::id).containsExactly(copy);
        assertThat(list(SECOND)).extracting(EntrySummary::id).containsExactly(report);
        assertThat(InVault.holds(export(FIRST, report), InVault.packet(message, ONE)))
                .isTrue();
        assertThat(InVault.holds(export(SECOND, report), InVault.packet(message, TWO)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void packetsOfTwoCopiesForOneCertificateAreNeverMixed(boolean trueOneFirst) throws Exception {
        byte[] other = InVault.withOtherPackets(message, DESK, DESK);
        for (byte[] copy : trueOneFirst ? List.of(message, other) : List.of(other, message)) {
            send(true, copy);
        }
        UUID entry = InVault.only();
        assertThat(Sql.count("body")).isOne();
        for (Reader reader : List.of(FIRST, SECOND)) {
            EncryptionKey key = reader.equals(FIRST) ? ONE : TWO;
            List<byte[]> files = new ArrayList<>();
            for (ThreadMessage copy : threads.thread(reader, entry).messages()) {
                files.add(InVault.file(threads.export(reader, entry, copy.id())));
            }
            assertThat(files).hasSize(2);
            for (byte[] sent : List.of(message, other)) {
                byte[] packet = InVault.packet(sent, key);
                assertThat(files)
                        .filteredOn(file -> InVault.holds(file, packet))
                        .hasSize(1);
            }
        }
        assertThat(InVault.packetsOfASubkey()).isOne();
    }

    /** Somebody with the codename may know a reviewer's next subkey: what is sealed to it by them must not end a rotation. */
    @Test
    void aPacketForAnotherSubkeyOfAReaderIsNotUnitedEither() throws Exception {
        EncryptionKey next = new EncryptionKey(ONE.certificate(), new Fingerprint("D" + "A".repeat(39)), 18);
        send(true, message);
        SendNow.to("urgent")
                .under(codename)
                .message(InVault.withOtherPackets(message, DESK, List.of(next)), List.of(ONE, TWO, next));
        BatchNow.move();
        assertThat(InVault.entries()).hasSize(1);
        assertThat(Sql.count("sealed_message")).isEqualTo(2);
        assertThat(Sql.count("(select from session_key_packet group by message, recipient having count(*) > 1) twice"))
                .isZero();
    }

    /** A stranger's copy has the true packets and one more, of another message; the true one, which has less, is not the same. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theTrueMessageIsNotTakenForACopyThatHasAPacketMoreForAReader(boolean named) throws Exception {
        byte[] more = InVault.withPackets(
                message,
                DESK,
                List.of(
                        InVault.packet(message, ONE),
                        InVault.packet(message, TWO),
                        InVault.packet(InVault.withOtherPackets(message, DESK, DESK), ONE)));
        send(named, more);
        send(named, message);
        assertThat(Sql.count("sealed_message")).isEqualTo(2);
        assertThat(Sql.count("(select from session_key_packet group by message having count(*) = 2) whole"))
                .isOne();
        assertThat(Sql.count("body")).isOne();
    }

    @Test
    void acrossCodenamesNothingIsMixed() throws Exception {
        byte[] other = InVault.withOtherPackets(message, DESK, DESK);
        UUID copy = AsSource.reports(AsSource.mint(), other, DESK);
        UUID report = AsSource.reports(codename, message, DESK);
        assertThat(list(FIRST)).extracting(EntrySummary::id).containsExactlyInAnyOrder(copy, report);
        byte[] opens = InVault.packet(message, ONE);
        assertThat(InVault.holds(export(FIRST, report), opens)).isTrue();
        assertThat(InVault.holds(export(FIRST, copy), opens)).isFalse();
        assertThat(InVault.holds(export(FIRST, report), InVault.packet(other, ONE)))
                .isFalse();
    }

    /** A true packet beside it hides nothing: gpg ends at the first that gives it a session key. */
    @Test
    void aCopyWithOnePacketMoreForAReaderIsALineOfItsOwn() throws Exception {
        byte[] more = InVault.withPackets(
                message,
                DESK,
                List.of(
                        InVault.packet(message, ONE),
                        InVault.packet(message, TWO),
                        InVault.packet(InVault.withOtherPackets(message, DESK, DESK), ONE)));
        UUID copy = AsSource.reports(AsSource.mint(), more, DESK);
        UUID report = AsSource.reports(codename, message, DESK);
        assertThat(list(FIRST)).extracting(EntrySummary::id).containsExactlyInAnyOrder(copy, report);
        assertThat(list(SECOND)).as("whose packets are equal").hasSize(1);
    }

    @Test
    void unitingTellsNobodyAndMakesNothingUnread() throws Exception {
        send(true, message);
        UUID entry = InVault.only();
        entries.move(FIRST, entry, EntryState.OPENED);
        entries.move(FIRST, entry, EntryState.WAITING);
        Sql.run("update entry_access set unread = false");
        send(true, InVault.narrower(message, DESK, List.of(ONE)));
        assertThat(list(FIRST)).singleElement().satisfies(line -> {
            assertThat(line.state()).isEqualTo(EntryState.WAITING);
            assertThat(line.unread()).isFalse();
        });
    }

    private void send(boolean named, byte[] what) throws Exception {
        SendNow source = SendNow.to("urgent");
        (named ? source.under(codename) : source).message(what, DESK);
        BatchNow.move();
    }

    private void assertOpens(Reader reader) throws Exception {
        byte[] packet = InVault.packet(message, reader.equals(FIRST) ? ONE : TWO);
        assertThat(InVault.holds(export(reader, list(reader).get(0).id()), packet))
                .isTrue();
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
