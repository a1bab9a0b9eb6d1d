package org.sallyport.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sallyport.standalone.DatabaseRole;

/** The source face as it is packaged. */
public final class PackagedSource extends PackagedFace {
    private final Surroundings around;

    /**
     * With the desks of {@link Organisation} and the shared database.
     *
     * @param javaOptions such as {@code -Xmx256m}
     */
    public PackagedSource(String... javaOptions) throws IOException, InterruptedException {
        this(
                Organisation.made().trustees(),
                PostgreSQL.settings(DatabaseRole.SOURCE),
                Surroundings.ofJava(javaOptions));
    }

    /**
     * The same, watched.
     *
     * @param before a command that becomes the program it is given, such as {@code strace -D}
     */
    public static PackagedSource under(List<String> before) throws IOException, InterruptedException {
        return new PackagedSource(
                Organisation.made().trustees(),
                PostgreSQL.settings(DatabaseRole.SOURCE),
                Surroundings.startedBy(before));
    }

    /** @param database {@code quarkus.datasource.*} */
    public PackagedSource(Path trustees, Map<String, String> database) throws IOException, InterruptedException {
        this(trustees, database, Surroundings.USUAL);
    }

    /** The same with something else around it. */
    public PackagedSource(Path trustees, Map<String, String> database, Surroundings around)
            throws IOException, InterruptedException {
        this(FreePorts.one(), around.with(settings(trustees, database)));
    }

    private PackagedSource(int port, Surroundings around) throws IOException, InterruptedException {
        super("source", port, around);
        this.around = around;
    }

    /** The same after it was killed, at the same port. */
    public PackagedSource again() throws IOException, InterruptedException {
        return new PackagedSource(port(), around);
    }

    /** What a source face is told. */
    static Map<String, String> settings(Path trustees, Map<String, String> database) {
        Map<String, String> settings = new HashMap<>(database);
        settings.put("sallyport.keyring.trustees", trustees.toString());
        return settings;
    }
}
