package org.sallyport.forensics;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.sallyport.standalone.Database;
import org.sallyport.standalone.DatabaseRole;

/** Tables that leak, in a database of their own: a body with an id, what belongs to the id, and a row that tells the time. */
final class Letters implements AutoCloseable {
    static final Instant MORNING = Instant.parse("2031-05-05T08:00:00Z");
    static final Duration APART = Duration.ofMinutes(1);
    static final int LETTERS_A_TICK = 10;

    /** The same each time: of so many random octets eight look like a time of the test now and then. */
    private final Random random = new Random(14);

    private final List<byte[]> bodies = new ArrayList<>();
    private final Connection connection;
    private final Path cluster;

    Letters(Database database, Path cluster) throws SQLException {
        this.connection = database.connect(DatabaseRole.SUPERUSER);
        this.cluster = cluster;
        run("""
                create table letter (id uuid primary key, body bytea not null);
                alter table letter alter column body set storage external;
                create table envelope (letter uuid not null, desk text not null);
                create index on envelope (letter);
                create table turn (only_row boolean primary key default true, due bigint not null);
                insert into turn (due) values (0);
                create table kept (like letter including all)""");
    }

    @Override
    public void close() throws SQLException {
        run("drop table letter, envelope, turn, kept");
        connection.close();
    }

    byte[] octets(int letter) {
        return bodies.get(letter);
    }

    /** One transaction each; of every tenth, the moment is written elsewhere. */
    void arrive(int length, int messages) throws SQLException {
        try (PreparedStatement letter = connection.prepareStatement("with l as (insert into letter values (?, ?)"
                        + " returning id) insert into envelope select id, 'urgent' from l");
                PreparedStatement tick = connection.prepareStatement("update turn set due = ?")) {
            for (int message = 0; message < messages; message++) {
                if (message % LETTERS_A_TICK == 0) {
                    tick.setLong(1, MORNING.plus(APART.multipliedBy(message)).getEpochSecond());
                    tick.executeUpdate();
                }
                byte[] body = new byte[length];
                random.nextBytes(body);
                bodies.add(Arrays.copyOf(body, 48));
                letter.setObject(1, UUID.randomUUID());
                letter.setBytes(2, body);
                letter.executeUpdate();
            }
        }
    }

    /** As a batch does: all at once, in an order of its own. */
    void move() throws SQLException {
        run(
                "insert into kept select * from letter order by random();"
                        + "create table gone as select * from envelope order by random();"
                        + "truncate letter, envelope; insert into envelope select * from gone order by random(); drop table gone");
    }

    byte[][] deleted() throws SQLException {
        List<byte[]> deleted = new ArrayList<>();
        try (PreparedStatement query =
                connection.prepareStatement("select from letter where substr(body, 1, 48) = ?")) {
            for (byte[] body : bodies) {
                query.setBytes(1, body);
                if (!query.executeQuery().next()) {
                    deleted.add(body);
                }
            }
        }
        return deleted.toArray(byte[][]::new);
    }

    List<Known> known(int messagesABatch) {
        List<Known> known = new ArrayList<>();
        for (int message = 0; message < bodies.size(); message++) {
            known.add(new Known(bodies.get(message), message, "batch " + message / messagesABatch));
        }
        return known;
    }

    Forensics seize(Path into) throws IOException, SQLException {
        return Seizure.afterCheckpoint(connection, cluster, into);
    }

    Forensics seizeHot(Path into) throws IOException, SQLException {
        return Seizure.hot(connection, cluster, into);
    }

    void forgetLog() throws SQLException {
        run("select pg_switch_wal()");
        run("checkpoint");
    }

    void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
