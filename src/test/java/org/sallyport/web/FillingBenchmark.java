package org.sallyport.web;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What it costs to bring a page to its size, beside the time of a whole form (SubmissionBenchmark). */
@Tag("benchmark")
class FillingBenchmark {
    private static final int TIMES = 200_000;
    private static final int ROUNDS = 5;

    @Test
    void filling() {
        String page = "<p>It is stored.</p>".repeat(200);
        long octets = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            long start = System.nanoTime();
            for (int time = 0; time < TIMES; time++) {
                octets += PageSizes.filled("/report", page).length();
            }
            double each = (System.nanoTime() - start) / 1e3 / TIMES;
            System.out.printf("filling a page: %.1f microseconds (%d octets)%n", each, octets / TIMES / round);
        }
    }
}
