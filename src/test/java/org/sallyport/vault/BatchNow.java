package org.sallyport.vault;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.sallyport.testkit.PostgreSQL;

/** Moves what has arrived into the vault, and does a night's work, when a test says so and not when it is time. */
public final class BatchNow {
    private BatchNow() {}

    /** Both classes of desks, with the day of today. */
    public static void move() {
        move(LocalDate.now(ZoneOffset.UTC), Map.of());
    }

    /** @param people as {@link People#byCertificate} gives them */
    public static void move(LocalDate day, Map<String, String> people) {
        try (Connection staff = PostgreSQL.staff()) {
            move(staff, day, people);
        } catch (SQLException failure) {
            throw new AssertionError("the batch was not moved", failure);
        }
    }

    /** The same in another database. */
    public static void move(Connection staff, LocalDate day, Map<String, String> people) throws SQLException {
        for (boolean prompt : new boolean[] {true, false}) {
            if (new Batch(staff, prompt).waits()) {
                move(staff, prompt, day, people);
            }
        }
    }

    /** One class of desks. */
    static Batch.Moved move(Connection staff, boolean prompt, LocalDate day) throws SQLException {
        return move(staff, prompt, day, Map.of());
    }

    private static Batch.Moved move(Connection staff, boolean prompt, LocalDate day, Map<String, String> people)
            throws SQLException {
        Batch batch = new Batch(staff, prompt);
        batch.begin();
        Batch.Moved moved = batch.finish(day, people);
        if (!prompt) {
            batch.sweep(1);
        }
        return moved;
    }

    /** The same in another database. */
    public static void night(Connection staff, LocalDate today) throws SQLException {
        new NightPass(staff).run(today);
    }

    /** @param today later than the days of what is rewritten */
    public static void night(LocalDate today) {
        try (Connection staff = PostgreSQL.staff()) {
            new NightPass(staff).run(today);
        } catch (SQLException failure) {
            throw new AssertionError("the night's pass failed", failure);
        }
    }
}
