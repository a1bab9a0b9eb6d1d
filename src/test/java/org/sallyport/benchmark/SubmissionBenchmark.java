package org.sallyport.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sallyport.codename.Codename;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.Organisation;
import org.sallyport.testkit.PackagedSource;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.Sql;

/**
 * Messages of 2 KB, then forms of 2 KB, through the packaged source face, 16 at a time, each on the disk before it is
 * acknowledged, in turns with plain JDBC committing the same rows over 16 connections. A form is sealed to three reviewers
 * by the server.
 */
@Tag("benchmark")
class SubmissionBenchmark {
    private static final int AT_A_TIME = 16;
    private static final int EACH = 250;
    private static final int ROUNDS = 7;
    /** Until the machine code of a service that runs for months is made: with both cores busy it takes so long. */
    private static final Duration WARM_UP = Duration.ofMinutes(2);
    /** So many are enough for few classes. */
    private static final int ROUNDS_TO_WARM_UP = 12;

    private final List<EncryptionKey> desk = Organisation.made().keys("urgent");
    private final int certificate = certificateOfACodename();
    private volatile int sealedForm;

    SubmissionBenchmark() {
        System.setProperty("http.maxConnections", String.valueOf(AT_A_TIME));
    }

    @Test
    void messages() throws Exception {
        compare("messages", this::post, rows -> plainly(rows, 2048, false));
    }

    @Test
    void forms() throws Exception {
        compare("forms", this::postForm, rows -> plainly(rows, lengthOfSealedForms(), true));
    }

    private static int certificateOfACodename() {
        try (Codename codename = Codename.mint(new SecureRandom())) {
            return codename.replyCertificate().length;
        }
    }

    /** As they are stored, after the first of them. */
    private int lengthOfSealedForms() {
        if (sealedForm == 0) {
            sealedForm = (int) Sql.number("select max(length) from arriving_message");
        }
        return sealedForm;
    }

    private interface Door {
        void send(PackagedSource source) throws Exception;
    }

    private interface Plain {
        void write(PlainRows rows) throws Exception;
    }

    private void compare(String name, Door through, Plain plainly) throws Exception {
        Organisation.made().load();
        try (PackagedSource source = new PackagedSource("-Xmx256m")) {
            List<PlainRows> connections = new ArrayList<>();
            for (int i = 0; i < AT_A_TIME; i++) {
                connections.add(new PlainRows(PostgreSQL.source()));
            }
            inTurns(
                    name,
                    senders -> rate(senders, number -> through.send(source)),
                    "plain JDBC",
                    senders -> rate(senders, number -> plainly.write(connections.get(number))));
        }
    }

    private interface Measured {
        /** A second. */
        double by(ExecutorService senders) throws Exception;
    }

    private static void inTurns(String name, Measured one, String otherName, Measured other) throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            int rounds = ROUNDS + warmUp(name, one, senders, WARM_UP);
            int otherRounds = ROUNDS + warmUp(otherName, other, senders, Duration.ZERO);
            double[] ratios = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                double rate = one.by(senders);
                double otherRate = other.by(senders);
                ratios[round] = rate / otherRate;
                System.out.printf(
                        "%s: %.0f a second, %s %.0f: ratio %.2f%n", name, rate, otherName, otherRate, ratios[round]);
            }
            Arrays.sort(ratios);
            System.out.printf(
                    "%s: median ratio %.2f (%.2f to %.2f)%n", name, ratios[ROUNDS / 2], ratios[0], ratios[ROUNDS - 1]);
            assertThat(Sql.count("arrival")).isEqualTo((long) (rounds + otherRounds) * AT_A_TIME * EACH);
        } finally {
            senders.shutdown();
        }
    }

    /** @return how many rounds that were */
    private static int warmUp(String name, Measured which, ExecutorService senders, Duration least) throws Exception {
        long start = System.nanoTime();
        int rounds = 0;
        while (rounds < ROUNDS_TO_WARM_UP || System.nanoTime() - start < least.toNanos()) {
            System.out.printf("%s: %.0f a second, warming up%n", name, which.by(senders));
            rounds++;
        }
        return rounds;
    }

    private interface Work {
        void once(int sender) throws Exception;
    }

    private static double rate(ExecutorService senders, Work work) throws Exception {
        List<Callable<Void>> all = new ArrayList<>();
        for (int sender = 0; sender < AT_A_TIME; sender++) {
            int number = sender;
            all.add(() -> {
                for (int i = 0; i < EACH; i++) {
                    work.once(number);
                }
                return null;
            });
        }
        long start = System.nanoTime();
        for (Future<Void> done : senders.invokeAll(all)) {
            done.get();
        }
        return AT_A_TIME * EACH / ((System.nanoTime() - start) / 1e9);
    }

    private void post(PackagedSource source) throws IOException {
        send(source, "PUT", "/desks/urgent/report", "application/octet-stream", MadeMessage.binary(desk, 2048));
    }

    private void postForm(PackagedSource source) throws IOException {
        String form = "";
        for (String[] field : new String[][] {
            {"codename", HexFormat.of().formatHex(MadeMessage.noise(16))},
            {"desk", "urgent"},
            {"text", "x".repeat(2048)}
        }) {
            form += "--b\r\nContent-Disposition: form-data; name=\"" + field[0] + "\"\r\n\r\n" + field[1] + "\r\n";
        }
        send(source, "POST", "/report", "multipart/form-data; boundary=b", (form + "--b--\r\n").getBytes(US_ASCII));
    }

    /** Without threads of a client's own: they would take from the service what is measured. */
    private static void send(PackagedSource source, String method, String path, String type, byte[] body)
            throws IOException {
        HttpURLConnection request =
                (HttpURLConnection) source.address(path).toURL().openConnection();
        request.setRequestMethod(method);
        request.setRequestProperty("Content-Type", type);
        request.setFixedLengthStreamingMode(body.length);
        request.setDoOutput(true);
        try (OutputStream out = request.getOutputStream()) {
            out.write(body);
        }
        assertThat(request.getResponseCode()).isEqualTo(200);
        try (InputStream answer = request.getInputStream()) {
            answer.readAllBytes();
        }
    }

    private void plainly(PlainRows rows, int length, boolean underACodename) throws Exception {
        UUID id = UUID.randomUUID();
        rows.addMessage(id, length, MadeMessage.noise(length), desk, MadeMessage.noise(60));
        rows.addArrival(
                id,
                underACodename ? MadeMessage.noise(certificate) : null,
                underACodename ? MadeMessage.noise(32) : null);
        rows.commit();
    }
}
