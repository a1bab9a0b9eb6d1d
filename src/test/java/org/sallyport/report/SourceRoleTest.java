package org.sallyport.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.testkit.PostgreSQL;

/** What whoever takes the source face's process could do with its database role, table by table and column by column. */
class SourceRoleTest {
    private static final String DENIED = "42501";
    private static final List<String> SHOWN_TO_SOURCES =
            List.of("desk", "desk_text", "certificate", "keyring_version", "key_log");

    /** Every table that there is, also one of which this test has never heard. */
    static Stream<String> notShownToSources() throws SQLException {
        List<String> tables = list("select tablename from pg_tables where schemaname = 'public'");
        assertThat(tables).contains("mailbox", "staff_act").containsAll(SHOWN_TO_SOURCES);
        tables.removeAll(SHOWN_TO_SOURCES);
        return tables.stream();
    }

    static Stream<String> columns() throws SQLException {
        return list(
                "select attrelid::regclass || ' set ' || attname from pg_attribute join pg_class c on c.oid = attrelid"
                        + " where relkind = 'r' and relnamespace = 'public'::regnamespace and attnum > 0"
                        + " and attgenerated = '' and not attisdropped")
                .stream();
    }

    @ParameterizedTest
    @MethodSource("notShownToSources")
    void itCannotReadCountChangeOrDeleteWhatSourcesSent(String table) {
        assertDenied("select * from " + table);
        assertDenied("select count(*) from " + table);
        assertDenied("select xmin, ctid from " + table);
        assertDenied("delete from " + table);
        assertDenied("truncate " + table);
        assertDenied("copy " + table + " to stdout");
        assertDenied("explain analyze select 1 from " + table);
        assertDenied("select 1 from " + table + " for update");
        assertDenied("begin; lock table " + table + " in share row exclusive mode");
    }

    @ParameterizedTest
    @MethodSource("columns")
    void itCannotChangeAColumn(String columnOfTable) {
        assertDenied("update " + columnOfTable + " = default");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "desk",
                "desk_text",
                "certificate",
                "keyring_version",
                "key_log",
                "seen",
                "showing",
                "storage",
                "entry_access",
                "key_log_turn",
                "staff_act",
                "staff_act_turn",
                "access_withdrawn",
                "flyway_schema_history"
            })
    void itCannotAddToWhatIsNotItsOwn(String table) {
        assertDenied("insert into " + table + " default values");
        assertDenied("delete from " + table);
        assertDenied("truncate " + table);
        assertDenied("begin; lock table " + table + " in row exclusive mode");
    }

    @Test
    void itCannotAskForWhatItInserted() {
        assertDenied("insert into body (id) values (gen_random_uuid()) returning id");
        assertDenied("insert into body (id) values (gen_random_uuid()) on conflict (id) do nothing");
    }

    @Test
    void itCannotMakeSomebodyAReader() {
        assertDenied("insert into entry_access (entry, recipient, desk, received)"
                + " values (gen_random_uuid(), 'A', 'urgent', current_date)");
    }

    @Test
    void itCannotShowAMessage() {
        assertDenied(
                "insert into sealed_message (id, entry, body, desk, received, seipd_version, length, digest, shown)"
                        + " values (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'urgent', current_date, 1, 1, 'x', true)");
        assertDenied("select show_batch(1)");
        assertDenied("select count(*) from shown_message");
    }

    /** Of how full the store is it learns one of three words. */
    @Test
    void itCannotAskHowFullTheStoreIs() {
        assertDenied("select storage_percent()");
        assertDenied("select count_storage(1)");
    }

    /** What is a reply's alone, or an entry's later life, is not for a source to say. */
    @ParameterizedTest
    @CsvSource({
        "sealed_message,kind",
        "sealed_message,author",
        "session_key_packet,for_source",
        "session_key_packet,key_id",
        "entry,closed"
    })
    void itCannotSayWhatOnlyStaffKnow(String table, String column) {
        assertDenied("insert into " + table + " (" + column + ") values (default)");
    }

    @Test
    void itCannotReadWhoseSignInACertificateBelongsTo() {
        assertDenied("select holder from certificate");
        assertDenied("select * from certificate");
        assertDenied("select fingerprint from certificate where holder is not null");
    }

    @Test
    void itCannotMakeAnythingOfItsOwn() {
        assertDenied("create table mine (id integer)");
        assertDenied("create function public.mine() returns integer language sql as 'select 1'");
        assertDenied("alter table entry add column seen timestamp");
        assertDenied("create role other");
        assertDenied("select pg_read_file('postgresql.conf')");
    }

    @Test
    void itReadsWhatEverySourceIsShown() {
        assertThatCode(() -> {
                    for (String table : SHOWN_TO_SOURCES) {
                        run("select count(*) from " + table);
                    }
                    run("select fingerprint, octets, retired, person from certificate");
                })
                .doesNotThrowAnyException();
    }

    private static void run(String sql) throws SQLException {
        try (Connection source = PostgreSQL.source();
                Statement statement = source.createStatement()) {
            statement.execute(sql);
        }
    }

    static void assertDenied(String sql) {
        assertThatThrownBy(() -> run(sql))
                .as(sql)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        failure -> assertThat(failure.getSQLState()).as(sql).isEqualTo(DENIED));
    }

    private static List<String> list(String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection owner = PostgreSQL.owner();
                Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
