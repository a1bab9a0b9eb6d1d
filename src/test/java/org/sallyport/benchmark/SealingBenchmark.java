package org.sallyport.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sallyport.testkit.HeapOf;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.Organisation;
import org.sallyport.testkit.PackagedSource;
import org.sallyport.testkit.Scratch;
import org.sallyport.testkit.SlowSender;
import org.sallyport.testkit.Sql;

/**
 * A form with a file of 500 MB through the packaged source face on a small heap, sealed while it arrives, in turns with the
 * same form through the same program with a cipher that changes nothing.
 */
@Tag("benchmark")
class SealingBenchmark {
    private static final int PIECE = 256 * 1024;
    private static final int PIECES = 2000;
    private static final int ROUNDS = 3;

    private final byte[] noise = MadeMessage.noise(PIECE);

    @Test
    void sealing() throws Exception {
        Organisation.made().loadWithConsoleDesk();
        Path folder = Scratch.folder("null-cipher");
        List<String> options = new ArrayList<>(NullCipher.options(folder));
        options.add("-Xmx256m");
        try (PackagedSource real = new PackagedSource("-Xmx256m");
                PackagedSource unchanged = new PackagedSource(options.toArray(String[]::new))) {
            compare("version 2, AES-256-GCM", Organisation.CONSOLE_DESK, real, unchanged);
            compare("version 1, AES-256-CFB", "urgent", real, unchanged);
        } finally {
            Scratch.remove(folder);
        }
    }

    private void compare(String name, String desk, PackagedSource real, PackagedSource unchanged) throws Exception {
        double[] ratios = new double[ROUNDS];
        for (int round = -1; round < ROUNDS; round++) {
            double sealed = megabytesASecond(real, desk);
            String heap = HeapOf.process(real.pid());
            double plain = megabytesASecond(unchanged, desk);
            Sql.run("truncate body, entry, mailbox cascade");
            if (round >= 0) {
                ratios[round] = sealed / plain;
                System.out.printf(
                        "sealing (%s): %.0f MB/s, null cipher %.0f MB/s: ratio %.2f; heap after it:%s%n",
                        name, sealed, plain, sealed / plain, heap);
            }
        }
        Arrays.sort(ratios);
        System.out.printf("sealing (%s): median ratio %.2f%n", name, ratios[ROUNDS / 2]);
    }

    private double megabytesASecond(PackagedSource source, String desk) throws IOException {
        byte[] head = (field("codename", HexFormat.of().formatHex(MadeMessage.noise(16)))
                        + field("desk", desk)
                        + field("text", "A file of 500 MB.")
                        + "--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"noise\"\r\n\r\n")
                .getBytes(US_ASCII);
        byte[] end = "\r\n--b--\r\n".getBytes(US_ASCII);
        long length = head.length + (long) PIECE * PIECES + end.length;
        long start = System.nanoTime();
        try (SlowSender form = SlowSender.form(source.port(), "/report", length)) {
            form.send(head, 0, head.length);
            for (int piece = 0; piece < PIECES; piece++) {
                form.send(noise, 0, PIECE);
            }
            form.send(end, 0, end.length);
            assertThat(form.answer()).startsWith("HTTP/1.1 200").contains("Received");
        }
        return (double) PIECE * PIECES / 1e6 / ((System.nanoTime() - start) / 1e9);
    }

    private static String field(String name, String value) {
        return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }
}
