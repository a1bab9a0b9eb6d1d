package org.sallyport.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
        storage.limit(NO_LIMIT);
        assertThat(storage.percent()).isEmpty();
        assertThat(atSource()).isEqualTo("open");
    }

    @ParameterizedTest
    @CsvSource({
        "79,75,open",
        "80,80,open",
        "89,85,open",
        "90,90,short only",
        "96,95,short only",
        "97,95,full",
        "100,100,full"
    })
    void roomIsKeptForShortReportsAndThenForTheDatabase(int percent, int said, String state) throws Exception {
        try (FilledStore filled = new FilledStore(percent)) {
            assertThat(atSource()).isEqualTo(state);
            assertThat(storage.percent()).hasValue(said);
            filled.fill(1);
            assertThat(atSource()).isEqualTo("open");
        }
    }

    @Test
    void whatIsThereCountsAtOnce() throws Exception {
        long before = size();
        storage.limit(OptionalLong.of(before + 24 * MIB));
        OptionalInt empty = storage.percent();
        assertThat(atSource()).isEqualTo("open");
        store(100);
        assertThat(storage.percent().getAsInt()).isGreaterThan(empty.getAsInt());
        assertThat(atSource()).isEqualTo("full");
    }

    @Test
    void ofALimitAndADiskTheFullerCounts() throws Exception {
        storage.limit(OptionalLong.of(1L << 40));
        assertThat(storage.percent()).hasValue(0);
        Sql.run(
                "update storage set seen_by = this_server(), disk = 1::bigint << 40, others = (1::bigint << 40) * 92 / 100");
        assertThat(storage.percent()).hasValue(90);
        assertThat(atSource()).isEqualTo("short only");
        storage.limit(OptionalLong.of(size()));
        assertThat(atSource()).isEqualTo("full");
    }

    /** Such as the one whose backup this was. */
    @Test
    void aDiskThatAnotherServerSawDoesNotCount() throws Exception {
        Sql.run("update storage set seen_by = gen_random_uuid(), disk = 1, others = 1");
        storage.limit(NO_LIMIT);
        assertThat(storage.percent()).isEmpty();
        assertThat(atSource()).isEqualTo("open");
    }

    /** While it is moved it lies in two places. */
    @Test
    void ofTheLimitWhatHasArrivedTakesItsRoomTwice() throws Exception {
        long before = size();
        arrive(80);
        long arrived = Sql.number("select pg_total_relation_size('arriving_chunk_0')");
        assertThat(arrived).isBetween(20L * MIB, 25L * MIB);
        storage.limit(OptionalLong.of((before + 2 * arrived) * 100 / 96));
        assertThat(atSource()).isEqualTo("short only");
        storage.limit(OptionalLong.of((before + arrived) * 100 / 89));
        assertThat(atSource()).as("once would be open").isNotEqualTo("open");
        Sql.run("truncate arriving_chunk");
        assertThat(atSource()).isEqualTo("open");
    }

    /** And in the write-ahead log. */
    @Test
    void ofTheDiskWhatHasArrivedTakesItsRoomThreeTimes() throws Exception {
        arrive(80);
        long arrived = Sql.number("select pg_total_relation_size('arriving_chunk_0')");
        long disk = 100 * (size() + 3 * arrived) / 98;
        Sql.run("update storage set allowed = null, seen_by = this_server(), others = 0, disk = " + disk);
        assertThat(atSource()).isEqualTo("full");
        Sql.run("update storage set disk = disk - (" + size() + " + 3 * " + arrived + ") + (" + size() + " + 4 * "
                + arrived + ")");
        assertThat(atSource()).isEqualTo("open");
    }

    /** Without it, a flood of broken uploads would close the door for long reports even after it was swept away. */
    @Test
    void whatWasRefusedIsRoomAgainAfterTheBatch() throws Exception {
        arrive(160);
        long full = size();
        storage.limit(OptionalLong.of(full));
        assertThat(atSource()).isEqualTo("full");
        Sql.run("delete from arriving_chunk");
        BatchNow.move();
        assertThat(size()).isLessThan(full - 40L * MIB);
        assertThat(atSource()).isEqualTo("open");
    }

    /** The numbers of transactions beside the rows of reports would tell the minute of each. */
    @Test
    void whoCountsAndFindsNothingNewWritesNothing() throws Exception {
        OptionalLong limit = OptionalLong.of(1L << 40);
        storage.limit(limit);
        String transaction = Sql.text("select xmin::text from storage");
        for (int i = 0; i < 5; i++) {
            storage.limit(limit);
            storage.percent();
            atSource();
        }
        assertThat(Sql.text("select xmin::text from storage")).isEqualTo(transaction);
    }

    private static long size() {
        return Sql.number("select pg_database_size(current_database())");
    }

    /** What the source's role learns. */
    private static String atSource() throws SQLException {
        try (Connection source = PostgreSQL.source();
                Statement statement = source.createStatement();
                ResultSet row = statement.executeQuery("select storage_state()")) {
            row.next();
            return row.getString(1);
        }
    }

    private static void store(int chunks) {
        fill("body_chunk (number, body, digest, octets)", "gen_random_uuid(), ''::bytea", chunks);
    }

    private static void arrive(int chunks) {
        fill("arriving_chunk (number, slot, message, octets)", "0, gen_random_uuid()", chunks);
    }

    /** Chunks that do not compress. */
    private static void fill(String columns, String values, int chunks) {
        Sql.run("insert into " + columns + " select n, " + values
                + ", (select string_agg(sha256((n || '.' || i)::bytea), '')"
                + " from generate_series(1, 8192) i) from generate_series(1, " + chunks + ") n");
    }
}
