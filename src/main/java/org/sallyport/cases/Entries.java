package org.sallyport.cases;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;
import org.sallyport.vault.Reader;

/**
 * The entries, as one reader may see them. What a reader may not open does not exist for them: every method answers the
 * same for another desk's entry as for none.
 */
@ApplicationScoped
public class Entries implements PanacheRepositoryBase<Entry, UUID> {
    /** What a page may hold at most. */
    public static final int MOST = 200;

    private static final String COLUMNS = """
            select a.entry, a.desk, a.received, a.state, a.unread,
                   (select sum(m.length) from sealed_message m where m.entry = a.entry),
                   (select count(distinct o.entry) from entry_access o where o.body = a.body and o.entry <> a.entry
                        and o.desk = any (cast(:desks as text[])) and o.recipient = any (cast(:certificates as text[])))
            """;

    private static final String NOT_WITHDRAWN = """
             and not exists (select from access_withdrawn w
                 where w.entry = a.entry and w.recipient = any (cast(:person as text[])))
            """;

    /** A few short walks along the index, whatever lies before and behind them: what is filtered out is never met. */
    private static final String PAGE = COLUMNS + """
            from (select distinct on (a.rank, a.received, a.entry) a.*
                  from unnest(cast(:desks as text[])) d cross join unnest(cast(:certificates as text[])) c
                  cross join unnest(cast(cast(:unread as text[]) as boolean[])) u
                  cross join unnest(cast(:states as text[]), cast(cast(:ranks as text[]) as integer[]),
                      cast(cast(:days as text[]) as date[]), cast(cast(:entries as text[]) as uuid[]))
                      s (state, rank, received, entry)
                  cross join lateral (
                      select a.*, s.rank from entry_access a
                      where a.recipient = c and a.desk = d and not a.behind_twin and a.unread = u and a.state = s.state
                        and (a.received, a.entry) < (s.received, s.entry)
            """ + NOT_WITHDRAWN + """
                      order by a.received desc, a.entry desc limit :most) a
                  order by a.rank, a.received desc, a.entry desc, a.unread desc limit :most) a
            order by a.rank, a.received desc, a.entry desc
            """;

    private static final String ONE = COLUMNS + """
            from entry_access a where a.entry = :entry and a.desk = any (cast(:desks as text[]))
                and a.recipient = any (cast(:certificates as text[]))
            """ + NOT_WITHDRAWN + " order by a.unread desc limit 1";

    private static final String LIST_ALL = "update entry_access set state = ? where entry = ?";

    private final DataSource database;

    Entries(DataSource database) {
        this.database = database;
    }

    /**
     * A page of what this reader may open, in the order that {@link EntryPage} states.
     *
     * @param after {@link EntryPage#next()} of the page before, or empty for the first
     * @param size how many entries at most, 1 to {@value #MOST}
     * @throws IllegalArgumentException if {@code after} or {@code size} is not one of these
     */
    @Transactional
    public EntryPage page(Reader reader, EntryFilter filter, Optional<String> after, int size) {
        if (size < 1 || size > MOST) {
            throw new IllegalArgumentException("a page has 1 to " + MOST + " entries");
        }
        EntryCursor from = after.map(EntryCursor::parse).orElse(EntryCursor.START);
        EntryWalks walks = EntryWalks.after(from, filter.states());
        List<Object[]> rows = query(PAGE)
                .setParameter("desks", filter.desks(reader))
                .setParameter("certificates", reader.certificateArray())
                .setParameter("person", reader.personArray())
                .setParameter("unread", filter.unreadValues())
                .setParameter("states", walks.states())
                .setParameter("ranks", walks.ranks())
                .setParameter("days", walks.days())
                .setParameter("entries", walks.entries())
                .setParameter("most", size + 1)
                .getResultList();
        boolean more = rows.size() > size;
        List<EntryRow> page = rows.stream().limit(size).map(EntryRow::of).toList();
        return new EntryPage(
                page.stream().map(EntryRow::summary).toList(),
                more ? Optional.of(page.get(size - 1).cursor().text()) : Optional.empty());
    }

    /** Empty if there is none, or none for this reader. */
    @Transactional
    public Optional<EntrySummary> find(Reader reader, UUID id) {
        return query(ONE)
                .setParameter("entry", id)
                .setParameter("desks", reader.deskArray())
                .setParameter("certificates", reader.certificateArray())
                .setParameter("person", reader.personArray())
                .getResultStream()
                .map(EntryRow::of)
                .map(EntryRow::summary)
                .findFirst();
    }

    /** Sets the entry's state, and with it where all its readers have it in their lists. */
    @Transactional(rollbackOn = Exception.class)
    public EntrySummary move(Reader reader, UUID id, EntryState to)
            throws EntryNotFound, TransitionNotAllowed, ReportsUnreachable {
        if (find(reader, id).isEmpty()) {
            throw new EntryNotFound();
        }
        findById(id, LockModeType.PESSIMISTIC_WRITE).become(to);
        try (Connection connection = database.getConnection();
                PreparedStatement list = connection.prepareStatement(LIST_ALL)) {
            list.setString(1, to.text());
            list.setObject(2, id);
            list.executeUpdate();
        } catch (SQLException e) {
            throw new ReportsUnreachable(e);
        }
        return find(reader, id).orElseThrow(EntryNotFound::new);
    }

    private NativeQuery<Object[]> query(String sql) {
        return getEntityManager().unwrap(Session.class).createNativeQuery(sql, Object[].class);
    }
}
