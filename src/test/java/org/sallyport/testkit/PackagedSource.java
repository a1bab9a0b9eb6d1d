package org.sallyport.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sallyport.standalone.DatabaseRole;

/** The source face as it is packaged. */
public final class PackagedSource extends PackagedFace {
    private final Map<String, String> settings;

    /**
     * With the desks of {@link Organisation} and the shared database.
     *
     * @param javaOptions such as {@code -Xmx256m}
     */
    public PackagedSource(String... javaOptions) throws IOException, InterruptedException {
        this(
                PackagedJar.freePort(),
                settings(Organisation.made().trustees(), PostgreSQL.settings(DatabaseRole.SOURCE)),
                List.of(),
                javaOptions);
    }

    /**
     * The same, watched.
     *
     * @param before a command that becomes the program it is given, such as {@code strace -D}
     */
    public static PackagedSource under(List<String> before) throws IOException, InterruptedException {
        return new PackagedSource(
                PackagedJar.freePort(),
                settings(Organisation.made().trustees(), PostgreSQL.settings(DatabaseRole.SOURCE)),
                before);
    }

    /** @param database {@code quarkus.datasource.*} */
    public PackagedSource(Path trustees, Map<String, String> database) throws IOException, InterruptedException {
        this(PackagedJar.freePort(), settings(trustees, database), List.of());
    }

    /** The same with something else around it. */
    public PackagedSource(Path trustees, Map<String, String> database, Surroundings surroundings)
            throws IOException, InterruptedException {
        this(
                PackagedJar.freePort(),
                settings(trustees, both(database, surroundings.settings())),
                surroundings.before(),
                surroundings.javaOptions().toArray(String[]::new));
    }

    private PackagedSource(int port, Map<String, String> settings, List<String> before, String... javaOptions)
            throws IOException, InterruptedException {
        super("source", port, settings, before, javaOptions);
        this.settings = settings;
    }

    /** The same after it was killed, at the same port. */
    public PackagedSource again() throws IOException, InterruptedException {
        return new PackagedSource(port(), settings, List.of());
    }

    private static Map<String, String> both(Map<String, String> some, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }

    private static Map<String, String> settings(Path trustees, Map<String, String> database) {
        Map<String, String> settings = new HashMap<>(database);
        settings.put("sallyport.keyring.trustees", trustees.toString());
        return settings;
    }
}
