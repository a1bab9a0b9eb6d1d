package org.sallyport.vault;

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
    private int placed;
    private int quarantined;

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

    /** From now on what arrives waits for the next batch. */
    void begin() throws SQLException {
        try (CallableStatement call = connection.prepareCall("select switch_slot(?)")) {
            call.setBoolean(1, prompt);
            call.execute();
        }
    }

    /**
     * Moves what arrived before the batch began. Can be called again if it failed.
     *
     * @param day that the interval which ended belongs to (UTC)
     * @param persons as {@link People#byCertificate} gives them
     */
    Moved finish(LocalDate day, Map<String, String> persons) throws SQLException {
        int chunks;
        do {
            chunks = moveChunks();
        } while (chunks > 0);
        place(day, persons);
        ask("select set_aside_unfinished(?)", ResultSet::getInt);
        int untidied = ask("select tidy_slots(?)", ResultSet::getInt);
        return new Moved(placed, quarantined, untidied);
    }

    /** How many could not be placed so far, also where {@link #finish} failed later on. */
    int quarantined() {
        return quarantined;
    }

    /**
     * Gives up uploads that stand still.
     *
     * @param patience looks at which one may not have grown before it is given up
     */
    void sweep(int patience) throws SQLException {
        if (!unfinishedWait()) {
            return;
        }
        try (PreparedStatement sweep = connection.prepareStatement("select sweep_unfinished(?)")) {
            sweep.setInt(1, patience);
            sweep.execute();
        }
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

    private void place(LocalDate day, Map<String, String> persons) throws SQLException {
        try (PreparedStatement place =
                connection.prepareStatement("select ended, placed, quarantined from place_arrivals(?, ?, ?, ?, ?)")) {
            place.setBoolean(1, prompt);
            place.setDate(2, Date.valueOf(day));
            place.setArray(3, connection.createArrayOf("text", persons.keySet().toArray()));
            place.setArray(4, connection.createArrayOf("text", persons.values().toArray()));
            place.setInt(5, MESSAGES_AT_ONCE);
            while (true) {
                try (ResultSet row = place.executeQuery()) {
                    row.next();
                    if (row.getInt("ended") + row.getInt("placed") + row.getInt("quarantined") == 0) {
                        return;
                    }
                    placed += row.getInt("placed");
                    quarantined += row.getInt("quarantined");
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
