package org.sallyport.testkit;

import java.io.IOException;
import java.time.Duration;

/** Waiting for another process, with an end. */
public final class Waiting {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration GLANCE = Duration.ofMillis(100);

    private Waiting() {}

    @FunctionalInterface
    public interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    public static void until(String what, Process process, Condition condition)
            throws IOException, InterruptedException {
        until(what, () -> {
            if (!process.isAlive()) {
                throw new AssertionError(what + " has ended with " + process.exitValue());
            }
            return condition.holds();
        });
    }

    public static void until(String what, Condition condition) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        while (!condition.holds()) {
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                throw new AssertionError(what + " is not there after " + PATIENCE);
            }
            Thread.sleep(GLANCE.toMillis());
        }
    }
}
