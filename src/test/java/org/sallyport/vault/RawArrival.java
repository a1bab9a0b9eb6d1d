package org.sallyport.vault;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.sallyport.testkit.PostgreSQL;

/**
 * Rows that whoever has the source's database role may write into the arrival tables: right at first, until a test changes them.
 * Numbers are quoted, as that role may not even cast them.
 */
final class RawArrival {
    /** A version octet, and what follows it. */
    static final String OCTETS = "'\\x01020304'";

    private static final String READER = "A".repeat(40);

    private final UUID message = UUID.randomUUID();
    private final Map<String, String> arrival = new LinkedHashMap<>();
    private final Map<String, String> sealed = new LinkedHashMap<>();
    private final List<String> more = new ArrayList<>();
    private boolean isFinished = true;

    RawArrival() {
        arrival.put("slot", "'0'");
        arrival.put("id", quoted(UUID.randomUUID()));
        arrival.put("kind", "'report'");
        arrival.put("desk", "'country'");
        arrival.put("report", quoted(message));
        sealed.put("slot", "'0'");
        sealed.put("id", quoted(message));
        sealed.put("length", "'4'");
        sealed.put("readers", "'{" + READER + "}'");
        sealed.put("recipients", "'{" + READER + "}'");
        sealed.put("packets", packets(1, 94));
        sealed.put("octets", OCTETS);
    }

    /** @param value as SQL */
    RawArrival arrival(String column, String value) {
        arrival.put(column, value);
        return this;
    }

    RawArrival message(String column, String value) {
        sealed.put(column, value);
        return this;
    }

    /** All of it under an id that somebody knows. */
    RawArrival under(UUID id) {
        arrival.put("report", quoted(id));
        return message("id", quoted(id));
    }

    /** In place of the octets in the message's own row. */
    RawArrival chunk(int slot, int number) {
        sealed.put("octets", "null");
        return and(chunk(slot, id(), number));
    }

    static String chunk(int slot, String message, int number) {
        return "insert into arriving_chunk (slot, message, number, octets) values ('" + slot + "', " + message + ", '"
                + number + "', " + OCTETS + ")";
    }

    RawArrival and(String statement) {
        more.add(statement);
        return this;
    }

    RawArrival withoutArrival() {
        isFinished = false;
        return this;
    }

    String id() {
        return Objects.requireNonNull(sealed.get("id"));
    }

    static String packets(int count, int length) {
        return "'{" + ("\"\\\\x" + "03".repeat(length) + "\",").repeat(count).replaceAll(",$", "") + "}'";
    }

    static String quoted(UUID id) {
        return "'" + id + "'";
    }

    /** In one transaction, as the source's role. */
    void send() throws SQLException {
        try (Connection source = PostgreSQL.source();
                Statement statement = source.createStatement()) {
            source.setAutoCommit(false);
            if (!sealed.isEmpty()) {
                statement.execute(insert("arriving_message", sealed));
            }
            for (String one : more) {
                statement.execute(one);
            }
            if (isFinished) {
                statement.execute(insert("arrival", arrival));
            }
            source.commit();
        }
    }

    private static String insert(String table, Map<String, String> row) {
        return "insert into " + table + " (" + String.join(", ", row.keySet()) + ") values ("
                + String.join(", ", row.values()) + ")";
    }
}
