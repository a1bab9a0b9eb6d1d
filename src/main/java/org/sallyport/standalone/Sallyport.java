package org.sallyport.standalone;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
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
              trial <folder>       makes a trial organisation there: people, keys, sign-ins
              load <folder>        brings an organisation's desks and certificates into the database
              realm <template> <exported> <new> <back channel>
                                   makes this release's Keycloak realm of an earlier one (deploy/keycloak/migrate.sh)
              verify-keys <where>  proves what a source face gives, from outside; alone, it lists its options
            """;

    /** From the project's folder, where {@code deploy/try.sh} starts everything. */
    private static final Path REALM = Path.of("deploy", "keycloak", "sallyport-realm.json");

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
            case "trial" -> {
                if (arguments.size() == 2) {
                    return trial(Path.of(arguments.get(1)), out);
                }
            }
            case "load" -> {
                if (arguments.size() == 2) {
                    LoadOrganisation.start(Path.of(arguments.get(1)));
                    return 0;
                }
            }
            case "realm" -> {
                if (arguments.size() == 5) {
                    return realm(arguments.subList(1, 5), out, err);
                }
            }
            case "verify-keys" -> {
                onlyWarnings();
                return VerifyKeys.run(arguments.subList(1, arguments.size()), Clock.systemUTC(), out, err);
            }
            default -> {}
        }
        err.print(USAGE);
        return MISUSED;
    }

    private static int trial(Path folder, PrintStream out) throws IOException {
        boolean made = TrialOrganisation.make(folder, REALM, Clock.systemUTC());
        out.println(made ? "The trial organisation is made." : "There is a trial organisation already.");
        return 0;
    }

    private static int realm(List<String> paths, PrintStream out, PrintStream err) {
        TypedSecret secrets = new TypedSecret();
        try {
            new MigratingRealm(secrets::name)
                    .migrate(Path.of(paths.get(0)), Path.of(paths.get(1)), Path.of(paths.get(2)), paths.get(3))
                    .forEach(out::println);
            return 0;
        } catch (IOException refusal) {
            err.println("The realm is left as it is. " + refusal.getMessage());
            return 1;
        }
    }

    /** Without Quarkus nothing else tells the libraries how much to say, and they would say all of it. */
    private static void onlyWarnings() {
        Logger.getLogger("").setLevel(Level.WARNING);
    }

    /** A profile brings the settings that only one face has: the other never sees them, its secrets included. */
    private static int face(String face) {
        System.setProperty("quarkus.profile", face);
        System.setProperty("sallyport.faces", face);
        // Left alone, the library of transactions opens a port on loopback, only to tell this process from others by
        // its number.
        System.setProperty(
                "CoreEnvironmentBean.processImplementationClassName",
                "com.arjuna.ats.internal.arjuna.utils.UuidProcessId");
        Quarkus.run();
        return 0;
    }
}
