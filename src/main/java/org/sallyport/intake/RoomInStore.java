package org.sallyport.intake;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** What there is room for: all that the source's role may know of how full the store is. It is measured when it is asked for. */
@ApplicationScoped
public class RoomInStore {
    private final DataSource database;

    RoomInStore(DataSource database) {
        this.database = database;
    }

    public StorageState state() throws StoreUnreachable {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement("select storage_state()");
                ResultSet row = query.executeQuery()) {
            row.next();
            return StorageState.of(row.getString(1));
        } catch (SQLException e) {
            throw new StoreUnreachable(e);
        }
    }
}
