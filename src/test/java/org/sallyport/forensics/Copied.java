package org.sallyport.forensics;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A table as COPY writes it, in whatever order its rows come.
 *
 * @param rows each with the text of its columns, {@link #NULL} where there is none
 */
public record Copied(String table, List<String> columns, List<List<String>> rows) {
    static final String NULL = "\\N";

    /** Of what is longer, the beginning: the files have it all. */
    private static final int LONGEST = 1 << 16;

    private static final String TABLES = """
            select format('%I.%I', n.nspname, c.relname), array_agg(a.attname::text order by a.attnum)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
            where c.relkind in ('r', 'm') and n.nspname !~ '^(pg_|information_schema)'
                and a.attnum > 0 and not a.attisdropped
            group by 1 order by 1
            """;

    /** Every table that is not PostgreSQL's own, for one who may read them all. */
    public static List<Copied> everyTable(Connection database) throws SQLException {
        List<Copied> copies = new ArrayList<>();
        try (Statement statement = database.createStatement();
                ResultSet tables = statement.executeQuery(TABLES)) {
            while (tables.next()) {
                String table = tables.getString(1);
                List<String> columns = List.of((String[]) tables.getArray(2).getArray());
                copies.add(new Copied(table, columns, rows(database, table)));
            }
        }
        return copies;
    }

    /** As COPY does: in the order in which they lie. */
    private static List<List<String>> rows(Connection database, String table) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        try (Statement statement = database.createStatement()) {
            statement.execute("set synchronize_seqscans = off");
            try (ResultSet row = statement.executeQuery("select * from " + table)) {
                while (row.next()) {
                    List<String> fields = new ArrayList<>();
                    for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                        String field = Objects.requireNonNullElse(row.getString(column), NULL);
                        fields.add(field.substring(0, Math.min(field.length(), LONGEST)));
                    }
                    rows.add(fields);
                }
            }
        }
        return rows;
    }
}
