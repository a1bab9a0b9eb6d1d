package org.sallyport.openpgp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.testkit.PlainGpg;
import org.sallyport.testkit.Programs;
import org.sallyport.testkit.Ran;

/** Replies that the console's own code has signed, padded and sealed, run in Node. */
class ReplyFromConsoleTest {
    private static final Path WEBUI = Path.of("src", "main", "webui").toAbsolutePath();
    private static final String PASSPHRASE = "quiet";
    private static final String WIDEST = "😀".repeat(8_000);
    private static final int LIMIT = 48 * 1024;

    private static final String SCRIPT = """
            import { readFileSync, writeFileSync } from 'node:fs';
            import { seal } from '%1$s/src/openpgp/sealing.ts';
            import { unlock } from '%1$s/src/openpgp/secretKeys.ts';
            const file = (name: string) => `${process.argv[2]}/${name}`;
            const read = (name: string) => new Uint8Array(readFileSync(file(name)));
            const reply = {
              text: new TextDecoder().decode(read('text')),
              inside: [read('reply-key.pgp')],
              claim: read('reply-key.pgp'),
              reviewers: [{ alias: 'urgent-1', desk: 'urgent', certificate: read('reviewer.pgp') }],
              vouchers: { trustees: [read('trustee.pgp')], quorum: 1 },
            };
            const { message } = await seal(reply, await unlock(read('reviewer.key.asc'), '%2$s'));
            writeFileSync(file('reply.pgp'), message);
            """.formatted(WEBUI, PASSPHRASE);

    /** What vite.config.ts sets: no trustees are built in. */
    private static final String BUILT_WITH = "data:text/javascript,globalThis.BUILT_WITH={trustees:[],quorum:1}";

    @TempDir
    Path folder;

    private final ReplyKey key = ReplyKeyTest.key(1);
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final TrialKeys keys = new TrialKeys();

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void itOpensWithTheCodenameAndIsOfOneSizeWhateverItSays(int version) throws Exception {
        TrialKey reviewer = reviewer(version);
        Set<Integer> lengths = new HashSet<>();
        for (String text : List.of("a", "Come on Thursday.\r\nПриходите.\n", WIDEST)) {
            byte[] message = reply(reviewer, text);
            try (OpenedReply opened = opened(message, reviewer)) {
                assertThat(new String(opened.text(), UTF_8)).isEqualTo(text);
                assertThat(opened.signedBy()).contains(reviewer.fingerprint());
            }
            assertThat(Admitted.of(message, source()).recipients())
                    .extracting(EncryptionKey::algorithm)
                    .containsExactly(35);
            SealedMessage sealed = Gate.admit(new ByteArrayInputStream(message), received(reviewer));
            assertThat(sealed.seipdVersion()).isEqualTo(version);
            lengths.add(sealed.body().readAllBytes().length);
        }
        assertThat(lengths).hasSize(1);
    }

    /** The desk's own copy, on the machine without a network. */
    @Test
    void gpgOpensItAndKnowsTheSignature() throws Exception {
        TrialKey reviewer = reviewer(1);
        byte[] passphrase = PASSPHRASE.getBytes(UTF_8);
        try (PlainGpg gpg = new PlainGpg()) {
            Path file = Files.write(gpg.home().resolve("passphrase"), passphrase);
            String[] unlocked = {"--passphrase-file", file.toString()};
            gpg.run(reviewer.lockedSecretKey(), unlocked[0], unlocked[1], "--import")
                    .orFail();
            for (String text : List.of("a", WIDEST)) {
                PlainGpg.Ran ran = gpg.run(reply(reviewer, text), unlocked[0], unlocked[1], "--decrypt");
                assertThat(new String(ran.orFail(), UTF_8)).isEqualTo(text);
                assertThat(ran.err()).contains("Good signature from \"urgent-1@desk.example\"");
            }
        }
    }

    private OpenedReply opened(byte[] message, TrialKey reviewer) throws Exception {
        List<Certificate> signers = List.of(Certificate.read(reviewer.certificate()));
        return key.open(new ByteArrayInputStream(message), LIMIT, signers, Instant.now());
    }

    private List<EncryptionKey> source() throws CertificateRefused {
        return Certificate.read(key.certificate()).livingEncryptionKeys(now);
    }

    private List<EncryptionKey> received(TrialKey reviewer) throws Exception {
        return ((Standing.Usable) Certificate.read(reviewer.certificate()).standing(now)).keys();
    }

    private TrialKey reviewer(int version) {
        Instant since = now.minus(1, ChronoUnit.HOURS);
        String alias = "urgent-1@desk.example";
        char[] passphrase = PASSPHRASE.toCharArray();
        return version == 1
                ? keys.reviewer(alias, since, Duration.ofDays(9), passphrase)
                : keys.consoleReviewer(alias, since, Duration.ofDays(9), passphrase);
    }

    private byte[] reply(TrialKey reviewer, String text) throws IOException, InterruptedException {
        Files.write(folder.resolve("reply-key.pgp"), key.certificate());
        Instant since = now.minus(1, ChronoUnit.HOURS);
        TrialKey trustee = keys.trustee("trustee-1@desk.example", since, Duration.ofDays(9), PASSPHRASE.toCharArray());
        Files.write(folder.resolve("trustee.pgp"), trustee.certificate());
        Files.write(
                folder.resolve("reviewer.pgp"),
                trustee.vouchFor(reviewer.certificate(), "urgent", since, Duration.ofDays(9)));
        Files.write(folder.resolve("reviewer.key.asc"), reviewer.lockedSecretKey());
        Files.writeString(folder.resolve("text"), text);
        Path script = Files.writeString(folder.resolve("seal.ts"), SCRIPT);
        Path bundle = folder.resolve("seal.mjs");
        Path bundler = WEBUI.resolve(Path.of("node_modules", ".bin", "rolldown"));
        run(bundler, script, "--format", "esm", "--platform", "node", "-o", bundle);
        run(Programs.require("node"), "--import", BUILT_WITH, bundle, folder);
        return Files.readAllBytes(folder.resolve("reply.pgp"));
    }

    private static void run(Object... command) throws IOException, InterruptedException {
        List<String> words = Stream.of(command).map(Object::toString).toList();
        Ran.with(Map.of(), new byte[0], words).succeeded();
    }
}
