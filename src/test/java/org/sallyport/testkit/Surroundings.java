package org.sallyport.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a packaged process finds around it.
 *
 * @param before a command that becomes the program it is given, such as {@code strace -D}
 * @param javaOptions such as {@code -Xmx256m}
 * @param settings more than the process has anyway, for its environment
 */
public record Surroundings(List<String> before, List<String> javaOptions, Map<String, String> settings) {
    public static final Surroundings USUAL = new Surroundings(List.of(), List.of(), Map.of());

    /** @param javaOptions such as {@code -Xmx256m} */
    static Surroundings ofJava(String... javaOptions) {
        return new Surroundings(List.of(), List.of(javaOptions), Map.of());
    }

    /** @param before a command that becomes the program it is given, such as {@code strace -D} */
    static Surroundings startedBy(List<String> before) {
        return new Surroundings(before, List.of(), Map.of());
    }

    /**
     * Folders of its own, for everything that a program may write without being asked.
     *
     * @param working where it stands
     * @param temporary what it takes for the place of temporary files
     */
    public static Surroundings of(Path working, Path temporary, List<String> before) throws IOException {
        Files.createDirectories(working);
        Files.createDirectories(temporary);
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of("env", "--chdir=" + working));
        return new Surroundings(
                command, List.of("-Djava.io.tmpdir=" + temporary), Map.of("TMPDIR", temporary.toString()));
    }

    /** The same; where both have a setting, that of {@code more} counts. */
    public Surroundings with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(more);
        return new Surroundings(before, javaOptions, all);
    }
}
