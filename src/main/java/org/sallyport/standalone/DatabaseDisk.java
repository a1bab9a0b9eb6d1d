package org.sallyport.standalone;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Tells the faces through a row of the database how full its disk is: only a process beside PostgreSQL can see that. */
final class DatabaseDisk {
    /** Differences of less than a hundredth are not written down: see the table's migration. */
    private static final String NOTE = """
            update storage set disk = now.disk, others = now.others, seen_by = this_server()
            from (select ?, ? - pg_database_size(current_database())) as now (disk, others)
            where seen_by is distinct from this_server() or abs(storage.others - now.others) > now.disk / 100
            """;

    private final Database database;
    private final Path folder;
    private boolean failed;

    /** @param folder on that disk */
    DatabaseDisk(Database database, Path folder) {
        this.database = database;
        this.folder = folder;
    }

    void look(PrintStream err) {
        try (Connection connection = database.connect(DatabaseRole.OWNER);
                PreparedStatement note = connection.prepareStatement(NOTE)) {
            DiskSpace disk = DiskSpace.of(folder);
            note.setLong(1, disk.total());
            note.setLong(2, disk.taken());
            note.executeUpdate();
            failed = false;
        } catch (SQLException failure) {
            say(err, failure.getSQLState());
        } catch (IOException failure) {
            say(err, failure.getMessage());
        }
    }

    /** Once, until it works again. */
    private void say(PrintStream err, @Nullable String why) {
        if (!failed) {
            err.println("What is free on the disk could not be noted: " + why);
        }
        failed = true;
    }
}
