package org.sallyport.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.openpgp.Gate;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.Organisation;

/**
 * The gate alone, in turns with a plain copy of the same stream through the same buffer: a binary message of 500 MB, and an
 * armored one of 100 MB. What it allocates says whether its memory is constant.
 */
@Tag("benchmark")
class GateBenchmark {
    private static final int MEGABYTE = 1_000_000;
    private static final int ROUNDS = 7;

    private final List<EncryptionKey> desk = Organisation.made().keys("urgent");
    private final byte[] buffer = new byte[64 * 1024];

    @Test
    void binary() throws Exception {
        compare("gate, binary", MadeMessage.binary(desk, 500 * MEGABYTE));
    }

    @Test
    void armored() throws Exception {
        compare("gate, armored", MadeMessage.ascii(MadeMessage.armored(desk, 73 * MEGABYTE)));
    }

    private void compare(String name, byte[] message) throws IOException {
        double[] ratios = new double[ROUNDS];
        for (int round = -2; round < ROUNDS; round++) {
            double copy = megabytesASecond(message, () -> new ByteArrayInputStream(message));
            long before = allocated();
            double gate = megabytesASecond(
                    message,
                    () -> Gate.admit(new ByteArrayInputStream(message), desk).body());
            long taken = allocated() - before;
            assertThat(taken).as("octets of memory for a message of any size").isLessThan(4 * MEGABYTE);
            if (round >= 0) {
                ratios[round] = gate / copy;
                System.out.printf(
                        "%s: %.0f MB/s, plain copy %.0f MB/s: ratio %.2f; %d kB allocated in all%n",
                        name, gate, copy, gate / copy, taken / 1000);
            }
        }
        Arrays.sort(ratios);
        System.out.printf(
                "%s: median ratio %.2f (%.2f to %.2f) over %d MB%n",
                name, ratios[ROUNDS / 2], ratios[0], ratios[ROUNDS - 1], message.length / MEGABYTE);
    }

    private interface Opening {
        InputStream open() throws IOException;
    }

    private double megabytesASecond(byte[] message, Opening opening) throws IOException {
        long start = System.nanoTime();
        InputStream stream = opening.open();
        long octets = 0;
        for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
            octets += read;
        }
        assertThat(octets).isPositive();
        return (double) message.length / MEGABYTE / ((System.nanoTime() - start) / 1e9);
    }

    private static long allocated() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
