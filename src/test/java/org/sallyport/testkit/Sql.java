package org.sallyport.testkit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Short questions to the database, asked as its owner. */
public final class Sql {
    private Sql() {}

    public static long count(String fromAndWhere) {
        return number("select count(*) from " + fromAndWhere);
    }

    public static long number(String query) {
        return Long.parseLong(text(query));
    }

    /** The first column of the first row. */
    public static String text(String query) {
        try (Connection owner = PostgreSQL.owner();
                Statement statement = owner.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new AssertionError(query, e);
        }
    }

    public static void run(String sql) {
        try (Connection owner = PostgreSQL.owner();
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }
}
