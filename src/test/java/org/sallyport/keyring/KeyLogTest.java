package org.sallyport.keyring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.sallyport.audit.LogKeyFile;
import org.sallyport.audit.NoteSigner;
import org.sallyport.openpgp.ForgedCertificate;
import org.sallyport.standalone.DatabaseRole;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.TestDataSource;

/** What the source face reads of the log, with its own database role. */
class KeyLogTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 25);

    @TempDir
    Path folder;

    private final PGSimpleDataSource database = (PGSimpleDataSource) TestDataSource.of(DatabaseRole.SOURCE);
    private final KeyLog log = new KeyLog(new KeyLogTable(database));

    @BeforeEach
    void nothing() throws SQLException {
        PostgreSQL.empty();
    }

    /** The signer's leaf, and a desk that closes again and again. */
    private void write(int leaves) throws Exception {
        NoteSigner signer = LogKeyFile.open(folder.resolve("log.key")).named("test/keys");
        new KeyLogTable(TestDataSource.of(DatabaseRole.STAFF)).append((rows, appender) -> {
            GrowingKeyLog growing = GrowingKeyLog.of(rows, signer, appender);
            if (!growing.isSignedBySigner()) {
                growing.say(new KeyLogLeaf.SignedBy(DAY, signer.verifier()));
            }
            for (int leaf = Math.max(1, rows.leaves().size()); leaf < leaves; leaf++) {
                growing.say(new KeyLogLeaf.GivenAtDesk(DAY, GivenKeys.nothing("desk-" + leaf)));
            }
        });
    }

    /** As the source face publishes it, without HTTP. */
    private Optional<byte[]> published(String path, int most) {
        if (path.startsWith("keys/tile/")) {
            return log.tile(path.substring("keys/tile/".length()));
        }
        return switch (path) {
            case "keys/checkpoint" -> log.checkpoint().map(note -> note.getBytes(StandardCharsets.UTF_8));
            case "keys/desks" -> Optional.of(new byte[0]);
            default -> Optional.empty();
        };
    }

    @Test
    void aLongLogIsServedAndProvedInFullTilesWhileItGrows() throws Exception {
        Path trustees = Files.createDirectory(folder.resolve("trustees"));
        Files.write(trustees.resolve("one.pgp"), ForgedCertificate.trustee().octets());
        VerifyingKeys verifying =
                new VerifyingKeys(trustees, Optional.empty(), 1, Optional.empty(), Optional.of(folder.resolve("seen")));
        List<String> proved = new ArrayList<>();
        for (int size : new int[] {1, 255, 256, 257, 600}) {
            write(size);
            proved.clear();
            verifying.of(this::published, ForgedCertificate.NOW, proved::add);
            assertThat(proved).anyMatch(line -> line.contains("has " + size + " entries"));
        }
        assertThat(proved).anyMatch(line -> line.contains("with 257 entries"));
        assertThat(log.tile("0/001"))
                .hasValueSatisfying(tile -> assertThat(tile).hasSize(256 * 32));
        assertThat(log.tile("1/000.p/2"))
                .hasValueSatisfying(tile -> assertThat(tile).hasSize(64));
        assertThat(log.head()).hasValueSatisfying(head -> {
            assertThat(head.size()).isEqualTo(600);
            assertThat(head.shortRoot()).matches("[0-9a-f]{4}( [0-9a-f]{4}){3}");
        });
    }

    @Test
    void withoutTheDatabaseWhatWasKnownIsServed() throws Exception {
        write(3);
        Optional<String> checkpoint = log.checkpoint();
        assertThat(checkpoint).isPresent();
        databaseGoes();
        assertThat(log.checkpoint()).isEqualTo(checkpoint);
        assertThat(log.tile("entries/000.p/3")).isPresent();
        assertThat(log.head()).isPresent();
    }

    @Test
    void withoutTheDatabaseALogThatWasNeverReadIsNotSaidToBeEmpty() {
        databaseGoes();
        assertThatThrownBy(log::checkpoint).isInstanceOf(VettingUnavailable.class);
        assertThatThrownBy(() -> log.tile("0/000.p/1")).isInstanceOf(VettingUnavailable.class);
        assertThat(log.tile("no tile")).isEmpty();
        assertThat(log.head()).isEmpty();
    }

    private void databaseGoes() {
        database.setPassword("another");
    }

    @Test
    void rowsWithoutACheckpointAreNoLog() {
        Sql.run("insert into key_log values (0, 'leaf', 'not a checkpoint')");
        assertThat(log.checkpoint()).isEmpty();
        assertThat(log.head()).isEmpty();
        assertThat(log.tile("0/000.p/1")).isEmpty();
    }
}
