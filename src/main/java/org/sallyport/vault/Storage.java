package org.sallyport.vault;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.OptionalInt;
import java.util.OptionalLong;
import javax.sql.DataSource;

/**
 * How full the store is: of the limit that it was given or of the disk, whichever is fuller. It is measured when it is asked
 * for, so nobody has to keep an answer fresh.
 */
@ApplicationScoped
public class Storage {
    /** In which it is said how full it is: a finer number would tell of single reports. */
    static final int STEP = 5;

    private final DataSource database;

    Storage(DataSource database) {
        this.database = database;
    }

    /** In steps of five, downwards; empty where there is neither a limit nor a disk that is known. */
    public OptionalInt percent() throws StorageUnknown {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement("select storage_percent()");
                ResultSet row = query.executeQuery()) {
            row.next();
            int percent = row.getInt(1);
            return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(percent / STEP * STEP);
        } catch (SQLException e) {
            throw new StorageUnknown(e);
        }
    }

    /** @param mayHold octets that the database may have; empty: what the disk has room for */
    void limit(OptionalLong mayHold) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement call = connection.prepareStatement("select limit_storage(?)")) {
            if (mayHold.isPresent()) {
                call.setLong(1, mayHold.getAsLong());
            } else {
                call.setNull(1, Types.BIGINT);
            }
            call.execute();
        }
    }
}
