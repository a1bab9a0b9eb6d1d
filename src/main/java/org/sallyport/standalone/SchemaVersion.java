package org.sallyport.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Which migration of the tables a database has come to. A program that knows fewer would put its own functions over newer
 * ones: it touches nothing.
 */
final class SchemaVersion {
    /** The newest of {@code db/migration}. */
    static final int NEWEST = 16;

    private static final String APPLIED =
            "select coalesce(max(split_part(version, '.', 1)::int), 0) from flyway_schema_history where version is not null";

    private SchemaVersion() {}

    /** Before anything is started or written. A folder of an earlier release says nothing, and is older. */
    static void refuseNewer(DatabaseFolder folder) throws IOException, DatabaseNotStarted {
        Path file = file(folder);
        if (Files.exists(file)) {
            try {
                refuseNewer(Integer.parseInt(Files.readString(file).strip()));
            } catch (NumberFormatException damaged) {
                throw new DatabaseNotStarted(file + " is no number: put the folder back from your backup.", damaged);
            }
        }
    }

    /** What the database itself says, wherever its folder came from. */
    static void refuseNewer(Database database) throws SQLException, DatabaseNotStarted {
        try (Connection connection = database.connect(DatabaseRole.SUPERUSER, "postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select from pg_database where datname = 'sallyport'")) {
            if (!rows.next()) {
                return;
            }
        }
        try (Connection connection = database.connect(DatabaseRole.SUPERUSER);
                Statement statement = connection.createStatement()) {
            boolean migrated;
            try (ResultSet rows = statement.executeQuery("select to_regclass('flyway_schema_history') is not null")) {
                rows.next();
                migrated = rows.getBoolean(1);
            }
            if (migrated) {
                try (ResultSet rows = statement.executeQuery(APPLIED)) {
                    rows.next();
                    refuseNewer(rows.getInt(1));
                }
            }
        }
    }

    /** Before the tables are brought there: half way is newer, too. */
    static void write(DatabaseFolder folder) throws IOException {
        PrivateFiles.write(file(folder), NEWEST + "\n");
    }

    private static void refuseNewer(int found) throws DatabaseNotStarted {
        if (found > NEWEST) {
            throw new DatabaseNotStarted("The database is of a newer release (its tables are at version " + found
                    + ", this program knows " + NEWEST
                    + "). Nothing was changed. Start the newer release, or put back the"
                    + " backup that was made before the upgrade.");
        }
    }

    private static Path file(DatabaseFolder folder) {
        return folder.home().resolve("schema-version");
    }
}
