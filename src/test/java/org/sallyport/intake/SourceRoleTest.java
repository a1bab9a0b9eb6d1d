package org.sallyport.intake;

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
            List.of("desk", "desk_text", "certificate", "keyring_version", "key_log", "arrival_slot");

    /** Every table that there is, also one of which this test has never heard. */
    static Stream<String> notShownToSources() throws SQLException {
        List<String> tables = list(
                "select relname from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace");
        assertThat(tables)
                .contains("mailbox", "staff_act", "arrival", "arrival_0")
                .containsAll(SHOWN_TO_SOURCES);
        tables.removeAll(SHOWN_TO_SOURCES);
        return tables.stream();
    }

    static Stream<String> columns() throws SQLException {
        return list(
                "select attrelid::regclass || ' set ' || attname from pg_attribute join pg_class c on c.oid = attrelid"
                        + " where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace and attnum > 0"
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
                "storage",
                "body",
                "body_chunk",
                "entry",
                "sealed_message",
                "session_key_packet",
                "mailbox",
                "entry_access",
                "arrival_slot",
                "arriving_act",
                "unfinished_message",
                "unfinished_upload",
                "quarantine",
                "night",
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

    /** Of the arrival tables it can add to each, and not even to one of their slots by its own name. */
    @ParameterizedTest
    @CsvSource({"arrival,'id, slot'", "arriving_message,'id, slot'", "arriving_chunk,'message, number, slot'"})
    void itCannotAskForWhatItInserted(String table, String key) {
        assertDenied("insert into " + table + " default values returning 1, " + table);
        assertDenied("insert into " + table + " default values on conflict do nothing returning slot");
        assertDenied("insert into " + table + " default values on conflict (" + key + ") do nothing");
        for (int slot = 0; slot < 6; slot++) {
            assertDenied("insert into " + table + "_" + slot + " default values");
            assertDenied("select from " + table + "_" + slot);
        }
    }

    @Test
    void itSeesNoViewOfStaff() {
        assertDenied("select body from stored_chunk");
    }

    @Test
    void itCannotMakeSomebodyAReader() {
        assertDenied("insert into entry_access (entry, recipient, desk, received)"
                + " values (gen_random_uuid(), 'A', 'urgent', current_date)");
    }

    /** It moves nothing on, carries out no act at once, and takes nothing back that was acknowledged. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "switch_slot(false)",
                "move_chunks(false, 1)",
                "place_arrivals(false, current_date, '{}', '{}', 1)",
                "place_arrival(null, null, null, null)",
                "carry_out_act(null, null, null, null)",
                "end_in_mailbox(gen_random_uuid(), '\\x01', 'close', null)",
                "take_message(gen_random_uuid(), 'report')",
                "take_chunks(gen_random_uuid())",
                "reader_packets(gen_random_uuid(), gen_random_uuid(), '')",
                "same_reply_key(null, null)",
                "set_aside_unfinished(false)",
                "place_or_quarantine(null, null, null, null)",
                "release_quarantine()",
                "empty_files('{}', '{}')",
                "sweep_unfinished(1)",
                "unfinished_wait()",
                "batch_waits(false)",
                "batch_slots(false)",
                "tidy_slots(false)",
                "begin_night(current_date)",
                "rewrite_table('entry')",
                "settle_chunks(1)",
                "tidy_night()",
                "end_night()",
                "night_tables()",
                "wrap_packet('\\x01', '\\x01')",
                "unwrap_packet('\\x01', '\\x01')",
                "storage_percent()",
                "limit_storage(1)"
            })
    void itOpensTheInnerDoorByNoFunction(String call) {
        assertDenied("select " + call);
    }

    @Test
    void itSeesNoSystemColumnOfWhatItMayRead() {
        for (String table : List.of("desk", "desk_text", "keyring_version", "key_log", "arrival_slot")) {
            assertDenied("select xmin from " + table);
            assertDenied("select ctid from " + table);
            assertDenied("select tableoid from " + table);
        }
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
                        run("select 1 from " + table);
                    }
                    run("select prompt, current from arrival_slot");
                    run("select slug, name, description, retired, shown_at_once from desk");
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

    /** Denied, or no statement at all. */
    static void assertRefused(String sql) {
        assertThatThrownBy(() -> run(sql))
                .as(sql)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        failure -> assertThat(failure.getSQLState()).as(sql).isIn(DENIED, "42601"));
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
