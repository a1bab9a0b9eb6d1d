package org.sallyport.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The processes of PostgreSQL that work in one folder. PostgreSQL outlives a {@code kill -9} of the process that started
 * it, and its backends a {@code kill -9} of the postmaster for a moment. A process belongs to the folder when it stands in it
 * (PostgreSQL's never leave theirs), so a process id that another program has been given since is not mistaken for one.
 */
record DatabaseProcesses(Path cluster) {
    private static final Duration FAST = Duration.ofSeconds(60);
    private static final Duration IMMEDIATE = Duration.ofSeconds(20);
    private static final Duration GLANCE = Duration.ofMillis(50);

    Optional<ProcessHandle> postmaster() throws IOException {
        if (!Files.exists(lock())) {
            return Optional.empty();
        }
        return Files.readString(lock())
                .lines()
                .findFirst()
                .flatMap(line -> ProcessHandle.of(Long.parseLong(line.strip())))
                .filter(this::isOurs);
    }

    /** Open transactions are rolled back, and what was acknowledged is flushed; then harder, if that takes too long. */
    void stop() throws IOException, InterruptedException {
        Optional<ProcessHandle> postmaster = postmaster();
        if (postmaster.isPresent()) {
            signal(postmaster.get(), "INT");
        }
        if (!allEnded(FAST)) {
            if (postmaster.isPresent()) {
                signal(postmaster.get(), "QUIT");
            }
            if (!allEnded(IMMEDIATE)) {
                all().forEach(ProcessHandle::destroyForcibly);
                allEnded(IMMEDIATE);
            }
        }
    }

    /**
     * Takes away what a killed postmaster left: PostgreSQL does not start while any process has the number that is in it, be
     * it a program that was given the number since, or the killed one whose status nobody has asked for.
     *
     * @throws DatabaseNotStarted if a process still works in the folder
     */
    void removeStaleLock() throws IOException, DatabaseNotStarted {
        if (!all().isEmpty()) {
            throw new DatabaseNotStarted("A process of PostgreSQL in " + cluster + " cannot be stopped.");
        }
        Files.deleteIfExists(lock());
    }

    /** PostgreSQL writes them when it stops: they say, to the microsecond, when each table and index was last used. */
    void removeStatistics() throws IOException {
        Files.deleteIfExists(cluster.resolve("pg_stat/pgstat.stat"));
    }

    private Path lock() {
        return cluster.resolve("postmaster.pid");
    }

    boolean isOurs(ProcessHandle process) {
        try {
            // Unreadable where the process has ended, also while its parent has not asked for its status yet.
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"))
                    .equals(cluster);
        } catch (IOException ended) {
            return false;
        }
    }

    private List<ProcessHandle> all() {
        return ProcessHandle.allProcesses().filter(this::isOurs).toList();
    }

    private boolean allEnded(Duration within) throws InterruptedException {
        long started = System.nanoTime();
        while (!all().isEmpty()) {
            if (System.nanoTime() - started > within.toNanos()) {
                return false;
            }
            Thread.sleep(GLANCE.toMillis());
        }
        return true;
    }

    private static void signal(ProcessHandle process, String name) throws IOException, InterruptedException {
        new ProcessBuilder("sh", "-c", "kill -s " + name + " " + process.pid())
                .start()
                .waitFor();
    }
}
