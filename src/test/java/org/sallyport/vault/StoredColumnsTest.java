package org.sallyport.vault;

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
    /** The slots and layers have the columns of the table that they are a part of. */
    private static final String OURS = "table_schema = 'public' and table_name <> 'flyway_schema_history'"
            + " and not exists (select from pg_class c where c.oid = to_regclass(table_name) and c.relispartition)";

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
                        "staff_session.handle bytea",
                        "staff_session.session bytea",
                        "staff_session.id_token text",
                        "staff_session.access_token text",
                        "staff_session.refresh_token text",
                        "staff_session.ends bigint",
                        "staff_session_ended.session bytea",
                        "staff_session_ended.ends bigint",
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
                        // No arrival has a day, or anything else that counts.
                        "arrival_slot.prompt boolean",
                        "arrival_slot.current smallint",
                        "arrival.slot smallint",
                        "arrival.id uuid",
                        "arrival.kind text",
                        "arrival.desk text",
                        "arrival.address uuid",
                        "arrival.token_hash bytea",
                        "arrival.reply_certificate bytea",
                        "arrival.report uuid",
                        "arrival.identity uuid",
                        "arrival.files uuid",
                        "arriving_message.slot smallint",
                        "arriving_message.id uuid",
                        "arriving_message.length bigint",
                        "arriving_message.readers ARRAY",
                        "arriving_message.recipients ARRAY",
                        "arriving_message.packets ARRAY",
                        "arriving_message.octets bytea",
                        "arriving_chunk.slot smallint",
                        "arriving_chunk.message uuid",
                        "arriving_chunk.number integer",
                        "arriving_chunk.octets bytea",
                        "arriving_act.slot smallint",
                        "arriving_act.act text",
                        "arriving_act.address uuid",
                        "arriving_act.token_hash bytea",
                        "arriving_act.arrivals ARRAY",
                        "arriving_act.replies ARRAY",
                        "unfinished_message.id uuid",
                        "unfinished_message.length bigint",
                        "unfinished_message.readers ARRAY",
                        "unfinished_message.recipients ARRAY",
                        "unfinished_message.packets ARRAY",
                        "unfinished_message.octets bytea",
                        "unfinished_upload.body uuid",
                        "unfinished_upload.chunks bigint",
                        "unfinished_upload.looks integer",
                        "quarantine.id uuid",
                        "quarantine.reason text",
                        "quarantine.kind text",
                        "quarantine.desk text",
                        "quarantine.address uuid",
                        "quarantine.token_hash bytea",
                        "quarantine.reply_certificate bytea",
                        "quarantine.messages ARRAY",
                        "night.only_row boolean",
                        "night.target smallint",
                        "night.under_way boolean",
                        "night.deleted boolean",
                        "night.last date",
                        "body.id uuid",
                        "body.digest bytea",
                        "body.length bigint",
                        "body.seipd_version smallint",
                        "body.layer smallint",
                        "body_chunk.body uuid",
                        "body_chunk.number integer",
                        "body_chunk.digest bytea",
                        "body_chunk.octets bytea",
                        "body_chunk.layer smallint",
                        "stored_chunk.body uuid",
                        "stored_chunk.number integer",
                        "stored_chunk.octets bytea",
                        "entry.id uuid",
                        "entry.desk text",
                        "entry.received date",
                        "entry.state text",
                        "entry.mailbox uuid",
                        "entry.packet_key bytea",
                        "entry.layer smallint",
                        "mailbox.address uuid",
                        "mailbox.token_hash bytea",
                        "mailbox.reply_certificate bytea",
                        "mailbox.layer smallint",
                        "sealed_message.id uuid",
                        "sealed_message.entry uuid",
                        "sealed_message.kind text",
                        "sealed_message.part text",
                        "sealed_message.received date",
                        "sealed_message.seipd_version smallint",
                        "sealed_message.length bigint",
                        "sealed_message.body uuid",
                        "sealed_message.octets bytea",
                        "sealed_message.author text",
                        "sealed_message.layer smallint",
                        "session_key_packet.message uuid",
                        "session_key_packet.recipient text",
                        "session_key_packet.for_source boolean",
                        "session_key_packet.key_id bytea",
                        "session_key_packet.wrapped bytea",
                        "session_key_packet.layer smallint",
                        "entry_access.entry uuid",
                        "entry_access.recipient text",
                        "entry_access.desk text",
                        "entry_access.received date",
                        "entry_access.state text",
                        "entry_access.unread boolean",
                        "entry_access.body uuid",
                        "entry_access.behind_twin boolean",
                        "entry_access.layer smallint",
                        "access_withdrawn.entry uuid",
                        "access_withdrawn.recipient text",
                        "access_withdrawn.desk text",
                        "access_withdrawn.layer smallint",
                        "seen.message uuid",
                        "seen.recipient text",
                        "seen.layer smallint");
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
