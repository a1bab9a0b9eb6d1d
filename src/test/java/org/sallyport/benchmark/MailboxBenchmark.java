package org.sallyport.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sallyport.codename.Codename;
import org.sallyport.codename.WordList;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.ReplyKey;
import org.sallyport.testkit.Form;
import org.sallyport.testkit.GpgAnswer;
import org.sallyport.testkit.Organisation;
import org.sallyport.testkit.PackagedSource;

/**
 * A visit to a mailbox with a full page of ten signed answers through the packaged source face, in turns with the bare work:
 * the words read, one key derived, ten answers decrypted and their signatures checked.
 */
@Tag("benchmark")
class MailboxBenchmark {
    private static final int ANSWERS = 10;
    private static final int VISITS = 60;
    private static final int ROUNDS = 7;
    private static final int LONGEST = 48 * 1024;

    private final Codename codename = Codename.mint(new SecureRandom());
    private final List<Certificate> reviewers = List.of(
            Organisation.made().certificate("urgent-1"),
            Organisation.made().certificate("urgent-2"),
            Organisation.made().certificate("urgent-3"));

    @Test
    void visits() throws Exception {
        Organisation.made().load();
        try (PackagedSource source = new PackagedSource("-Xmx256m")) {
            String report = new Form()
                    .field("codename", codename.field())
                    .field("desk", "urgent")
                    .field("text", "They came at night.")
                    .post(source.port(), "/report");
            assertThat(report).contains("Received");
            List<byte[]> answers = new ArrayList<>();
            for (int number = 0; number < ANSWERS; number++) {
                answers.add(GpgAnswer.signed(codename, "urgent-1", "Come on day " + number + ". " + "x".repeat(2000)));
            }
            double[] ratios = new double[ROUNDS];
            for (int round = -3; round < ROUNDS; round++) {
                double visit = milliseconds(() -> visit(source));
                double bare = milliseconds(() -> work(answers));
                if (round >= 0) {
                    ratios[round] = visit / bare;
                    System.out.printf(
                            "mailbox: a visit %.1f ms, the bare work %.1f ms: ratio %.2f%n", visit, bare, visit / bare);
                }
            }
            Arrays.sort(ratios);
            System.out.printf(
                    "mailbox: median ratio %.2f (%.2f to %.2f)%n", ratios[ROUNDS / 2], ratios[0], ratios[ROUNDS - 1]);
        }
    }

    private interface Work {
        void once() throws Exception;
    }

    private static double milliseconds(Work work) throws Exception {
        long start = System.nanoTime();
        for (int i = 0; i < VISITS; i++) {
            work.once();
        }
        return (System.nanoTime() - start) / 1e6 / VISITS;
    }

    private void visit(PackagedSource source) throws Exception {
        String page =
                new Form().field("words", codename.words(WordList.ENGLISH)).post(source.port(), "/mailbox");
        assertThat(page).contains("Come on day 0.", "Come on day 9.");
    }

    private void work(List<byte[]> answers) throws Exception {
        try (Codename typed = Codename.ofWords(codename.words(WordList.ENGLISH));
                ReplyKey key = typed.replyKey()) {
            for (byte[] answer : answers) {
                byte[] text = key.open(new ByteArrayInputStream(answer), LONGEST, reviewers, Instant.now())
                        .text();
                assertThat(new String(text, UTF_8)).startsWith("Come on day ");
            }
        }
    }
}
