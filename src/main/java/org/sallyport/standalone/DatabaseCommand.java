package org.sallyport.standalone;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * {@code database <folder>}: runs until it is told to stop (SIGTERM, Ctrl-C). A PostgreSQL that is killed, or ends by itself, is
 * started again. Where that fails, on a full disk above all, this process ends with a reason, and whoever watches it takes over.
 */
final class DatabaseCommand {
    private static final int FAILED = 1;
    private static final Duration GLANCE = Duration.ofMillis(500);
    private static final Duration TIDYING = Duration.ofHours(1);
    private static final Duration LOOKING = Duration.ofSeconds(10);

    private final Path folder;
    private final PrintStream out;
    private final PrintStream err;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private Database database;
    private DatabaseDisk disk;

    private DatabaseCommand(Path folder, int port, PrintStream out, PrintStream err)
            throws IOException, InterruptedException, DatabaseNotStarted {
        this.folder = folder;
        this.out = out;
        this.err = err;
        this.database = Database.start(folder, port);
        this.disk = ready();
    }

    static int run(Path folder, PrintStream out, PrintStream err) throws IOException, InterruptedException {
        String port = System.getenv().getOrDefault("SALLYPORT_DATABASE_PORT", "5433");
        try {
            DatabaseCommand command = new DatabaseCommand(folder, Integer.parseInt(port), out, err);
            Runtime.getRuntime().addShutdownHook(new Thread(command::stop, "stop-postgresql"));
            return command.watch();
        } catch (DatabaseNotStarted failure) {
            err.println(failure.getMessage());
            return FAILED;
        } catch (NumberFormatException failure) {
            err.println("SALLYPORT_DATABASE_PORT is not a number: " + port);
            return FAILED;
        }
    }

    private DatabaseDisk ready() {
        DatabaseDisk its = new DatabaseDisk(database, folder);
        its.look(err);
        out.println("PostgreSQL is ready: " + database.jdbcUrl());
        out.flush();
        return its;
    }

    private int watch() throws IOException, InterruptedException, DatabaseNotStarted {
        long tidied = System.nanoTime();
        long looked = tidied;
        while (!stopping.await(GLANCE.toMillis(), TimeUnit.MILLISECONDS)) {
            if (!database.isRunning()) {
                startAgain();
            }
            if (isLongSince(looked, LOOKING)) {
                looked = System.nanoTime();
                disk.look(err);
            }
            if (isLongSince(tidied, TIDYING)) {
                tidied = System.nanoTime();
                forgetCommitTimes();
            }
        }
        return 0;
    }

    private static boolean isLongSince(long moment, Duration patience) {
        return System.nanoTime() - moment > patience.toNanos();
    }

    /** At the same port, which the faces know. */
    private synchronized void startAgain() throws IOException, InterruptedException, DatabaseNotStarted {
        if (stopping.getCount() > 0) {
            err.println("PostgreSQL has ended by itself. It is started again.");
            int port = database.port();
            database.close();
            database = Database.start(folder, port);
            disk = ready();
        }
    }

    private void forgetCommitTimes() {
        try {
            database.forgetCommitTimes();
        } catch (SQLException failure) {
            err.println("The write-ahead log could not be switched: " + failure.getSQLState());
        }
    }

    private void stop() {
        stopping.countDown();
        synchronized (this) {
            try {
                database.close();
            } catch (IOException failure) {
                err.println("PostgreSQL could not be stopped: " + failure.getMessage());
            }
        }
    }
}
