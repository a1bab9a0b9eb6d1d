package org.sallyport.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.standalone.DatabaseRole;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.Sql;

/**
 * The roundabout ways in which whoever takes the source face's process could learn what others have sent: by what a refused
 * statement says, by plans, by what PostgreSQL counts, and by everything else that a role can ask it for.
 */
class SourceRoleProbesTest {
    private static final UUID ENTRY = UUID.fromString("11111111-2222-4333-8444-555555555555");
    private static final String SECRET = "B7C5";
    private static final String ADD_ENTRY =
            "insert into entry (id, desk, received, state, mailbox, packet_key) values ('" + ENTRY
                    + "', 'urgent', current_date, 'received', '" + ENTRY + "', '\\x01')";
    private static final String ADD_CHUNK =
            "insert into arriving_chunk (slot, message, number, octets) values ('0', '" + ENTRY + "', 0, '\\x01')";
    private static final String OPEN =
            "explain (analyze, buffers off, costs off, timing off, summary off) select * from open_mailbox('" + ENTRY
                    + "', '\\x00', 0, 10)";

    /** One entry and one arriving chunk that others sent, and statistics that know them. */
    @BeforeEach
    void an_entry() throws SQLException {
        PostgreSQL.empty();
        Sql.run(ADD_ENTRY);
        Sql.run("insert into entry_access (entry, recipient, desk, received) values ('" + ENTRY + "', '" + SECRET
                + "', 'urgent', current_date)");
        Sql.run("insert into mailbox values ('" + ENTRY + "', sha256('\\x01'), '\\x02')");
        Sql.run(ADD_CHUNK);
        Sql.run("analyze entry, entry_access, mailbox, arriving_chunk");
    }

