package org.sallyport.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/** One face as it is packaged, on a port of loopback. */
public abstract class PackagedFace extends FaceProcess {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final int port;

    /** Returns when it answers. */
    PackagedFace(String face, int port, Surroundings around) throws IOException, InterruptedException {
        super(face, around.with(Map.of("quarkus.http.port", String.valueOf(port))));
        this.port = port;
        await(this::answers);
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
}
