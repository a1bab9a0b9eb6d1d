package org.sallyport.cases;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.sallyport.audit.StaffAct;
import org.sallyport.audit.StaffRecord;
import org.sallyport.vault.Reader;

/**
 * Access taken away from a colleague, by a desk lead who can open the entry. The packets are kept and given to nobody; what
 * the colleague has read or downloaded they have.
 */
@ApplicationScoped
public class Withdrawals {
    private static final String WITHDRAW = """
            with gone as (delete from entry_access where entry = ? and recipient = any (?) returning entry, recipient, desk)
            insert into access_withdrawn (entry, recipient, desk) select entry, recipient, desk from gone
            """;

    /** Of the entries that stood behind this one in the list of somebody who has lost it, one stands for the others. */
    private static final String STEP_FORWARD = """
            update entry_access a set behind_twin = false where a.recipient = any (?) and a.behind_twin
                and a.body in (select m.body from sealed_message m where m.entry = ? and m.kind = 'report')
                and not exists (select from entry_access o where o.body = a.body and o.recipient = a.recipient
                    and o.desk = a.desk and o.entry <> a.entry and (not o.behind_twin or o.entry < a.entry))
            """;

    private static final String GIVE_BACK = "delete from access_withdrawn where entry = ? and recipient = any (?)";

    private static final String ANY_WITHDRAWN =
            "select exists (select from access_withdrawn where entry = ? and recipient = any (?))";

    private final Entries entries;
    private final StaffRecord record;
    private final DataSource database;

    Withdrawals(Entries entries, StaffRecord record, DataSource database) {
        this.entries = entries;
        this.record = record;
        this.database = database;
    }

    /**
     * @param lead who does it; they can open the entry
     * @param alias their role alias
     * @param certificate the fingerprint of the colleague's certificate
     * @param person those of all their certificates, {@code certificate} among them: it is taken from each
     * @param living everybody who is vetted now
     * @throws EntryNotFound also if the colleague is no reader of it
     * @throws AccessRefused if there is a message that nobody else could open
     */
    @Transactional(rollbackOn = Exception.class)
    public void withdraw(
            Reader lead, String alias, UUID entry, String certificate, Set<String> person, LivingReaders living)
            throws EntryNotFound, AccessRefused, ReportsUnreachable {
        try (Connection connection = database.getConnection();
                PreparedStatement withdraw = connection.prepareStatement(WITHDRAW);
                PreparedStatement stepForward = connection.prepareStatement(STEP_FORWARD)) {
            EntryLock.take(connection, entry);
            if (entries.find(lead, entry).isEmpty()) {
                throw new EntryNotFound();
            }
            int opened = OpenedByNobody.opened(connection, entry, living);
            withdraw.setObject(1, entry);
            withdraw.setArray(2, connection.createArrayOf("text", person.toArray()));
            if (withdraw.executeUpdate() == 0) {
                throw new EntryNotFound();
            }
            if (OpenedByNobody.opened(connection, entry, living) < opened) {
                throw new AccessRefused(AccessRefused.Reason.NOBODY_LEFT);
            }
            stepForward.setArray(1, connection.createArrayOf("text", person.toArray()));
            stepForward.setObject(2, entry);
            stepForward.executeUpdate();
        } catch (SQLException e) {
            throw new ReportsUnreachable(e);
        }
        record.add(alias, StaffAct.Kind.ACCESS_WITHDRAWN, certificate);
    }

    /** Within the caller's transaction: a desk lead's handing on ends a withdrawal, anybody else's is refused. */
    void giveBack(Connection transaction, UUID entry, Collection<Colleague> colleagues, boolean leads)
            throws AccessRefused, SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(leads ? GIVE_BACK : ANY_WITHDRAWN)) {
            statement.setObject(1, entry);
            statement.setArray(
                    2,
                    transaction.createArrayOf(
                            "text",
                            colleagues.stream()
                                    .flatMap(colleague -> colleague.person().stream())
                                    .toArray()));
            if (leads) {
                statement.executeUpdate();
                return;
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                if (row.getBoolean(1)) {
                    throw new AccessRefused(AccessRefused.Reason.WITHDRAWN);
                }
            }
        }
    }
}
