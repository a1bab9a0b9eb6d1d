package org.sallyport.standalone;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where one PostgreSQL lives: {@code program}, {@code cluster} (its data), {@code login}, {@code postgresql.log}. */
record DatabaseFolder(Path home) {

    static DatabaseFolder at(Path folder) throws IOException {
        return new DatabaseFolder(PrivateFiles.folder(folder.toAbsolutePath()).toRealPath());
    }

    Path cluster() {
        return home.resolve("cluster");
    }

    Path program() {
        return home.resolve("program");
    }

    Path login() {
        return home.resolve("login");
    }

    Path log() {
        return home.resolve("postgresql.log");
    }

    /** Held until the process ends, however it ends: what works in the folder without it was left by one that has ended. */
    FileLock lock() throws IOException, DatabaseNotStarted {
        FileChannel channel =
                FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new DatabaseNotStarted("Another process runs the database in " + home + " already.");
        }
        return lock;
    }

    /** A first start that was cut short stored nothing, and neither initdb nor the unpacking mends what it left. */
    void removeWhatWasCutShort() throws IOException {
        if (!Files.exists(complete())) {
            deleteTree(cluster());
        }
        if (Files.isDirectory(program())) {
            try (Stream<Path> unpacked = Files.find(program(), 2, (path, kind) -> path.endsWith(".exists"))) {
                if (unpacked.findAny().isPresent()) {
                    return;
                }
            }
            deleteTree(program());
        }
    }

    void isComplete() throws IOException {
        PrivateFiles.write(complete(), "");
    }

    private Path complete() {
        return home.resolve("complete");
    }

    private static void deleteTree(Path tree) throws IOException {
        if (Files.exists(tree)) {
            List<Path> deepestFirst;
            try (Stream<Path> paths = Files.walk(tree)) {
                deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        }
    }
}
