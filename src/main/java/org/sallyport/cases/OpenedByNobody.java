package org.sallyport.cases;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.sallyport.vault.KeyIds;
import org.sallyport.vault.Reader;

/** What sources sent and nobody can open now: those who could have lost their vetting, or revoked the subkey it is for. */
@ApplicationScoped
public class OpenedByNobody {
    /**
     * Whether message m has a packet, not for a revoked subkey, of a reader who is vetted at the desk at which they have the
     * entry. One that hides its recipient may be any reader's.
     */
    private static final String OPENS = """
            exists (select from session_key_packet p
                join entry_access b on b.entry = m.entry and (p.recipient = b.recipient or p.recipient is null)
                join unnest(?::text[], ?::text[]) as living (certificate, desk)
                    on b.recipient = living.certificate and b.desk = living.desk
                where p.message = m.id and not p.for_source and p.key_id <> all (?))
            """;

    private static final String OPENED_COUNT =
            "select count(*) from sealed_message m where m.entry = ? and m.kind <> 'reply' and " + OPENS;

    /**
     * It begins at those who are readers and cannot read any more, and at revoked subkeys: where there are none it costs a
     * look into an index for each certificate that was ever a reader's.
     */
    private static final String LIST =
            """
            with recursive known (recipient) as (
                (select recipient from entry_access order by recipient limit 1)
                union all
                select (select a.recipient from entry_access a where a.recipient > known.recipient
                    order by a.recipient limit 1) from known where known.recipient is not null),
            candidates as (
                select a.entry, a.desk, a.received from known cross join unnest(?::text[]) as d (desk)
                    join entry_access a on a.recipient = known.recipient and a.desk = d.desk
                where not exists (select from unnest(?::text[], ?::text[]) as living (certificate, desk)
                    where living.certificate = known.recipient and living.desk = d.desk)
                union
                select a.entry, a.desk, a.received from session_key_packet p join sealed_message m on m.id = p.message
                    join entry_access a on a.entry = m.entry and a.recipient = p.recipient
                where p.recipient = any (?) and p.key_id = any (?) and not p.for_source and a.desk = any (?))
            select c.entry, min(c.desk), min(c.received),
                array(select a.recipient from entry_access a where a.entry = c.entry order by 1), count(*) over ()
            from candidates c
            where exists (select from sealed_message m where m.entry = c.entry and m.kind <> 'reply' and not
            """ + OPENS + ") group by c.entry order by min(c.received) desc, c.entry limit ?";

    private final DataSource database;

    OpenedByNobody(DataSource database) {
        this.database = database;
    }

    /** @param readers the fingerprints of the certificates of those who could open it */
    public record Unreadable(UUID entry, String desk, LocalDate received, List<String> readers) {}

    /** @param count of all; of the entries there are the newest */
    public record Found(long count, List<Unreadable> entries) {}

    /**
     * At the desks of a reader, who can open none of them either.
     *
     * @param living everybody who is vetted now
     */
    public Found at(Reader reader, LivingReaders living, int most) throws ReportsUnreachable {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(LIST)) {
            query.setArray(1, connection.createArrayOf("text", reader.deskArray()));
            query.setArray(2, living.certificates(connection));
            query.setArray(3, living.desks(connection));
            query.setArray(4, living.certificates(connection));
            query.setArray(5, KeyIds.of(connection, living.revoked()));
            query.setArray(6, connection.createArrayOf("text", reader.deskArray()));
            ask(query, 7, living);
            query.setInt(10, most);
            return found(query);
        } catch (SQLException e) {
            throw new ReportsUnreachable(e);
        }
    }

    /** How many of the source's messages of an entry somebody can open; within the caller's transaction. */
    static int opened(Connection transaction, UUID entry, LivingReaders living) throws SQLException {
        try (PreparedStatement query = transaction.prepareStatement(OPENED_COUNT)) {
            query.setObject(1, entry);
            ask(query, 2, living);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private static void ask(PreparedStatement query, int from, LivingReaders living) throws SQLException {
        Connection connection = query.getConnection();
        query.setArray(from, living.certificates(connection));
        query.setArray(from + 1, living.desks(connection));
        query.setArray(from + 2, KeyIds.of(connection, living.revoked()));
    }

    private static Found found(PreparedStatement query) throws SQLException {
        List<Unreadable> entries = new ArrayList<>();
        long count = 0;
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                entries.add(new Unreadable(
                        rows.getObject(1, UUID.class),
                        rows.getString(2),
                        rows.getObject(3, LocalDate.class),
                        List.of((String[]) rows.getArray(4).getArray())));
                count = rows.getLong(5);
            }
        }
        return new Found(count, entries);
    }
}
