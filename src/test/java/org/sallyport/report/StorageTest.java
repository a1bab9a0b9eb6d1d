package org.sallyport.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.standalone.DatabaseRole;
import org.sallyport.testkit.FilledStore;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.TestDataSource;

class StorageTest {
    private static final int MIB = 1024 * 1024;
    private static final OptionalLong NO_LIMIT = OptionalLong.empty();

    private final Storage storage = new Storage(TestDataSource.of(DatabaseRole.STAFF));
    private final Storage atSource = new Storage(TestDataSource.of(DatabaseRole.SOURCE));

    @BeforeEach
    void nothingIsStored() throws SQLException {
        PostgreSQL.empty();
    }

    @AfterEach
    void unfilled() {
        new FilledStore(1).close();
    }

    @Test
    void withoutALimitAndADiskNobodyKnowsAndEverythingIsTaken() throws Exception {
        storage.count(NO_LIMIT);
        assertThat(storage.percent()).isEmpty();
        assertThat(atSource.state()).isEqualTo(StorageState.OPEN);
    }

    @ParameterizedTest
    @CsvSource({
        "79,75,OPEN",
        "80,80,OPEN",
        "89,85,OPEN",
        "90,90,SHORT_ONLY",
        "96,95,SHORT_ONLY",
        "97,95,FULL",
        "100,100,FULL"
    })
    void roomIsKeptForShortReportsAndThenForTheDatabase(int percent, int said, StorageState state) throws Exception {
        try (FilledStore filled = new FilledStore(percent)) {
            assertThat(atSource.state()).isEqualTo(state);
            assertThat(storage.percent()).hasValue(said);
            filled.fill(1);
            assertThat(atSource.state()).isEqualTo(StorageState.OPEN);
        }
    }

    @Test
    void whatIsThereCountsAtOnce() throws Exception {
        long before = size();
        storage.count(OptionalLong.of(before + 20 * MIB));
        OptionalInt empty = storage.percent();
        assertThat(atSource.state()).isEqualTo(StorageState.OPEN);
        store("00000000-0000-4000-8000-000000000001", 80);
        assertThat(storage.percent().getAsInt()).isGreaterThan(empty.getAsInt());
        assertThat(atSource.state()).isEqualTo(StorageState.FULL);
    }

    @Test
    void ofALimitAndADiskTheFullerCounts() throws Exception {
        storage.count(OptionalLong.of(1L << 40));
        assertThat(storage.percent()).hasValue(0);
        Sql.run(
                "update storage set seen_by = this_server(), disk = 1::bigint << 40, others = (1::bigint << 40) * 92 / 100");
        assertThat(storage.percent()).hasValue(90);
        assertThat(atSource.state()).isEqualTo(StorageState.SHORT_ONLY);
        storage.count(OptionalLong.of(size()));
        assertThat(atSource.state()).isEqualTo(StorageState.FULL);
    }

    /** Such as the one whose backup this was. */
    @Test
    void aDiskThatAnotherServerSawDoesNotCount() throws Exception {
        Sql.run("update storage set seen_by = gen_random_uuid(), disk = 1, others = 1");
        storage.count(NO_LIMIT);
        assertThat(storage.percent()).isEmpty();
        assertThat(atSource.state()).isEqualTo(StorageState.OPEN);
    }

    /** Without it, a flood of broken uploads would close the door for long reports even after it was swept away. */
    @Test
    void whatWasDeletedIsRoomAgain() throws Exception {
        String brokenOff = "00000000-0000-4000-8000-000000000001";
        store(brokenOff, 160);
        store("00000000-0000-4000-8000-000000000002", 1);
        Sql.run("delete from body where id = '" + brokenOff + "'");
        Sql.run("vacuum body_chunk");
        long size = size();
        storage.count(OptionalLong.of(size * 100 / 99));
        assertThat(atSource.state()).isEqualTo(StorageState.OPEN);

        Sql.run("update storage set size = " + (size - 65 * MIB));
        assertThat(atSource.state()).as("a database that grows has used it up").isEqualTo(StorageState.FULL);
    }

    /** The numbers of transactions beside the rows of reports would tell the minute of each. */
    @Test
    void whoCountsAndFindsNothingNewWritesNothing() throws Exception {
        OptionalLong limit = OptionalLong.of(1L << 40);
        storage.count(limit);
        String transaction = Sql.text("select xmin::text from storage");
        for (int i = 0; i < 5; i++) {
            storage.count(limit);
            storage.percent();
            atSource.state();
        }
        assertThat(Sql.text("select xmin::text from storage")).isEqualTo(transaction);
    }

    private static long size() {
        return Sql.number("select pg_database_size(current_database())");
    }

    private static void store(String body, int chunks) {
        Sql.run("insert into body values ('" + body + "')");
        Sql.run("insert into body_chunk select '" + body
                + "', n, (select string_agg(sha256((n || '.' || i)::bytea), '')"
                + " from generate_series(1, 8192) i) from generate_series(1, " + chunks + ") n");
    }
}
