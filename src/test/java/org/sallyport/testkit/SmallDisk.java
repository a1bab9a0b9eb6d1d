package org.sallyport.testkit;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** A disk of its own, which can be full: a file system in memory. Only root can have one. */
public final class SmallDisk implements AutoCloseable {
    private static final byte[] NOTHING = {};
    private static final int PIECE = 64 * 1024;

    private final Path folder;
    private final Path filler;
    private final FileStore store;

    /** Without the right to mount one, the test is skipped and says so; in CI ({@code CI=true}) it fails. */
    public SmallDisk(Path folder, int mebibytes) throws IOException, InterruptedException {
        this.folder = Files.createDirectories(folder.toAbsolutePath());
        this.filler = this.folder.resolve("filler");
        Ran mounted =
                run("mount", "-t", "tmpfs", "-o", "mode=0755,size=" + mebibytes + "m", "none", this.folder.toString());
        if (mounted.status() != 0 && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("no disk can be mounted, and CI must: " + mounted.errors());
        }
        Assumptions.assumeTrue(mounted.status() == 0, () -> "no disk can be mounted: " + mounted.errors());
        this.store = Files.getFileStore(this.folder);
    }

    public Path folder() {
        return folder;
    }

    /** Something else takes what is free, to so many percent of the whole; of 100 nothing is left. */
    public void fill(int percent) throws IOException {
        Files.deleteIfExists(filler);
        long left = store.getTotalSpace() / 100 * (100 - percent);
        byte[] piece = new byte[PIECE];
        try (var out = Files.newOutputStream(filler)) {
            while (store.getUsableSpace() > left) {
                out.write(piece);
            }
        } catch (IOException full) {
            if (percent < 100) {
                throw full;
            }
        }
    }

    public void makeRoom() throws IOException {
        Files.deleteIfExists(filler);
    }

    @Override
    public void close() {
        try {
            run("umount", "--lazy", folder.toString()).succeeded();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Ran run(String... command) throws IOException, InterruptedException {
        return Ran.with(Map.of(), NOTHING, List.of(command));
    }
}
