package org.sallyport.testkit;

import java.io.IOException;
import java.nio.file.Path;

/** One face as it is packaged, in a process of its own, wherever it listens. */
abstract class FaceProcess implements AutoCloseable {
    private final String face;
    private final Process process;

    FaceProcess(String face, Surroundings around) throws IOException {
        this.face = face;
        this.process = PackagedJar.start(around, face);
    }

    /** Returns when it answers; one that does not is ended. */
    final void await(Waiting.Condition answers) throws IOException, InterruptedException {
        try {
            Waiting.until("the " + face + " face (see " + output() + ")", process, answers);
        } catch (AssertionError notStarted) {
            close();
            throw notStarted;
        }
    }

    /** Where its standard output and its standard error are. */
    public final Path output() {
        return PackagedJar.log(face);
    }

    public final long pid() {
        return process.pid();
    }

    /** As {@code kill -9}: it gets no chance to finish anything. */
    public final void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public final void close() {
        process.destroy();
        process.onExit().join();
    }
}
