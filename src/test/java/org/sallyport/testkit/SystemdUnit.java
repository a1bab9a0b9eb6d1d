package org.sallyport.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An operator's unit of {@code deploy/systemd}, and how its processes start. */
public final class SystemdUnit {
    private final Path file;
    private final List<String> lines;

    /** @param process {@code source}, {@code staff} or {@code database} */
    public SystemdUnit(String process) throws IOException {
        file = Path.of("deploy", "systemd", "sallyport-" + process + ".service");
        lines = Files.readString(file).replace("\\\n", " ").lines().toList();
    }

    public Path file() {
        return file;
    }

    public List<String> values(String setting) {
        return lines.stream()
                .filter(line -> line.startsWith(setting + "="))
                .map(line -> line.substring(setting.length() + 1))
                .toList();
    }

    /** What stands between the program and the jar. */
    public List<String> javaOptions() {
        List<String> command = Arrays.asList(values("ExecStart").get(0).trim().split(" +", -1));
        return command.subList(1, command.indexOf("-jar"));
    }

    public Map<String, String> environment() {
        return values("Environment").stream()
                .map(setting -> setting.split("=", 2))
                .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1]));
    }

    /** A process as the unit starts it, in folders of a test. */
    public Surroundings in(Path working, Path temporary) throws IOException {
        List<String> limited =
                List.of("prlimit", "--core=" + values("LimitCORE").get(0));
        Surroundings folders = Surroundings.of(working, temporary, limited);
        List<String> options = new ArrayList<>(javaOptions());
        options.addAll(folders.javaOptions());
        return new Surroundings(folders.before(), options, folders.settings()).with(environment());
    }

    /**
     * A process as the unit starts it, but with a door for the tools of the JDK.
     *
     * @param more such as {@code -XX:MaxRAM=64g}: as on a machine with so much memory
     */
    public Surroundings open(String... more) {
        List<String> options = new ArrayList<>(javaOptions());
        options.remove("-XX:+DisableAttachMechanism");
        options.addAll(List.of(more));
        return new Surroundings(List.of(), options, environment());
    }
}
