package org.sallyport.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.testkit.HeapOf;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.Organisation;
import org.sallyport.testkit.PackagedSource;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.SlowSender;
import org.sallyport.testkit.Sql;

/** An upload of 500 MB through the packaged source face on a small heap, in turns with plain JDBC writing the same rows. */
@Tag("benchmark")
class UploadBenchmark {
    private static final int CHUNK = 256 * 1024;
    private static final int CHUNKS = 2000;
    private static final int ROUNDS = 3;

    private final List<EncryptionKey> desk = Organisation.made().keys("urgent");
    private final byte[] noise = MadeMessage.noise(CHUNK);

    @Test
    void uploads() throws Exception {
        Organisation.made().load();
        try (PackagedSource source = new PackagedSource("-Xmx256m")) {
            double[] ratios = new double[ROUNDS];
            for (int round = -1; round < ROUNDS; round++) {
                double door = megabytesASecond(() -> upload(source));
                String heap = HeapOf.process(source.pid());
                double plain = megabytesASecond(this::plainly);
                Sql.run("truncate body, entry cascade");
                if (round >= 0) {
                    ratios[round] = door / plain;
                    System.out.printf(
                            "upload: %.0f MB/s, plain JDBC %.0f MB/s: ratio %.2f; heap after it:%s%n",
                            door, plain, door / plain, heap);
                }
            }
            Arrays.sort(ratios);
            System.out.printf("upload: median ratio %.2f%n", ratios[ROUNDS / 2]);
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private static double megabytesASecond(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return (double) CHUNK * CHUNKS / 1e6 / ((System.nanoTime() - start) / 1e9);
    }

    /** A different body every time: the same would be stored once. */
    private void upload(PackagedSource source) throws IOException {
        byte[] head = MadeMessage.binary(desk, CHUNK);
        // The sealed packet's length: the last four octets of its header.
        byte[] length = ByteBuffer.allocate(4).putInt(CHUNKS * CHUNK).array();
        System.arraycopy(length, 0, head, head.length - CHUNK - 4, 4);
        try (SlowSender put =
                SlowSender.put(source.port(), "/desks/urgent/report", head.length + (CHUNKS - 1L) * CHUNK)) {
            put.send(head, 0, head.length);
            for (int chunk = 1; chunk < CHUNKS; chunk++) {
                put.send(noise, 0, CHUNK);
            }
            assertThat(put.answer()).startsWith("HTTP/1.1 200");
        }
    }

    private void plainly() throws Exception {
        try (PlainRows rows = new PlainRows(PostgreSQL.source())) {
            UUID message = UUID.randomUUID();
            for (int chunk = 0; chunk < CHUNKS; chunk++) {
                rows.addChunk(message, chunk, noise);
                if (chunk < CHUNKS - 1) {
                    rows.commitWithoutWaiting();
                }
            }
            rows.addMessage(message, (long) CHUNK * CHUNKS, null, desk, MadeMessage.noise(60));
            rows.addArrival(message, null, null);
            rows.commit();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
