package org.sallyport.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The real programs that people use, as Debian packages them. */
public final class Programs {
    private Programs() {}

    /** A test that needs a program this machine lacks is skipped and says which; in CI ({@code CI=true}) it fails. */
    public static Path require(String name) {
        Optional<Path> program = find(name);
        if (program.isEmpty() && "true".equals(System.getenv("CI"))) {
            throw new AssertionError(name + " is not installed, and CI must have it");
        }
        Assumptions.assumeTrue(program.isPresent(), () -> name + " is not installed");
        return program.orElseThrow();
    }

    private static Optional<Path> find(String name) {
        return Arrays.stream((System.getenv("PATH") + ":/usr/sbin").split(":", -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
