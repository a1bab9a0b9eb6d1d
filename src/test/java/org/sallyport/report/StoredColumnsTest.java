package org.sallyport.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.testkit.PostgreSQL;

/** No column is finer than a day, or counts in order of arrival. */
class StoredColumnsTest {
    private static final String OURS = "table_schema = 'public' and table_name <> 'flyway_schema_history'";

    @Test
    void noColumnHoldsATimeOfDay() throws SQLException {
        assertThat(list("select table_name || '.' || column_name from information_schema.columns where " + OURS
                        + " and (data_type like '%time%' or data_type = 'interval')"))
                .isEmpty();
    }

    @Test
    void nothingCounts() throws SQLException {
        assertThat(list("select sequence_name from information_schema.sequences"))
                .isEmpty();
        assertThat(list("select table_name || '.' || column_name from information_schema.columns where " + OURS
                        + " and (is_identity = 'YES' or column_default like '%nextval%' or"
                        + " column_default like '%now()%')"))
                .isEmpty();
    }

    @Test
    void everyColumnIsOneThatIsKnownHere() throws SQLException {
        assertThat(list("select table_name || '.' || column_name || ' ' || data_type from information_schema.columns"
                        + " where " + OURS))
                .containsExactlyInAnyOrder(
                        "desk.slug text",
                        "desk.name text",
                        "desk.description text",
                        "desk.retired boolean",
                        "desk.shown_at_once boolean",
                        "desk_text.desk text",
                        "desk_text.language text",
                        "desk_text.name text",
                        "desk_text.description text",
                        "staff_act.number integer",
                        "staff_act.day date",
                        "staff_act.actor text",
                        "staff_act.act text",
                        "staff_act.subject text",
                        "staff_act.hash text",
                        "staff_act_turn.only_row boolean",
                        "certificate.fingerprint text",
                        "certificate.octets bytea",
                        "certificate.holder text",
                        "certificate.retired boolean",
                        "certificate.person uuid",
                        "keyring_version.only_row boolean",
                        "keyring_version.version uuid",
                        "key_log.number bigint",
                        "key_log.leaf text",
                        "key_log.checkpoint text",
                        "key_log_turn.only_row boolean",
                        "storage.only_row boolean",
                        "storage.allowed bigint",
                        "storage.disk bigint",
                        "storage.others bigint",
                        "storage.seen_by uuid",
                        "storage.reusable bigint",
                        "storage.size bigint",
                        "body.id uuid",
                        "body_chunk.body uuid",
                        "body_chunk.number integer",
                        "body_chunk.octets bytea",
                        "entry.id uuid",
                        "entry.desk text",
                        "entry.received date",
                        "entry.state text",
                        "entry.closed boolean",
                        "mailbox.entry uuid",
                        "mailbox.token_hash bytea",
                        "mailbox.reply_certificate bytea",
                        "sealed_message.id uuid",
                        "sealed_message.entry uuid",
                        "sealed_message.body uuid",
                        "sealed_message.desk text",
                        "sealed_message.received date",
                        "sealed_message.seipd_version smallint",
                        "sealed_message.length bigint",
                        "sealed_message.digest bytea",
                        "sealed_message.kind text",
                        "sealed_message.author text",
                        "sealed_message.shown boolean",
                        "sealed_message.arrived_for ARRAY",
                        "shown_message.id uuid",
                        "shown_message.entry uuid",
                        "shown_message.body uuid",
                        "shown_message.desk text",
                        "shown_message.received date",
                        "shown_message.seipd_version smallint",
                        "shown_message.length bigint",
                        "shown_message.digest bytea",
                        "shown_message.kind text",
                        "shown_message.author text",
                        // The schedule's, not a message's: it goes on whether or not anything waits.
                        "showing.only_row boolean",
                        "showing.due bigint",
                        "access_withdrawn.entry uuid",
                        "access_withdrawn.recipient text",
                        "access_withdrawn.desk text",
                        "session_key_packet.message uuid",
                        "session_key_packet.recipient text",
                        "session_key_packet.octets bytea",
                        "session_key_packet.for_source boolean",
                        "session_key_packet.key_id bytea",
                        "entry_access.entry uuid",
                        "entry_access.recipient text",
                        "entry_access.desk text",
                        "entry_access.received date",
                        "entry_access.state text",
                        "entry_access.unread boolean",
                        "seen.message uuid",
                        "seen.recipient text");
    }

    private static List<String> list(String query) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection owner = PostgreSQL.owner();
                Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }
}
