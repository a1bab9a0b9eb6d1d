package org.sallyport.vault;

import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;

/**
 * What a night does to the vault: every row is inserted anew in random order, so that PostgreSQL's files no longer tell which batch
 * moved it, and what was deleted is gone from them. Each table in a transaction of its own; those who read wait for none of it.
 * Killed anywhere, it is begun again.
 */
final class NightPass {
    private static final long OCTETS_AT_ONCE = 64L << 20;
    /** How often files are looked at again in which somebody worked, or wrote meanwhile. */
    private static final int MOST_LOOKS = 50;

    private static final long PAUSE = 200;

    private final Connection connection;

    /** @param connection in auto-commit mode, at READ COMMITTED */
    NightPass(Connection connection) {
        this.connection = connection;
    }

    /**
     * @param today whose rows may be there already; those of earlier days are what it is for
     * @return false if there was nothing to do, and nothing was written
     * @throws SQLException also if files are left in which somebody works: then it is not at its end
     */
    boolean run(LocalDate today) throws SQLException {
        if (!begin(today)) {
            return false;
        }
        for (int look = 0; look < MOST_LOOKS; look++) {
            rewrite();
            if (number("select tidy_night()") == 0) {
                number("select 1 from end_night()");
                return true;
            }
            pause();
        }
        throw new SQLException("files of the vault are always in use", "55006");
    }

    private boolean begin(LocalDate today) throws SQLException {
        try (PreparedStatement begin = connection.prepareStatement("select begin_night(?)")) {
            begin.setDate(1, Date.valueOf(today));
            try (ResultSet row = begin.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private void rewrite() throws SQLException {
        String[] tables;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select night_tables()")) {
            row.next();
            tables = (String[]) row.getArray(1).getArray();
        }
        try (PreparedStatement rewrite = connection.prepareStatement("select rewrite_table(?)")) {
            for (String table : tables) {
                rewrite.setString(1, table);
                rewrite.execute();
            }
        }
        int moved;
        do {
            moved = number("select settle_chunks(" + OCTETS_AT_ONCE + ")");
        } while (moved > 0);
    }

    private int number(String call) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(call)) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void pause() throws SQLException {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new SQLException("stopped", "57014", stopped);
        }
    }
}
