package org.sallyport.forensics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Takes a copy of all that PostgreSQL keeps, while it works. */
public final class Seizure {
    private Seizure() {}

    /** With everything written that was in memory. The tables are copied afterwards: reading may change hint bits. */
    public static Forensics afterCheckpoint(Connection superuser, Path cluster, Path into)
            throws IOException, SQLException {
        try (Statement statement = superuser.createStatement()) {
            statement.execute("checkpoint");
        }
        return hot(superuser, cluster, into);
    }

    /** As the files are at any moment. */
    public static Forensics hot(Connection superuser, Path cluster, Path into) throws IOException, SQLException {
        copy(cluster, into);
        return Forensics.of(into, Copied.everyTable(superuser)).named(relations(superuser));
    }

    private static void copy(Path from, Path into) throws IOException {
        List<Path> inside;
        try (Stream<Path> walk = Files.walk(from)) {
            inside = walk.toList();
        }
        for (Path path : inside) {
            Path copy = into.resolve(from.relativize(path).toString());
            try {
                if (Files.isDirectory(path)) {
                    Files.createDirectories(copy);
                } else if (Files.isRegularFile(path)) {
                    Files.copy(path, copy);
                }
            } catch (NoSuchFileException removedMeanwhile) {
                Files.deleteIfExists(copy);
            }
        }
    }

    private static Map<String, String> relations(Connection database) throws SQLException {
        Map<String, String> relations = new HashMap<>();
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery("select pg_relation_filepath(oid), oid::regclass::text"
                        + " from pg_class where pg_relation_filepath(oid) is not null")) {
            while (rows.next()) {
                relations.put(rows.getString(1), rows.getString(2));
            }
        }
        return relations;
    }
}
