package org.sallyport.staff;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The sessions of all staff processes. A browser holds a handle and nothing else, so that whoever copied it has nothing once
 * the row is gone. Each statement is a transaction of its own.
 */
@ApplicationScoped
class StaffSessions {
    /** Requests that were on their way with the older handle while it was replaced. */
    private static final Duration ON_THEIR_WAY = Duration.ofSeconds(10);
    /** Longer than any request takes to renew a session. */
    private static final Duration ENDED = Duration.ofMinutes(10);

    private final DataSource database;
    private final Clock clock;

    StaffSessions(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Keeps a session, unless it was ended meanwhile. Whoever ends one first says so and then removes rows; here the row comes
     * first and the question after it: one of the two sees the other.
     *
     * @return whether it is kept
     */
    boolean keep(Handle handle, SessionId session, KeptTokens tokens, Duration life) {
        try (Connection connection = database.getConnection()) {
            forgetOld(connection);
            run(
                    connection,
                    "insert into staff_session (handle, session, id_token, access_token, refresh_token, ends)"
                            + " values (?, ?, ?, ?, ?, ?)",
                    handle.hash(),
                    session.hash(),
                    tokens.id(),
                    tokens.access(),
                    tokens.refresh(),
                    now() + life.toSeconds());
            return run(
                            connection,
                            "delete from staff_session where session = ?"
                                    + " and session in (select session from staff_session_ended)",
                            session.hash())
                    == 0;
        } catch (SQLException e) {
            throw new SessionsUnreachable(e);
        }
    }

    Optional<KeptTokens> tokens(Handle handle) {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "select id_token, access_token, refresh_token from staff_session where handle = ? and ends > ?")) {
            query.setBytes(1, handle.hash());
            query.setLong(2, now());
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(new KeptTokens(row.getString(1), row.getString(2), row.getString(3)))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw new SessionsUnreachable(e);
        }
    }

    /** The browser is given another handle: this one is good for what is on its way. */
    void replaced(Handle handle) {
        change(
                "update staff_session set ends = least(ends, ?) where handle = ?",
                now() + ON_THEIR_WAY.toSeconds(),
                handle.hash());
    }

    /** Ends the session that the handle belongs to, whatever handles it has. */
    void end(Handle handle) {
        change(
                "insert into staff_session_ended (session, ends) select session, ? from staff_session where handle = ?"
                        + " on conflict (session) do nothing",
                now() + ENDED.toSeconds(),
                handle.hash());
        change(
                "delete from staff_session where session in (select session from staff_session where handle = ?)",
                handle.hash());
    }

    void end(SessionId session) {
        change(
                "insert into staff_session_ended (ends, session) values (?, ?) on conflict (session) do nothing",
                now() + ENDED.toSeconds(),
                session.hash());
        change("delete from staff_session where session = ?", session.hash());
    }

    private void forgetOld(Connection connection) throws SQLException {
        run(connection, "delete from staff_session where ends <= ?", now());
        run(connection, "delete from staff_session_ended where ends <= ?", now());
    }

    private void change(String sql, Object... values) {
        try (Connection connection = database.getConnection()) {
            run(connection, sql, values);
        } catch (SQLException e) {
            throw new SessionsUnreachable(e);
        }
    }

    private static int run(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int at = 0; at < values.length; at++) {
                statement.setObject(at + 1, values[at]);
            }
            return statement.executeUpdate();
        }
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    /** Without the database nobody is signed in. */
    static final class SessionsUnreachable extends RuntimeException {
        private static final long serialVersionUID = 1;

        SessionsUnreachable(SQLException cause) {
            super("the sessions cannot be reached", cause);
        }
    }
}
