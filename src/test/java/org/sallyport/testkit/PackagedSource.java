package org.sallyport.testkit;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sallyport.standalone.DatabaseRole;

/** The source face as it is packaged, in a process of its own, with the desks of {@link Organisation}. */
public final class PackagedSource implements AutoCloseable {
    private static final Path JAR =
            Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();

    private final int port;
    private final Process process;

    /** @param javaOptions such as {@code -Xmx256m} */
    public PackagedSource(String... javaOptions) throws IOException, InterruptedException {
        this(List.of(), javaOptions);
    }

    /** @param before a command that becomes the program it is given, such as {@code strace -D} */
    public PackagedSource(List<String> before, String... javaOptions) throws IOException, InterruptedException {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(javaOptions));
        command.addAll(List.of("-jar", JAR.toString(), "source"));
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment()
                .putAll(Map.of(
                        "QUARKUS_DATASOURCE_JDBC_URL", PostgreSQL.jdbcUrl(),
                        "QUARKUS_DATASOURCE_USERNAME", DatabaseRole.SOURCE.roleName(),
                        "QUARKUS_DATASOURCE_PASSWORD", PostgreSQL.password(DatabaseRole.SOURCE),
                        "SALLYPORT_KEYRING_TRUSTEES",
                                Organisation.made().trustees().toString(),
                        "QUARKUS_HTTP_PORT", String.valueOf(port)));
        process = builder.start();
        Waiting.until("the source face", process, this::answers);
    }

    private boolean answers() {
        try {
            HttpRequest request = HttpRequest.newBuilder(address("/")).build();
            return HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
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

    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
