package org.sallyport.vault;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Which of the staff's processes moves batches: the one that holds a session lock of PostgreSQL, on a connection of its own outside the
 * pool. Batches are moved on that very connection, so whoever has lost the lock cannot move another. The lock writes nothing and uses
 * no transaction number.
 */
@ApplicationScoped
class Leadership {
    /** Any number that nothing else in this database locks. */
    private static final long LOCK = 0x53616c6c79L;

    private static final int ANSWER_SECONDS = 5;
    /** PostgreSQL gives the lock up half a minute after the process's machine has gone. */
    private static final String NOTICE_SOON = "set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5;"
            + " set tcp_keepalives_count = 3; set tcp_user_timeout = 20000";

    private final String url;
    private final Properties login = new Properties();
    private @Nullable Connection connection;
    private boolean leads;

    Leadership(
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") Optional<String> url,
            @ConfigProperty(name = "quarkus.datasource.username") Optional<String> user,
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password) {
        this.url = url.orElse("");
        login.setProperty("user", user.orElse(""));
        login.setProperty("password", password.orElse(""));
        login.setProperty("tcpKeepAlive", "true");
        login.setProperty("logServerErrorDetail", "false");
    }

    boolean leads() {
        return leads;
    }

    /** Tries to lead; whether it does now. */
    boolean seek() throws SQLException {
        try {
            Connection open = connection;
            if (open == null) {
                open = DriverManager.getConnection(url, login);
                connection = open;
                try (Statement statement = open.createStatement()) {
                    statement.execute(NOTICE_SOON);
                }
            }
            leads = lock(open);
            return leads;
        } catch (SQLException failure) {
            close();
            throw failure;
        }
    }

    /** The connection to move a batch on; empty, and it leads no longer, if the connection and the lock with it are lost. */
    Optional<Connection> connection() throws SQLException {
        Connection open = connection;
        if (open == null || !open.isValid(ANSWER_SECONDS)) {
            close();
            return Optional.empty();
        }
        return Optional.of(open);
    }

    private static boolean lock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_try_advisory_lock(" + LOCK + ")")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    void close() {
        Connection open = connection;
        connection = null;
        leads = false;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException gone) {
                // And the lock with it.
            }
        }
    }
}
