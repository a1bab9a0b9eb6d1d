package org.sallyport.testkit;

import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A face as it is packaged, on a unix domain socket and on no port. */
public final class FaceOnSocket extends FaceProcess {
    /** The worst that an operator can set. */
    private static final List<String> OPEN_TO_EVERYBODY = List.of("sh", "-c", "umask 000; exec \"$@\"", "sh");

    private final Path socket;

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
        super(face, on(socket, settings));
        this.socket = socket;
        await(this::answers);
    }

    /** What a second source face says when it ends without having answered anybody. */
    public static String refused(Path socket, Map<String, String> database) throws IOException, InterruptedException {
        Process second = PackagedJar.start(on(socket, sources(database)), "source");
        try {
            Waiting.until("an end", () -> !second.isAlive());
            return Files.readString(PackagedJar.log("source"));
        } finally {
            second.destroyForcibly();
        }
    }

    /** What makes a face listen there and nowhere else. */
    static Map<String, String> settings(Path socket) {
        return Map.of(
                "quarkus.http.domain-socket", socket.toString(),
                "quarkus.http.domain-socket-enabled", "true",
                "quarkus.http.host-enabled", "false");
    }

    private static Surroundings on(Path socket, Map<String, String> settings) {
        return Surroundings.startedBy(OPEN_TO_EVERYBODY).with(settings).with(settings(socket));
    }

    private static Map<String, String> sources(Map<String, String> database) {
        return PackagedSource.settings(Organisation.made().trustees(), database);
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
}
