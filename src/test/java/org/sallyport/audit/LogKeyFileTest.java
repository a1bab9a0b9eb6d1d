package org.sallyport.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogKeyFileTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void where() {
        file = folder.resolve("log.key");
    }

    private String key() throws IOException, NoteRefused {
        return LogKeyFile.open(file).named("test").verifier().toString();
    }

    @Test
    void itIsMadeOnFirstUseAndStaysTheSame() throws Exception {
        String made = key();
        assertThat(key()).isEqualTo(made);
        NoteSigner signer = LogKeyFile.open(file).named("test");
        assertThat(signer.sign("text\n").verifiedBy(NoteVerifier.parse(made))).isEqualTo("text\n");
    }

    @Test
    void itsOwnerAloneMayReadItAndNothingElseIsLeft() throws Exception {
        key();
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void ofManyWhoMakeItAtOnceAllGetTheSame() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<String> open = this::key;
            List<Future<String>> opened = threads.invokeAll(java.util.Collections.nCopies(8, open));
            Set<String> keys = opened.stream().map(LogKeyFileTest::got).collect(Collectors.toSet());
            assertThat(keys).hasSize(1);
        } finally {
            threads.shutdown();
        }
    }

    private static String got(Future<String> future) {
        try {
            return future.get();
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void aKeyThatOthersMayReadIsRefused() throws Exception {
        key();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(this::key)
                .isInstanceOf(NoteRefused.class)
                .hasMessageContaining("others than its owner may use this key");
    }

    @Test
    void aFileThatIsNoKeyIsRefused() throws Exception {
        key();
        byte[] good = Files.readAllBytes(file);
        byte[] otherKey = good.clone();
        otherKey[otherKey.length - 1] ^= 1;
        byte[] otherName = good.clone();
        otherName[0] ^= 1;
        for (byte[] wrong : List.of(new byte[0], new byte[good.length - 1], otherKey, otherName)) {
            Files.write(file, wrong);
            assertThatThrownBy(this::key).isInstanceOf(NoteRefused.class);
            assertThat(file).hasBinaryContent(wrong);
        }
    }

    @Test
    void nothingPrintsTheSecret() throws Exception {
        assertThat(LogKeyFile.open(file)).hasToString("[REDACTED]");
    }
}
