package org.sallyport.keyring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.audit.Checkpoint;
import org.sallyport.audit.LogKeyFile;
import org.sallyport.audit.MerkleTree;
import org.sallyport.audit.NoteVerifier;
import org.sallyport.audit.TreeHash;
import org.sallyport.openpgp.ForgedCertificate;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StaffFaceWithoutSignIn;

/** The tables are the real ones, with the staff's role; the clock, the trustees and the key are the test's. */
@QuarkusTest
@TestProfile(StaffFaceWithoutSignIn.class)
class LoggingKeysTest {
    private static final String DENIED = "42501";

    @Inject
    KeyringTables tables;

    @Inject
    KeyLogTable log;

    @TempDir
    Path place;

    private final ForgedCertificate one = ForgedCertificate.trustee();
    private final ForgedCertificate two = ForgedCertificate.trustee();
    private final ForgedCertificate reviewer = vouched(ForgedCertificate.plain());
    private Instant now = ForgedCertificate.NOW;
    private Path key;

    private ForgedCertificate vouched(ForgedCertificate certificate) {
        return certificate.vouchedBy(one, "urgent").vouchedBy(two, "urgent");
    }

    @BeforeEach
    void aDeskWithOneReviewer() throws Exception {
        key = place.resolve("log.key");
        Files.createDirectory(place.resolve("trustees"));
        Files.write(place.resolve("trustees/one.pgp"), one.octets());
        Files.write(place.resolve("trustees/two.pgp"), two.octets());
        PostgreSQL.empty();
        Sql.run("insert into desk values ('urgent', 'A name', 'Words'), ('country', 'Country', 'For a test')");
        store(reviewer);
    }

    private static void store(ForgedCertificate certificate) throws SQLException {
        try (Connection owner = PostgreSQL.owner();
                PreparedStatement insert = owner.prepareStatement("insert into certificate values (?, ?, 'holder')")) {
            insert.setString(1, hex(certificate));
            insert.setBytes(2, certificate.octets());
            insert.executeUpdate();
        }
    }

    private static String hex(ForgedCertificate certificate) {
        return certificate.read().fingerprint().hex();
    }

    private LoggingKeys process() {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        Rules rules = new Rules(place.resolve("trustees"), Optional.empty(), 2, 1);
        return new LoggingKeys(new VettedDesks(rules, tables, clock), log, clock, Optional.of(key), "test/keys");
    }

