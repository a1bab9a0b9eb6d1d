package org.sallyport.keyring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.openpgp.ForgedCertificate;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.SourceFaceWithDesks;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.Waiting;
import org.sallyport.testkit.WallClock;

/** When the signatures are verified again. The tables are the real ones; the clock and the folders are the test's. */
@QuarkusTest
@TestProfile(SourceFaceWithDesks.class)
class VettedDesksTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);

    @Inject
    KeyringTables tables;

    @TempDir
    Path place;

    private final ForgedCertificate one = ForgedCertificate.trustee();
    private final ForgedCertificate two = ForgedCertificate.trustee();
    private final ForgedCertificate first = vouched("urgent-1");
    private final ForgedCertificate second = vouched("urgent-2");
    private final WallClock clock = new WallClock(ForgedCertificate.NOW);
    private Path trustees;
    private Path revocations;
    private VettedDesks desks;

    private ForgedCertificate vouched(String alias) {
        return ForgedCertificate.plain(alias + "@desk.example")
                .vouchedBy(one, "urgent")
                .vouchedBy(two, "urgent");
    }

    @BeforeEach
    void twoTrusteesAndTwoReviewers() throws IOException, SQLException {
        trustees = Files.createDirectory(place.resolve("trustees"));
        revocations = Files.createDirectory(place.resolve("revocations"));
        Files.write(trustees.resolve("one.pgp"), one.octets());
        Files.write(trustees.resolve("two.pgp"), two.octets());
        PostgreSQL.empty();
        Sql.run("insert into desk values ('urgent', 'Urgent', 'For a test'), ('country', 'Country', 'For a test')");
        store(first, "holder of the first");
        store(second, "holder of the second");
        desks = new VettedDesks(new Rules(trustees, Optional.of(revocations), 2, 2), tables, clock);
    }

    private static void store(ForgedCertificate certificate, String holder) throws SQLException {
        try (Connection owner = PostgreSQL.owner();
                PreparedStatement insert = owner.prepareStatement("insert into certificate values (?, ?, ?)")) {
            insert.setString(1, hex(certificate));
            insert.setBytes(2, certificate.octets());
            insert.setString(3, holder);
            insert.executeUpdate();
        }
    }

    private static String hex(ForgedCertificate certificate) {
        return certificate.read().fingerprint().hex();
    }

    private List<String> recipients() {
        return recipients("urgent");
    }

    private List<String> recipients(String desk) {
        return desks.find(desk).orElseThrow().reviewers().stream()
                .map(reviewer -> reviewer.certificate().fingerprint().hex())
                .toList();
    }

    private void pass(Duration time) {
        clock.turn(clock.instant().plus(time));
    }

    @Test
    void atTheStartEverySignatureIsVerified() {
        desks.start(new StartupEvent(), "source");
        assertThat(recipients()).containsExactlyInAnyOrder(hex(first), hex(second));
        assertThat(recipients("country")).isEmpty();
        assertThat(desks.find("nowhere")).isEmpty();
    }

    @Test
    void aFaceDoesNotStartWithoutItsTrusteesAndACommandDoes() throws IOException {
        Files.writeString(trustees.resolve("three.pgp"), "not a key");
        desks.start(new StartupEvent(), "none");
        assertThatThrownBy(() -> desks.start(new StartupEvent(), "source")).isInstanceOf(VettingUnavailable.class);
    }

    @Test
    void whoIsAddedOrRemovedInTheTablesIsSeenASecondLater() throws SQLException {
        assertThat(recipients()).hasSize(2);
        Sql.run("delete from certificate where fingerprint = '" + hex(first) + "'");
        ForgedCertificate third = vouched("urgent-3");
        store(third, "holder of the third");
        assertThat(recipients()).contains(hex(first));
        pass(SECOND);
        assertThat(recipients()).containsExactlyInAnyOrder(hex(second), hex(third));
    }

    @Test
    void aTrusteeTakenOutOfTheFolderVouchesForNobodyASecondLater() throws IOException {
        assertThat(recipients()).hasSize(2);
        Files.delete(trustees.resolve("two.pgp"));
        pass(SECOND);
        assertThat(recipients()).isEmpty();
    }

    @Test
    void aRevocationPutIntoItsFolderCountsASecondLater() throws IOException {
        assertThat(recipients()).hasSize(2);
        Files.write(revocations.resolve("first.pgp"), first.revocation());
        pass(SECOND);
        assertThat(recipients()).containsExactly(hex(second));
    }

    @Test
    void aFileChangedInPlaceIsSeenEvenIfItsTimeIsNot() throws IOException {
        assertThat(recipients()).hasSize(2);
        Path file = trustees.resolve("two.pgp");
        var time = Files.getLastModifiedTime(file);
        Files.write(file, ForgedCertificate.trustee().octets());
        Files.setLastModifiedTime(file, time);
        pass(SECOND);
        assertThat(recipients()).isEmpty();
    }

    @Test
    void whatEndsIsGoneAtThatMoment() throws SQLException {
        ForgedCertificate ending = ForgedCertificate.endingIn(Duration.ofSeconds(3))
                .vouchedBy(one, "urgent")
                .vouchedBy(two, "urgent");
        store(ending, "holder");
        assertThat(recipients()).hasSize(3);
        pass(Duration.ofMillis(2999));
        assertThat(recipients()).hasSize(3);
        pass(Duration.ofMillis(1));
        assertThat(recipients()).hasSize(2);
    }

    @Test
    void everythingIsVerifiedAgainDaily() {
        Snapshot known = snapshot();
        pass(DAY.minus(SECOND));
        assertThat(known.confirmed(clock.instant()).computed()).isEqualTo(known.computed());
        pass(SECOND);
        assertThat(known.confirmed(clock.instant()).computed()).isEqualTo(clock.instant());
    }

    /** With nothing in it that ends by itself within a day. */
    private Snapshot snapshot() {
        try {
            Rules rules = new Rules(trustees, Optional.of(revocations), 2, 2);
            KeyFiles files = KeyFiles.read(rules);
            return Snapshot.of(files, new Vetting(tables.read(), Trustees.of(files), rules), clock.instant());
        } catch (IOException | KeyFileRefused e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void withoutTheDatabaseYoungKnowledgeIsUsedForAMinuteAndNoLonger() throws Exception {
        assertThat(recipients()).hasSize(2);
        PostgreSQL.shutSourceOut();
        try {
            pass(Duration.ofSeconds(59));
            assertThat(recipients()).hasSize(2);
            pass(SECOND);
            assertThatThrownBy(() -> desks.all()).isInstanceOf(VettingUnavailable.class);
        } finally {
            PostgreSQL.letSourceIn();
        }
        Waiting.until("the database", this::isAnswered);
        assertThat(recipients()).hasSize(2);
    }

    @Test
    void withoutTheTrusteesFolderYoungKnowledgeIsUsedForAMinuteAndNoLonger() throws IOException {
        assertThat(recipients()).hasSize(2);
        Files.writeString(trustees.resolve("three.pgp"), "half a fi");
        pass(Duration.ofSeconds(59));
        assertThat(recipients()).hasSize(2);
        pass(SECOND);
        assertThatThrownBy(() -> desks.all()).isInstanceOf(VettingUnavailable.class);
    }

    @Test
    void aClockThatIsSetBackMakesEverythingOld() throws IOException {
        assertThat(recipients()).hasSize(2);
        Files.delete(trustees.resolve("two.pgp"));
        pass(SECOND.negated());
        assertThat(recipients()).isEmpty();
    }

    @Test
    void aRowWithAnothersCertificateMakesNobodyARecipient() throws SQLException {
        ForgedCertificate intruder = ForgedCertificate.plain();
        try (Connection owner = PostgreSQL.owner();
                PreparedStatement edit =
                        owner.prepareStatement("update certificate set octets = ? where fingerprint = ?")) {
            edit.setBytes(1, intruder.octets());
            edit.setString(2, hex(first));
            edit.executeUpdate();
        }
        store(ForgedCertificate.plain(), "holder of the first");
        assertThat(recipients()).containsExactly(hex(second));
    }

    @Test
    void anEditedHolderChangesNoRecipient() {
        List<String> before = recipients();
        Sql.run("update certificate set holder = 'somebody else'");
        pass(SECOND);
        assertThat(recipients()).isEqualTo(before);
    }

    @Test
    void anEditedDeskHasNobodyWhoWasVettedForAnother() {
        Sql.run("update desk set slug = 'taken-over' where slug = 'urgent'");
        assertThat(recipients("taken-over")).isEmpty();
    }

    /** Its database role may not read that; whom a certificate belongs to is found on the staff's ({@link HoldersTest}). */
    @Test
    void theSourcesFaceDoesNotKnowWhoseSignInACertificateBelongsTo() {
        assertThat(desks.reviewers())
                .hasSize(2)
                .allMatch(reviewer -> reviewer.holder().isEmpty());
        assertThat(desks.reviewersHeldBy("holder of the first")).isEmpty();
        assertThat(desks.people().certificatesHeldBy("holder of the first")).isEmpty();
    }

    private boolean isOpen() {
        return desks.find("urgent").orElseThrow().isOpen();
    }

    @Test
    void aDeskIsOpenWithTwoPeopleAndNotWithTwoSignInsOfOneAlias() throws SQLException {
        assertThat(isOpen()).isTrue();
        Sql.run("delete from certificate where fingerprint = '" + hex(second) + "'");
        store(vouched("urgent-1"), "another holder");
        pass(SECOND);
        assertThat(recipients()).hasSize(2);
        assertThat(isOpen()).isFalse();
    }

    @Test
    void aDeskIsNotOpenWithTwoAliasesOfOneSignIn() {
        Sql.run("update certificate set holder = 'holder of the first'");
        assertThat(recipients()).hasSize(2);
        assertThat(isOpen()).isFalse();
        assertThat(desks.people().certificatesOf(hex(first))).containsExactlyInAnyOrder(hex(first), hex(second));
    }

    @Test
    void aDeskIsNotOpenWithTwoThatAThirdSaysAreOnePersons() throws SQLException {
        store(ForgedCertificate.plain("urgent-1@desk.example"), "holder of the second");
        assertThat(recipients()).hasSize(2);
        assertThat(isOpen()).isFalse();
    }

    @Test
    void whatIsRetiredReceivesNothingASecondLaterAndItsAliasStaysKnown() {
        assertThat(recipients()).hasSize(2);
        Sql.run("update certificate set retired = true where fingerprint = '" + hex(first) + "'");
        pass(SECOND);
        assertThat(recipients()).containsExactly(hex(second));
        assertThat(isOpen()).isFalse();
        assertThat(desks.alias(hex(first))).contains("urgent-1@desk.example");
        assertThat(desks.people().all()).containsOnlyKeys(hex(first), hex(second));
    }

    private boolean isAnswered() {
        try {
            return !desks.all().isEmpty();
        } catch (VettingUnavailable notYet) {
            return false;
        }
    }
}