    private static void denied(String sql) {
        SourceRoleTest.assertDenied(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "table entry",
                "values ((select count(*) from entry))",
                "declare walk cursor with hold for select * from entry",
                "with gone as (delete from entry returning 1) select count(*) from gone",
                "merge into entry e using (select gen_random_uuid() as id) s on e.id = s.id when matched then delete",
                "do $$ begin perform count(*) from entry; end $$",
                "copy (select * from entry) to stdout",
                "select query_to_xml('select * from entry', true, true, '')",
                "select table_to_xml('entry', true, true, '')",
                "select currtid2('entry', '(0,1)')",
                "select has_unread(gen_random_uuid(), 'A')",
                "with gone as (delete from arriving_chunk returning 1) select 1 from gone",
                "merge into arriving_chunk c using (select 1 as number) s on c.number = s.number when matched then delete",
                "copy arriving_message to stdout",
                "insert into arriving_chunk select slot, message, number + 1, octets from arriving_chunk",
                "insert into arriving_chunk select '0', id, 0, '\\x01' from entry",
                "insert into mailbox select id, '\\x01', '\\x02' from entry"
            })
    void no_other_word_for_reading_reads(String statement) {
        denied(statement);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "on conflict (message, number, slot) do nothing",
                "on conflict (message, number, slot) do update set octets = '\\x02'",
                "on conflict on constraint arriving_chunk_pkey do nothing",
                "on conflict do nothing returning message",
                "on conflict do update set octets = excluded.octets",
                "returning xmax"
            })
    void a_conflict_neither_changes_nor_shows_the_row_that_is_there(String clause) {
        SourceRoleTest.assertRefused(ADD_CHUNK + " " + clause);
        assertThat(Sql.text("select octets from arriving_chunk")).isEqualTo("\\x01");
    }

    /** Whoever knows a message's id, which 122 random bits hide, learns no more than that it is there. */
    @Test
    void a_violated_key_says_nothing_of_the_row_that_is_there() {
        says(ADD_CHUNK, "23505", "duplicate key value violates unique constraint \"arriving_chunk_0_pkey\"");
    }

    /** The one thing that the database looks up for an arrival: the chunks of the messages that it names. */
    @Test
    void an_arrival_without_its_chunks_is_refused_with_the_same_words_whatever_is_there() {
        String arrival =
                "insert into arrival (slot, id, kind, desk, report) values ('0', gen_random_uuid(), 'report', 'urgent', '";
        String words = "a chunk of the body is missing";
        says(
                arrival.replace("gen_random_uuid()", "'" + UUID.randomUUID() + "'") + UUID.randomUUID() + "')",
                "23000",
                words);
        says(arrival.replace("gen_random_uuid()", "'" + UUID.randomUUID() + "'") + ENTRY + "')", "23000", words);
    }

    private static void says(String sql, String state, String message) {
        try (Connection source = PostgreSQL.source();
                Statement statement = source.createStatement()) {
            assertThatThrownBy(() -> statement.execute(sql)).isInstanceOfSatisfying(SQLException.class, failure -> {
                assertThat(failure.getSQLState()).isEqualTo(state);
                assertThat(failure.getMessage()).contains(message);
                assertThat(failure.getMessage())
                        .doesNotContain(ENTRY.toString())
                        .doesNotContain(SECRET)
                        .doesNotContain("=(")
                        .doesNotContain("urgent");
            });
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** Under row-level security a plan says how many rows were left out. Here it has one line, whatever the tables hold. */
    @Test
    void a_plan_is_the_same_whatever_the_tables_hold() throws SQLException {
        List<String> one = lines(OPEN);
        assertThat(one).hasSize(1).allMatch(line -> line.startsWith("Function Scan on open_mailbox"));
        Sql.run("insert into entry (id, desk, received, state, packet_key)"
                + " select gen_random_uuid(), 'urgent', current_date, 'received', '' from generate_series(1, 500)");
        Sql.run("insert into mailbox select id, sha256('\\x01'), '\\x02' from entry where mailbox is null");
        Sql.run("analyze entry, mailbox");
        assertThat(lines(OPEN)).isEqualTo(one);
        denied("explain select * from entry");
        denied("explain select * from arrival");
        denied("explain delete from entry");
    }

    /** The views of all that PostgreSQL counts and keeps time of, how large things are, and how far its log has come. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "pg_stat_user_tables",
                "pg_stat_all_tables",
                "pg_stat_xact_all_tables",
                "pg_statio_user_tables",
                "pg_stat_user_indexes",
                "pg_statio_user_indexes",
                "pg_stat_user_functions",
                "pg_stat_database",
                "pg_stat_activity",
                "pg_stat_replication",
                "pg_stat_bgwriter",
                "pg_stat_checkpointer",
                "pg_stat_archiver",
                "pg_stat_io",
                "pg_stat_wal",
                "pg_stat_slru",
                "pg_stat_ssl",
                "pg_stat_progress_vacuum",
                "pg_locks",
                "pg_statistic",
                "pg_statistic_ext_data",
                "pg_largeobject",
                "pg_authid",
                "pg_shadow",
                "pg_hba_file_rules",
                "pg_file_settings",
                "pg_shmem_allocations",
                "pg_backend_memory_contexts",
                "pg_control_checkpoint()",
                "pg_control_system()",
                "pg_last_committed_xact()",
                "pg_ls_waldir()"
            })
    void nothing_that_is_counted_or_timed_is_shown(String view) {
        denied("select * from " + view);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reltuples from pg_class",
                "relpages from pg_class",
                "pg_relation_size('entry')",
                "pg_relation_size('arrival_0')",
                "age('3'::xid)",
                "pg_xact_status('3'::xid8)",
                "txid_status(3)",
                "pg_logical_emit_message(false, 'mine', '')",
                "pg_logical_emit_message(false, 'mine', '\\x01'::bytea)",
                "pg_current_xact_id_if_assigned()",
                "pg_relation_filenode('arrival_0')",
                "pg_table_size('body_chunk')",
                "pg_indexes_size('body_chunk')",
                "pg_total_relation_size('body_chunk')",
                "pg_database_size('sallyport')",
                "pg_tablespace_size('pg_default')",
                "pg_relation_filepath('entry')",
                "pg_stat_get_tuples_inserted('entry'::regclass)",
                "pg_stat_get_live_tuples('entry'::regclass)",
                "pg_stat_get_lastscan('entry'::regclass)",
                "pg_current_wal_lsn()",
                "pg_current_wal_insert_lsn()",
                "pg_current_wal_flush_lsn()",
                "pg_current_xact_id()",
                "pg_current_snapshot()",
                "txid_current()",
                "pg_export_snapshot()",
                "pg_xact_commit_timestamp('3'::xid)",
                "pg_postmaster_start_time()",
                "pg_blocking_pids(1)"
            })
    void nor_by_a_function(String asked) {
        denied("select " + asked);
    }

    /** The same question has an answer for whoever owns the tables: there is something to hide. */
    @Test
    void what_is_known_of_a_columns_values_is_hidden() throws SQLException {
        String known = "select count(*) from pg_stats where schemaname = 'public'"
                + " and tablename not in ('desk', 'desk_text', 'certificate', 'keyring_version', 'key_log', 'arrival_slot')";
        assertThat(Sql.number(known)).isPositive();
        denied(known.replace("count(*)", "tablename"));
        assertThat(Sql.number("select reltuples from pg_class where relname = 'entry'"))
                .isEqualTo(1);
    }

    @Test
    void statements_of_others_are_kept_nowhere() {
        assertThat(Sql.count("pg_extension where extname = 'pg_stat_statements'"))
                .isZero();
        denied("create extension pg_stat_statements");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "copy (select 1) to program 'id'",
                "copy arriving_chunk from program 'id'",
                "copy (select 1) to '/tmp/mine'",
                "copy arriving_chunk from '/etc/hostname'",
                "select pg_read_file('PG_VERSION')",
                "select pg_read_binary_file('PG_VERSION')",
                "select pg_ls_dir('.')",
                "select pg_stat_file('PG_VERSION')",
                "select lo_import('/etc/hostname')",
                "select lo_export(1, '/tmp/mine')",
                "load 'dblink'",
                "create extension dblink",
                "create language plperlu"
            })
    void no_file_and_no_program_is_reached(String statement) {
        denied(statement);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create temporary table mine (id integer)",
                "create temporary view mine as select 1",
                "create function pg_temp.mine() returns integer language sql as 'select 1'",
                "create schema mine",
                "create sequence mine",
                "select lo_create(0)",
                "select lo_from_bytea(0, '\\x01')",
                "create trigger mine before insert on entry for each row execute function renew_keyring_version()",
                "create rule mine as on insert to entry do also notify mine",
                "create policy mine on entry",
                "create index on entry (id)",
                "create statistics mine on id, desk from entry",
                "create publication mine for table entry",
                "create event trigger mine on ddl_command_start execute function renew_keyring_version()",
                "create subscription mine connection 'host=127.0.0.1' publication mine with (connect = false)",
                "create foreign data wrapper mine",
                "comment on table entry is 'mine'",
                "alter table entry disable trigger all",
                "reindex table entry",
                "cluster entry"
            })
    void it_makes_nothing_and_changes_no_table(String statement) {
        denied(statement);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set role sallyport_owner",
                "set role sallyport_staff",
                "set session authorization sallyport_staff",
                "alter role sallyport_staff password 'mine'",
                "alter role sallyport_source superuser",
                "grant sallyport_staff to sallyport_source",
                "alter database sallyport set log_statement = 'all'",
                "alter system set log_statement = 'all'",
                "set log_statement = 'all'",
                "set log_min_error_statement = 'log'",
                "set log_min_messages = 'debug5'",
                "set log_min_duration_statement = 0",
                "set session_replication_role = 'replica'",
                "select pg_reload_conf()",
                "select pg_switch_wal()",
                "select pg_stat_reset()",
                "select pg_create_logical_replication_slot('mine', 'pgoutput')",
                "checkpoint"
            })
    void it_becomes_nobody_else_and_has_nothing_written_to_a_log(String statement) {
        denied(statement);
    }

    /** Such a lock has no owner but whoever takes it: a face that asked for one could be kept waiting by the other. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "select pg_advisory_lock(1)",
                "select pg_try_advisory_lock(1)",
                "select pg_advisory_xact_lock(1)",
                "select pg_advisory_lock_shared(1)",
                "select pg_notify('mine', '')"
            })
    void it_holds_nobody_up_and_calls_nobody(String statement) {
        denied(statement);
    }

    @Test
    void the_strongest_lock_that_it_can_take_keeps_staff_from_nothing() throws SQLException {
        try (Connection source = PostgreSQL.source();
                Statement taking = source.createStatement();
                Connection staff = PostgreSQL.staff();
                Statement working = staff.createStatement()) {
            source.setAutoCommit(false);
            taking.execute("lock table arrival, arriving_message, arriving_chunk in row exclusive mode");
            taking.execute(ADD_CHUNK.replace(ENTRY.toString(), UUID.randomUUID().toString()));
            working.execute("set lock_timeout = '20s'");
            assertThat(working.executeUpdate("update entry set state = 'opened'"))
                    .isEqualTo(1);
            assertThat(working.executeUpdate("update entry_access set state = 'opened', unread = false"))
                    .isEqualTo(1);
            working.execute("select switch_slot(false)");
            working.execute("select move_chunks(false, 1000)");
            // What nobody may keep from staff is moved; the files that are in use are left for the next batch.
            assertThat(Sql.count("body_chunk where body = '" + ENTRY + "'")).isEqualTo(1);
            try (ResultSet left = working.executeQuery("select tidy_slots(false)")) {
                left.next();
                assertThat(left.getInt(1)).isPositive();
            }
        }
    }

    @Test
    void it_ends_no_connection_of_staff() throws SQLException {
        try (Connection staff = PostgreSQL.staff();
                Statement working = staff.createStatement();
                ResultSet own = working.executeQuery("select pg_backend_pid()")) {
            own.next();
            denied("select pg_terminate_backend(" + own.getInt(1) + ")");
            denied("select pg_cancel_backend(" + own.getInt(1) + ")");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "template1"})
    void it_enters_no_other_database(String database) {
        String other = PostgreSQL.jdbcUrl().replace("/sallyport", "/" + database);
        assertThatThrownBy(() -> DriverManager.getConnection(
                        other, DatabaseRole.SOURCE.roleName(), PostgreSQL.password(DatabaseRole.SOURCE)))
                .isInstanceOf(SQLException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'\\x00'", "null", "''"})
    void without_a_mailboxs_token_its_functions_do_nothing(String token) throws SQLException {
        String mailbox = "'" + ENTRY + "', " + token;
        assertThat(lines("select * from open_mailbox(" + mailbox + ", 0, 10)")).isEmpty();
        assertThat(lines("select delete_replies(" + mailbox + ", null)")).containsExactly("f");
        assertThat(lines("select close_mailbox(" + mailbox + ")")).containsExactly("f");
        assertThat(lines("select * from open_mailbox(null, '\\x01', 0, 10)")).isEmpty();
        assertThat(Sql.count("mailbox")).isEqualTo(1);
    }

    /** The first column of each row. */
    private static List<String> lines(String query) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection source = PostgreSQL.source();
                Statement statement = source.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
        }
        return lines;
    }
}
