package org.sallyport.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;

/**
 * Where a log's key lies, readable by its owner alone: a line that says what it is, then the 32 octets of the secret seed and
 * the 32 of the public key. Octets, not letters, so that no string holds the secret.
 */
public final class LogKeyFile {
    private static final byte[] WHAT_IT_IS =
            "sallyport log key v1: keep it secret\n".getBytes(StandardCharsets.US_ASCII);
    private static final int SEED_LENGTH = 32;
    private static final int LENGTH = WHAT_IT_IS.length + SEED_LENGTH + NoteVerifier.KEY_LENGTH;
    private static final Set<PosixFilePermission> OWNER_ALONE = PosixFilePermissions.fromString("rw-------");

    private LogKeyFile() {}

    /**
     * The key in that file, made on first use. Of two processes that make it at the same moment one wins, and both use its
     * key.
     *
     * @throws NoteRefused if the file is not ours, or others may read it
     */
    public static LogKey open(Path file) throws IOException, NoteRefused {
        if (!Files.exists(file)) {
            make(file);
        }
        return read(file);
    }

    private static void make(Path file) throws IOException {
        LogKey key = LogKey.generated();
        byte[] seed = key.seed();
        byte[] content = ByteBuffer.allocate(LENGTH)
                .put(WHAT_IT_IS)
                .put(seed)
                .put(key.publicOctets())
                .array();
        Path half = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
        try {
            write(half, content);
            // Unlike a move, this does not replace what another process has made meanwhile.
            Files.createLink(file, half);
        } catch (FileAlreadyExistsException madeByAnother) {
            // Its key is as good.
        } finally {
            Files.deleteIfExists(half);
            Arrays.fill(seed, (byte) 0);
            Arrays.fill(content, (byte) 0);
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(OWNER_ALONE))) {
            ByteBuffer octets = ByteBuffer.wrap(content);
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
            channel.force(true);
        }
    }

    private static LogKey read(Path file) throws IOException, NoteRefused {
        if (!OWNER_ALONE.containsAll(Files.getPosixFilePermissions(file))) {
            throw new NoteRefused(file + ": others than its owner may use this key; make a new one with mode 600");
        }
        if (Files.size(file) != LENGTH) {
            throw new NoteRefused(file + ": this is not a log's key");
        }
        byte[] content = Files.readAllBytes(file);
        byte[] seed = Arrays.copyOfRange(content, WHAT_IT_IS.length, WHAT_IT_IS.length + SEED_LENGTH);
        try {
            if (!Arrays.equals(content, 0, WHAT_IT_IS.length, WHAT_IT_IS, 0, WHAT_IT_IS.length)) {
                throw new NoteRefused(file + ": this is not a log's key");
            }
            return LogKey.of(seed, Arrays.copyOfRange(content, WHAT_IT_IS.length + SEED_LENGTH, LENGTH));
        } finally {
            Arrays.fill(content, (byte) 0);
            Arrays.fill(seed, (byte) 0);
        }
    }
}
