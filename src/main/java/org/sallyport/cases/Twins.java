package org.sallyport.cases;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sallyport.vault.Reader;

/**
 * Which other entries of a reader hold a sealed message that one holds too, as a report or as an addition. Whoever cannot open it in
 * both learns of neither.
 */
final class Twins {
    /** Those whose mailbox a reply could go to stand first: somebody may have sent many copies to hide the writer's own. */
    private static final String TWINS = """
            select distinct e.id, e.desk, e.received, e.state, b.reply_certificate, b.address is null
            from sealed_message m join sealed_message n on n.body = m.body and n.entry <> m.entry
                join entry e on e.id = n.entry left join mailbox b on b.address = e.mailbox
            where m.entry = ?
                and (select count(distinct a.entry) from entry_access a where a.entry in (m.entry, n.entry)
                    and a.desk = any (?) and a.recipient = any (?)) = 2
                and (select count(distinct p.message) from session_key_packet p where p.message in (m.id, n.id)
                    and not p.for_source and (p.recipient is null or p.recipient = any (?))) = 2
                and not exists (select from access_withdrawn w where w.entry = e.id and w.recipient = any (?))
            order by b.address is null, e.received, e.id
            """;

    private Twins() {}

    static List<Twin> of(Connection connection, Reader reader, UUID entry) throws SQLException {
        List<Twin> twins = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(TWINS)) {
            query.setObject(1, entry);
            query.setArray(2, connection.createArrayOf("text", reader.deskArray()));
            query.setArray(3, connection.createArrayOf("text", reader.certificateArray()));
            query.setArray(4, connection.createArrayOf("text", reader.certificateArray()));
            query.setArray(5, connection.createArrayOf("text", reader.personArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    twins.add(new Twin(
                            rows.getObject(1, UUID.class),
                            rows.getString(2),
                            rows.getObject(3, LocalDate.class),
                            EntryState.named(rows.getString(4)).orElseThrow(),
                            Optional.ofNullable(rows.getBytes(5))));
                }
            }
        }
        return twins;
    }
}
