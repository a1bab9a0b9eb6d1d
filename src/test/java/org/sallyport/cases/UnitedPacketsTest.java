package org.sallyport.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.codename.Codename;
import org.sallyport.intake.SendNow;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.ShownAtOnce;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StaffFaceWithoutSignIn;
import org.sallyport.vault.BatchNow;
import org.sallyport.vault.Reader;
import org.sallyport.vault.SessionKeyPackets;

/** The same sealed body with other session-key packets, under the same codename: the packets are united, up to a number. */
@QuarkusTest
@TestProfile(StaffFaceWithoutSignIn.class)
class UnitedPacketsTest {
    private static final EncryptionKey ONE = Reviewers.key("A");
    private static final EncryptionKey TWO = Reviewers.key("B");
    private static final List<EncryptionKey> DESK = List.of(ONE, TWO);
    private static final Reader FIRST = Reviewers.reader("urgent", ONE);
    private static final Reader SECOND = Reviewers.reader("urgent", TWO);
    private static final int MOST = 4;

    private final byte[] message = AsSource.message(DESK);
    private final Codename codename = AsSource.mint();

    @Inject
    Entries entries;

    @Inject
    EntryThreads threads;

    @Inject
    SessionKeyPackets packets;

    @BeforeEach
    void nothingIsStored() throws Exception {
        PostgreSQL.empty();
        ShownAtOnce.at("urgent");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aNarrowerCopyBeforeTakesItFromNobody(boolean named) throws Exception {
        send(named, InVault.narrower(message, DESK, List.of(ONE)));
        assertThat(list(SECOND)).isEmpty();
        send(named, message);
        assertThat(InVault.entries()).hasSize(1);
        for (Reader reader : List.of(FIRST, SECOND)) {
            assertThat(list(reader)).hasSize(1);
            assertOpens(reader);
        }
        assertThat(Sql.count("session_key_packet")).isEqualTo(2);
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

    @Test
    void whoIsMadeAReaderByACopyCanOpenItWithTheTwinsPackets() throws Exception {
        UUID copy = AsSource.reports(AsSource.mint(), InVault.withOtherPackets(message, DESK, DESK), DESK);
        UUID report = AsSource.reports(codename, message, DESK);
        for (UUID entry : List.of(copy, report)) {
            assertThat(InVault.holds(export(FIRST, entry), InVault.packet(message, ONE)))
                    .isTrue();
        }
        try (Connection staff = PostgreSQL.staff()) {
            UUID poisoned = threads.thread(FIRST, copy).messages().get(0).id();
            assertThat(packets.readableWithTwins(staff, poisoned, FIRST))
                    .hasSize(2)
                    .contains(InVault.packet(message, ONE));
            assertThat(packets.readable(staff, List.of(poisoned), FIRST).get(poisoned))
                    .hasSize(1)
                    .doesNotContain(InVault.packet(message, ONE));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void moreThanFourForASubkeyAreNotUnitedAndLoseNothing(boolean named) throws Exception {
        for (int copy = 0; copy < MOST; copy++) {
            send(named, InVault.withOtherPackets(message, DESK, DESK));
        }
        UUID full = InVault.only();
        assertThat(InVault.packetsOfASubkey()).isEqualTo(MOST);
        send(named, message);
        assertThat(InVault.packetsOfASubkey()).isEqualTo(MOST);
        assertThat(InVault.entries()).hasSize(2);
        assertThat(Sql.count("body")).isOne();
        for (Reader reader : List.of(FIRST, SECOND)) {
            assertThat(list(reader))
                    .as("a copy with other packets is a line of its own")
                    .extracting(EntrySummary::id)
                    .hasSize(2)
                    .contains(full);
            assertOpens(reader);
        }
    }

    @Test
    void theFourthIsUnitedStill() throws Exception {
        for (int copy = 1; copy < MOST; copy++) {
            send(true, InVault.withOtherPackets(message, DESK, DESK));
        }
        send(true, message);
        assertThat(InVault.entries()).hasSize(1);
        assertThat(Sql.count("session_key_packet")).isEqualTo(2 * MOST);
        assertOpens(FIRST);
    }

    @Test
    void aFullEntryStillKnowsItsOwnCopies() throws Exception {
        send(true, message);
        for (int copy = 1; copy < MOST; copy++) {
            send(true, InVault.withOtherPackets(message, DESK, DESK));
        }
        send(true, message);
        assertThat(InVault.entries()).hasSize(1);
    }

    @Test
    void unitingTellsNobodyAndMakesNothingUnread() throws Exception {
        send(true, message);
        UUID entry = InVault.only();
        entries.move(FIRST, entry, EntryState.OPENED);
        entries.move(FIRST, entry, EntryState.WAITING);
        Sql.run("update entry_access set unread = false");
        send(true, InVault.withOtherPackets(message, DESK, DESK));
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
