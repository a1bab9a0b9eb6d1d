package org.sallyport.standalone;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** {@code database <folder>}: runs until it is told to stop (SIGTERM, Ctrl-C), or until PostgreSQL ends by itself. */
final class DatabaseCommand {
    private static final int FAILED = 1;
    private static final Duration GLANCE = Duration.ofMillis(500);
    private static final Duration TIDYING = Duration.ofHours(1);
    private static final Duration LOOKING = Duration.ofSeconds(10);

    private DatabaseCommand() {}

    static int run(Path folder, PrintStream out, PrintStream err) throws IOException, InterruptedException {
        String port = System.getenv().getOrDefault("SALLYPORT_DATABASE_PORT", "5433");
        Database database;
        try {
            database = Database.start(folder, Integer.parseInt(port));
        } catch (DatabaseNotStarted failure) {
            err.println(failure.getMessage());
            return FAILED;
        } catch (NumberFormatException failure) {
            err.println("SALLYPORT_DATABASE_PORT is not a number: " + port);
            return FAILED;
        }
        CountDownLatch stopping = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(database, stopping, err), "stop-postgresql"));
        DatabaseDisk disk = new DatabaseDisk(database, folder);
        disk.look(err);
        out.println("PostgreSQL is ready: " + database.jdbcUrl());
        out.flush();

        long tidied = System.nanoTime();
        long looked = tidied;
        while (!stopping.await(GLANCE.toMillis(), TimeUnit.MILLISECONDS)) {
            if (!database.isRunning()) {
                err.println("PostgreSQL has ended by itself.");
                return FAILED;
            }
            if (System.nanoTime() - looked > LOOKING.toNanos()) {
                looked = System.nanoTime();
                disk.look(err);
            }
            if (System.nanoTime() - tidied > TIDYING.toNanos()) {
                tidied = System.nanoTime();
                forgetCommitTimes(database, err);
            }
        }
        return 0;
    }

    private static void forgetCommitTimes(Database database, PrintStream err) {
        try {
            database.forgetCommitTimes();
        } catch (SQLException failure) {
            err.println("The write-ahead log could not be switched: " + failure.getSQLState());
        }
    }

    private static void stop(Database database, CountDownLatch stopping, PrintStream err) {
        stopping.countDown();
        try {
            database.close();
        } catch (IOException failure) {
            err.println("PostgreSQL could not be stopped: " + failure.getMessage());
        }
    }
}
