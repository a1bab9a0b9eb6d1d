package org.sallyport.cases;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.UUID;
import javax.sql.DataSource;
import org.sallyport.vault.Reader;

/** Which messages a reader has seen; an entry is unread for them while it holds one that they have not. */
@ApplicationScoped
public class SeenMessages {
    private static final String ADD = """
            insert into seen (message, recipient)
            select m.id, a.recipient from sealed_message m join entry_access a on a.entry = m.entry
            where m.entry = ? and m.id = any (?) and a.recipient = any (?)
                and not exists (select from seen s where s.message = m.id and s.recipient = a.recipient)
            """;

    private static final String COUNT = """
            update entry_access set unread = has_unread(entry, recipient) where entry = ? and recipient = any (?)
            """;

    private final Entries entries;
    private final DataSource database;

    SeenMessages(Entries entries, DataSource database) {
        this.entries = entries;
        this.database = database;
    }

    /** Messages that are not the entry's are left out: a source may have deleted a reply meanwhile. */
    public EntrySummary add(Reader reader, UUID entry, Collection<UUID> messages)
            throws EntryNotFound, ReportsUnreachable {
        if (entries.find(reader, entry).isEmpty()) {
            throw new EntryNotFound();
        }
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                add(connection, reader, entry, messages);
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new ReportsUnreachable(e);
        }
        return entries.find(reader, entry).orElseThrow(EntryNotFound::new);
    }

    /** Within the caller's transaction. */
    void add(Connection transaction, Reader reader, UUID entry, Collection<UUID> messages) throws SQLException {
        // Whoever adds a message shares it: what comes in at the same moment is counted, or comes after.
        EntryLock.take(transaction, entry);
        try (PreparedStatement insert = transaction.prepareStatement(ADD);
                PreparedStatement count = transaction.prepareStatement(COUNT)) {
            insert.setObject(1, entry);
            insert.setArray(2, transaction.createArrayOf("uuid", messages.toArray()));
            insert.setArray(3, transaction.createArrayOf("text", reader.certificateArray()));
            insert.executeUpdate();
            count.setObject(1, entry);
            count.setArray(2, transaction.createArrayOf("text", reader.certificateArray()));
            count.executeUpdate();
        }
    }
}
