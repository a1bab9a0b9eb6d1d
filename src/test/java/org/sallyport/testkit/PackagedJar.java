package org.sallyport.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The jar as it is packaged: {@code java -jar quarkus-run.jar <command>}, each in a process of its own. */
public final class PackagedJar {
    private static final Path JAR =
            Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();
    private static final Path LOGS = Path.of("target", "packaged").toAbsolutePath();

    private PackagedJar() {}

    /** A command that ends by itself. */
    public static Ran run(String... command) throws IOException, InterruptedException {
        return run(Surroundings.USUAL, command);
    }

    /** The same with something else around it. */
    public static Ran run(Surroundings around, String... command) throws IOException, InterruptedException {
        return Ran.with(environment(around), new byte[0], line(around, command));
    }

    /** What the command says goes to {@link #log}, until it is started again. */
    static Process start(Surroundings around, String... command) throws IOException {
        Files.createDirectories(LOGS);
        ProcessBuilder builder = new ProcessBuilder(line(around, command))
                .redirectErrorStream(true)
                .redirectOutput(log(command[0]).toFile());
        builder.environment().putAll(environment(around));
        return builder.start();
    }

    private static Map<String, String> environment(Surroundings around) {
        return around.settings().entrySet().stream()
                .collect(Collectors.toMap(setting -> environmentName(setting.getKey()), Map.Entry::getValue));
    }

    private static List<String> line(Surroundings around, String... command) {
        List<String> line = new ArrayList<>(around.before());
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(around.javaOptions());
        line.addAll(List.of("-jar", JAR.toString()));
        line.addAll(List.of(command));
        return line;
    }

    /** Its standard output and its standard error. */
    static Path log(String command) {
        return LOGS.resolve(command + ".log");
    }

    /** How MicroProfile Config looks a property up in the environment. */
    private static String environmentName(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
