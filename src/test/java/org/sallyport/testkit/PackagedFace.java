package org.sallyport.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One face as it is packaged, in a process of its own. */
public abstract class PackagedFace implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final String face;
    private final int port;
    private final Process process;

    /**
     * Returns when it answers.
     *
     * @param before what the program of Java is started by, if by anything
     */
    PackagedFace(String face, int port, Map<String, String> settings, List<String> before, String... javaOptions)
            throws IOException, InterruptedException {
        this.face = face;
        this.port = port;
        Map<String, String> all = new HashMap<>(settings);
        all.put("quarkus.http.port", String.valueOf(port));
        process = PackagedJar.start(all, before, List.of(javaOptions), face);
        Waiting.until("the " + face + " face (see " + PackagedJar.log(face) + ")", process, this::answers);
    }

    private boolean answers() {
        try {
            HttpRequest request = HttpRequest.newBuilder(address("/")).build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() < 500;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    public int port() {
        return port;
    }

    /** Where its standard output and its standard error are. */
    public Path output() {
        return PackagedJar.log(face);
    }

    public long pid() {
        return process.pid();
    }

    /** As {@code kill -9}: it gets no chance to finish anything. */
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
