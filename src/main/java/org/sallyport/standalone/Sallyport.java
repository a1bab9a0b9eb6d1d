package org.sallyport.standalone;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The command line: which of the two faces this process is, or a command for one machine without anything installed. */
@QuarkusMain
public final class Sallyport {
    private static final int MISUSED = 2;
    private static final String USAGE = """
            usage: java -jar quarkus-run.jar <command>

              source               the sources' face
              staff                the staff's face
              database <folder>    PostgreSQL in a folder of its own, until it is told to stop
                                   (port: SALLYPORT_DATABASE_PORT, 5433 unless set)
            """;

    private Sallyport() {}

    @AllowedToPrint
    public static void main(String... arguments) throws Exception {
        int status = run(List.of(arguments), System.out, System.err);
        if (status != 0) {
            System.exit(status);
        }
    }

    private static int run(List<String> arguments, PrintStream out, PrintStream err) throws Exception {
        String command = arguments.isEmpty() ? "" : arguments.get(0);
        switch (command) {
            case "source", "staff" -> {
                if (arguments.size() == 1) {
                    return face(command);
                }
            }
            case "database" -> {
                if (arguments.size() == 2) {
                    onlyWarnings();
                    return DatabaseCommand.run(Path.of(arguments.get(1)), out, err);
                }
            }
            default -> {}
        }
        err.print(USAGE);
        return MISUSED;
    }

    /** Without Quarkus nothing else tells the libraries how much to say, and they would say all of it. */
    private static void onlyWarnings() {
        Logger.getLogger("").setLevel(Level.WARNING);
    }

    /** A profile brings the settings that only one face has: the other never sees them, its secrets included. */
    private static int face(String face) {
        System.setProperty("quarkus.profile", face);
        System.setProperty("sallyport.faces", face);
        Quarkus.run();
        return 0;
    }
}
