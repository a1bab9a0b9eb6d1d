package org.sallyport.testkit;

import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A face as it is packaged, on a unix domain socket and on no port. */
public final class FaceOnSocket implements AutoCloseable {
    /** The worst that an operator can set. */
    private static final List<String> OPEN_TO_EVERYBODY = List.of("sh", "-c", "umask 000; exec \"$@\"", "sh");

    private final Path socket;
    private final Process process;

    /**
     * The source face with the desks of {@link Organisation} and the shared database. Returns when it answers.
     *
     * @param database {@code quarkus.datasource.*}
     */
    public static FaceOnSocket source(Path socket, Map<String, String> database)
            throws IOException, InterruptedException {
        return new FaceOnSocket("source", socket, sources(database));
    }

    /** @param settings {@code quarkus.datasource.*}, and whatever else it needs */
    public FaceOnSocket(String face, Path socket, Map<String, String> settings)
            throws IOException, InterruptedException {
        this.socket = socket;
        process = launch(face, socket, settings);
        try {
            Waiting.until("the " + face + " face (see " + PackagedJar.log(face) + ")", process, this::answers);
        } catch (AssertionError notStarted) {
            close();
            throw notStarted;
        }
    }

    /** What a second source face says when it ends without having answered anybody. */
    public static String refused(Path socket, Map<String, String> database) throws IOException, InterruptedException {
        Process second = launch("source", socket, sources(database));
        try {
            Waiting.until("an end", () -> !second.isAlive());
            return Files.readString(PackagedJar.log("source"));
        } finally {
            second.destroyForcibly();
        }
    }

    private static Process launch(String face, Path socket, Map<String, String> settings) throws IOException {
        Map<String, String> all = new HashMap<>(settings);
        all.put("quarkus.http.domain-socket", socket.toString());
        all.put("quarkus.http.domain-socket-enabled", "true");
        all.put("quarkus.http.host-enabled", "false");
        return PackagedJar.start(all, OPEN_TO_EVERYBODY, List.of(), face);
    }

    private static Map<String, String> sources(Map<String, String> database) {
        Map<String, String> settings = new HashMap<>(database);
        settings.put(
                "sallyport.keyring.trustees", Organisation.made().trustees().toString());
        return settings;
    }

    private boolean answers() throws IOException {
        try {
            return RawHttp.status(UnixHttp.get(socket, "/")) < 500;
        } catch (SocketException notYet) {
            return false;
        }
    }

    public Path socket() {
        return socket;
    }

    public long pid() {
        return process.pid();
    }

    /** As {@code kill -9}: the socket's file stays. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
