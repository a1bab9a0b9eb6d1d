package org.sallyport.vault;

import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Map;

/**
 * One batch of a class of desks, moved from the arrival tables into the vault by a database function after another, each in a
 * transaction of its own: what arrives meanwhile goes into another slot; chunks, then messages; then the emptied files are given
 * back, if nobody works in them. Killed anywhere, the next batch goes on from what is there.
 */
final class Batch {
    /** Octets that one transaction moves, and messages that it places: those who write to an entry wait no longer than it takes. */
    private static final long OCTETS_AT_ONCE = 64L << 20;

    private static final int MESSAGES_AT_ONCE = 200;

    private final Connection connection;
    private final boolean prompt;

    /** @param connection in auto-commit mode, at READ COMMITTED */
    Batch(Connection connection, boolean prompt) {
        this.connection = connection;
        this.prompt = prompt;
    }

    /**
     * What a batch did.
     *
     * @param quarantined arrivals that could not be placed
     * @param untidied files that were left for the next batch
     */
    record Moved(int placed, int quarantined, int untidied) {}

    /** Whether there is anything to do: asking writes nothing. */
    boolean waits() throws SQLException {
        return ask("select batch_waits(?)", ResultSet::getBoolean);
    }

    /** @param day that the interval which ended belongs to (UTC) */
    Moved move(LocalDate day, People people) throws SQLException {
        try (CallableStatement call = connection.prepareCall("select switch_slot(?)")) {
            call.setBoolean(1, prompt);
            call.execute();
        }
        int chunks;
        do {
            chunks = moveChunks();
        } while (chunks > 0);
        Moved placed = place(day, people.byCertificate());
        ask("select set_aside_unfinished(?)", ResultSet::getInt);
        if (!prompt && unfinishedWait()) {
            sweep();
        }
        int untidied = ask("select tidy_slots(?)", ResultSet::getInt);
        return new Moved(placed.placed, placed.quarantined, untidied);
    }

    private int moveChunks() throws SQLException {
        try (PreparedStatement move = connection.prepareStatement("select move_chunks(?, ?)")) {
            move.setBoolean(1, prompt);
            move.setLong(2, OCTETS_AT_ONCE);
            try (ResultSet row = move.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private Moved place(LocalDate day, Map<String, String> people) throws SQLException {
        Array certificates = connection.createArrayOf("text", people.keySet().toArray());
        Array persons = connection.createArrayOf("text", people.values().toArray());
        int placed = 0;
        int quarantined = 0;
        try (PreparedStatement place =
                connection.prepareStatement("select placed, quarantined from place_arrivals(?, ?, ?, ?, ?)")) {
            place.setBoolean(1, prompt);
            place.setDate(2, Date.valueOf(day));
            place.setArray(3, certificates);
            place.setArray(4, persons);
            place.setInt(5, MESSAGES_AT_ONCE);
            while (true) {
                try (ResultSet row = place.executeQuery()) {
                    row.next();
                    if (row.getInt(1) + row.getInt(2) == 0) {
                        return new Moved(placed, quarantined, 0);
                    }
                    placed += row.getInt(1);
                    quarantined += row.getInt(2);
                }
            }
        }
    }

    private boolean unfinishedWait() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select unfinished_wait()")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private void sweep() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select sweep_unfinished()");
        }
    }

    private interface Column<T> {
        T of(ResultSet row, int number) throws SQLException;
    }

    private <T> T ask(String call, Column<T> column) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(call)) {
            statement.setBoolean(1, prompt);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return column.of(row, 1);
            }
        }
    }
}