    private List<KeyLogLeaf> leaves() throws Exception {
        List<KeyLogLeaf> leaves = new ArrayList<>();
        for (byte[] octets : log.read().leaves()) {
            leaves.add(KeyLogLeaf.parse(octets));
        }
        return leaves;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    private NoteVerifier verifier() throws Exception {
        return LogKeyFile.open(key).named("test/keys").verifier();
    }

    private KeyLogLeaf given(ForgedCertificate... certificates) {
        return new KeyLogLeaf.GivenAtDesk(
                today(),
                GivenKeys.of(
                        "urgent",
                        List.of(certificates).stream()
                                .map(ForgedCertificate::read)
                                .toList()));
    }

    @Test
    void theFirstLeafSaysWhoSignsAndTheOthersWhatOpenDesksGive() throws Exception {
        process().log();
        assertThat(leaves()).containsExactly(new KeyLogLeaf.SignedBy(today(), verifier()), given(reviewer));
        assertThat(Sql.text("select string_agg(leaf, '') from key_log"))
                .doesNotContain("@", "holder", "A name", "Words")
                .doesNotContainPattern("[0-9]:[0-9]");
    }

    @Test
    void everyLeafHasTheSignedCheckpointOfTheLogUpToIt() throws Exception {
        process().log();
        store(vouched(ForgedCertificate.plain()));
        process().log();
        List<byte[]> leaves = log.read().leaves();
        MerkleTree tree = new MerkleTree();
        for (int number = 0; number < leaves.size(); number++) {
            tree.append(TreeHash.ofLeaf(leaves.get(number)));
            String note = Sql.text("select checkpoint from key_log where number = " + number);
            assertThat(Checkpoint.open(note, verifier())).isEqualTo(Checkpoint.of("test/keys", tree));
        }
        assertThat(leaves).hasSize(3);
    }

    @Test
    void aNewCertificateIsALeafAndNoChangeIsNone() throws Exception {
        LoggingKeys process = process();
        process.log();
        process.log();
        assertThat(leaves()).hasSize(2);
        ForgedCertificate second = vouched(ForgedCertificate.plain());
        store(second);
        process().log();
        assertThat(leaves().get(2)).isEqualTo(given(reviewer, second));
        process().log();
        assertThat(leaves()).hasSize(3);
    }

    /** Numbers of transactions stand beside the rows of reports: one that is used up every minute would be their clock. */
    @Test
    void aPassWithoutAChangeLocksNoRow() throws Exception {
        process().log();
        String locked = "select xmax::text from key_log_turn";
        String before = Sql.text(locked);
        process().log();
        assertThat(Sql.text(locked)).isEqualTo(before);
    }

    @Test
    void theSameCertificateWithOtherOctetsIsALeaf() throws Exception {
        process().log();
        ForgedCertificate renewed = reviewer.vouchedBy(ForgedCertificate.trustee(), "urgent");
        Sql.run("delete from certificate");
        store(renewed);
        process().log();
        assertThat(leaves()).hasSize(3).last().isEqualTo(given(renewed));
    }

    @Test
    void whatRunsOutIsALeafWithoutAnybodyDoingAnything() throws Exception {
        ForgedCertificate ending = vouched(ForgedCertificate.endingIn(Duration.ofSeconds(3)));
        store(ending);
        process().log();
        assertThat(leaves()).last().isEqualTo(given(reviewer, ending));
        now = now.plusSeconds(3);
        process().log();
        assertThat(leaves()).hasSize(3).last().isEqualTo(given(reviewer));
    }

    @Test
    void whatIsRetiredIsGivenNoMore() throws Exception {
        ForgedCertificate second = vouched(ForgedCertificate.plain());
        store(second);
        process().log();
        Sql.run("update certificate set retired = true where fingerprint = '" + hex(second) + "'");
        process().log();
        assertThat(leaves()).hasSize(3).last().isEqualTo(given(reviewer));
    }

    @Test
    void aDeskThatClosesOrIsRemovedGivesNothingFromThenOn() throws Exception {
        process().log();
        Sql.run("delete from certificate");
        process().log();
        assertThat(leaves()).hasSize(3).last().isEqualTo(given());
        store(reviewer);
        process().log();
        Sql.run("delete from desk where slug = 'urgent'");
        process().log();
        assertThat(leaves()).hasSize(5).last().isEqualTo(given());
    }

    @Test
    void anotherKeyIsALeafToo() throws Exception {
        process().log();
        Files.delete(key);
        process().log();
        assertThat(leaves()).hasSize(3).last().isEqualTo(new KeyLogLeaf.SignedBy(today(), verifier()));
        assertThat(Checkpoint.open(log.checkpoint().orElseThrow(), verifier()).size())
                .isEqualTo(3);
    }

    @Test
    void manyProcessesAtOnceMakeOneLog() throws Exception {
        process().log();
        ForgedCertificate second = vouched(ForgedCertificate.plain());
        store(second);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Boolean> logs = () -> {
                process().log();
                return true;
            };
            for (Future<Boolean> done : threads.invokeAll(java.util.Collections.nCopies(8, logs))) {
                assertThat(done.get()).isTrue();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(leaves()).hasSize(3).last().isEqualTo(given(reviewer, second));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update key_log set leaf = replace(leaf, 'sha256 ', 'sha256 0') where number = 1",
                "update key_log set leaf = replace(leaf, 'desk urgent', 'desk country') where number = 1",
                "delete from key_log where number = 0",
                "update key_log set checkpoint = (select checkpoint from key_log where number = 0) where number = 1",
                "insert into key_log select number + 1, leaf, checkpoint from key_log where number = 1"
            })
    void aLogThatWasChangedByHandIsNotSignedOn(String change) throws Exception {
        process().log();
        Sql.run(change);
        long rows = Sql.count("key_log");
        store(vouched(ForgedCertificate.plain()));
        assertThatThrownBy(() -> process().log())
                .isInstanceOf(KeyLogBroken.class)
                .hasMessageContaining("not continued");
        assertThat(Sql.count("key_log")).isEqualTo(rows);
    }

    @Test
    void aKeyThatOthersMayReadSignsNothing() throws Exception {
        process().log();
        Files.setPosixFilePermissions(key, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
        store(vouched(ForgedCertificate.plain()));
        assertThatThrownBy(() -> process().log())
                .isInstanceOf(KeyLogBroken.class)
                .hasMessageContaining("log.key");
        assertThat(leaves()).hasSize(2);
    }

    @Test
    void withoutAKeyNothingIsLogged() throws Exception {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        Rules rules = Rules.usual(place.resolve("trustees"));
        new LoggingKeys(new VettedDesks(rules, tables, clock), log, clock, Optional.empty(), "test/keys").log();
        assertThat(leaves()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update key_log set leaf = ''",
                "update key_log set checkpoint = ''",
                "update key_log set number = number + 1",
                "delete from key_log",
                "truncate key_log",
                "delete from key_log_turn",
                "insert into key_log_turn default values"
            })
    void theStaffsRoleCanOnlyAppend(String sql) {
        assertThatThrownBy(() -> {
                    try (Connection staff = PostgreSQL.staff();
                            Statement statement = staff.createStatement()) {
                        statement.execute(sql);
                    }
                })
                .isInstanceOfSatisfying(
                        SQLException.class,
                        failure -> assertThat(failure.getSQLState()).isEqualTo(DENIED));
    }
}
