package org.sallyport.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The jar as it is packaged: {@code java -jar quarkus-run.jar <command>}, each in a process of its own. */
public final class PackagedJar {
    private static final Path JAR =
            Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();
    private static final Path LOGS = Path.of("target", "packaged").toAbsolutePath();

    private PackagedJar() {}

    /** A command that ends by itself. */
    public static Ran run(String... command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(java(), "-jar", JAR.toString()));
        line.addAll(List.of(command));
        return Ran.with(Map.of(), new byte[0], line);
    }

    /** What the command says goes to {@link #log}, until it is started again. */
    static Process start(Map<String, String> settings, List<String> before, List<String> javaOptions, String... command)
            throws IOException {
        List<String> line = new ArrayList<>(before);
        line.add(java());
        line.addAll(javaOptions);
        line.addAll(List.of("-jar", JAR.toString()));
        line.addAll(List.of(command));
        Files.createDirectories(LOGS);
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(log(command[0]).toFile());
        settings.forEach((name, value) -> builder.environment().put(environmentName(name), value));
        return builder.start();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Its standard output and its standard error. */
    static Path log(String command) {
        return LOGS.resolve(command + ".log");
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** How MicroProfile Config looks a property up in the environment. */
    private static String environmentName(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
