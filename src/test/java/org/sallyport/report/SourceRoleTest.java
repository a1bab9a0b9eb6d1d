package org.sallyport.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.testkit.PostgreSQL;

/** What whoever takes the source face's process could do with its database role. */
class SourceRoleTest {
    private static final String DENIED = "42501";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "body",
                "body_chunk",
                "entry",
                "sealed_message",
                "session_key_packet",
                "entry_access",
                "mailbox",
                "seen",
                "showing",
                "key_log_turn",
                "storage",
                "flyway_schema_history"
            })
    void itCannotReadCountChangeOrDeleteWhatSourcesSent(String table) {
        assertDenied("select * from " + table);
        assertDenied("select count(*) from " + table);
        assertDenied("delete from " + table);
        assertDenied("truncate " + table);
        assertDenied("copy " + table + " to stdout");
        assertDenied("explain analyze select 1 from " + table);
    }

    @ParameterizedTest
    @CsvSource({
        "body,id",
        "body_chunk,octets",
        "entry,state",
        "sealed_message,digest",
        "sealed_message,shown",
        "showing,due",
        "session_key_packet,recipient",
        "entry_access,recipient",
        "entry_access,unread",
        "seen,recipient",
        "mailbox,token_hash",
        "desk,name",
        "certificate,octets",
        "keyring_version,version",
        "storage,allowed",
        "key_log,leaf",
        "key_log,checkpoint"
    })
    void itCannotChangeAColumn(String table, String column) {
        assertDenied("update " + table + " set " + column + " = default");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "desk",
                "certificate",
                "keyring_version",
                "seen",
                "showing",
                "entry_access",
                "key_log",
                "key_log_turn",
                "storage"
            })
    void itCannotAddToWhatIsNotItsOwn(String table) {
        assertDenied("insert into " + table + " default values");
        assertDenied("delete from " + table);
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

    @Test
    void itCannotAnswerForTheStaff() {
        assertDenied(
                "insert into sealed_message (id, entry, body, desk, received, seipd_version, length, digest, kind, author)"
                        + " values (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'urgent', current_date, 1, 1, 'x',"
                        + " 'reply', 'urgent-1')");
    }

    /** Of how full the store is it learns one of three words. */
    @Test
    void itCannotAskHowFullTheStoreIs() {
        assertDenied("select storage_percent()");
        assertDenied("select count_storage(1)");
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
    void itReadsWhatEverySourceIsShown() throws SQLException {
        try (Connection source = PostgreSQL.source();
                Statement statement = source.createStatement();
                ResultSet row =
                        statement.executeQuery("select count(*) from desk, certificate, keyring_version, key_log")) {
            assertThat(row.next()).isTrue();
        }
    }

    private static void assertDenied(String sql) {
        assertThatThrownBy(() -> {
                    try (Connection source = PostgreSQL.source();
                            Statement statement = source.createStatement()) {
                        statement.execute(sql);
                    }
                })
                .as(sql)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        failure -> assertThat(failure.getSQLState()).isEqualTo(DENIED));
    }
}
