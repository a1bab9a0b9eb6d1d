package org.sallyport.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Looks for octets everywhere in the shared database: in each table's rows, and in each of PostgreSQL's files. */
public final class DatabaseSearch {
    private DatabaseSearch() {}

    /** Names of tables, and paths of files such as {@code pg_wal/000000010000000000000001}. */
    public static List<String> placesOf(byte[] octets) throws IOException, SQLException {
        List<String> places = new ArrayList<>(tablesWith(octets));
        try (Stream<Path> files = Files.walk(PostgreSQL.files())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (holds(file, octets)) {
                    places.add(PostgreSQL.files().relativize(file).toString());
                }
            }
        }
        return places;
    }

    /** A row as text has its texts as they are, and its octets in hexadecimal digits. */
    private static List<String> tablesWith(byte[] octets) throws SQLException {
        String hex = HexFormat.of().formatHex(octets);
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        List<String> found = new ArrayList<>();
        try (Connection database = PostgreSQL.owner();
                Statement statement = database.createStatement()) {
            for (String table : tables(statement)) {
                try (ResultSet rows = statement.executeQuery("select r::text from \"" + table + "\" r")) {
                    while (rows.next()) {
                        if (rows.getString(1).contains(hex) || rows.getString(1).contains(text)) {
                            found.add(table);
                        }
                    }
                }
            }
        }
        return found;
    }

    private static List<String> tables(Statement statement) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet rows =
                statement.executeQuery("select tablename from pg_tables where schemaname = 'public' order by 1")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    private static boolean holds(Path file, byte[] octets) throws IOException {
        try {
            String content = Files.readString(file, StandardCharsets.ISO_8859_1);
            return content.contains(new String(octets, StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException removedMeanwhile) {
            return false;
        }
    }
}
