package org.sallyport.cases;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.sallyport.vault.Reader;

/** Who can open an entry. */
@ApplicationScoped
public class EntryReaders {
    private static final String READERS = """
            select recipient, desk, false from entry_access where entry = ?
            union all select recipient, desk, true from access_withdrawn where entry = ?
            order by 2, 1
            """;

    private final Entries entries;
    private final DataSource database;

    EntryReaders(Entries entries, DataSource database) {
        this.entries = entries;
        this.database = database;
    }

    /**
     * @param certificate its fingerprint
     * @param living whether they can open it now, if it is sealed to them
     * @param withdrawn whether a desk lead took it from them
     */
    public record EntryReader(String certificate, String desk, boolean living, boolean withdrawn) {}

    /** By desk. */
    @Transactional(rollbackOn = Exception.class)
    public List<EntryReader> of(Reader reader, UUID entry, LivingReaders living)
            throws EntryNotFound, ReportsUnreachable {
        if (entries.find(reader, entry).isEmpty()) {
            throw new EntryNotFound();
        }
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(READERS)) {
            query.setObject(1, entry);
            query.setObject(2, entry);
            List<EntryReader> all = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    String certificate = rows.getString(1);
                    String desk = rows.getString(2);
                    boolean withdrawn = rows.getBoolean(3);
                    all.add(new EntryReader(
                            certificate, desk, !withdrawn && living.include(certificate, desk), withdrawn));
                }
            }
            return all;
        } catch (SQLException e) {
            throw new ReportsUnreachable(e);
        }
    }
}
