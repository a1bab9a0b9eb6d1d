package org.sallyport.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The real Keycloak with the realm of {@code deploy/keycloak} and the people of {@link Person}, in a folder of its own that
 * goes with it: at the latest when the JVM ends.
 */
final class KeycloakProcess implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Path DEPLOYED = Path.of("deploy", "keycloak");
    private static final String REFUSED_PASSWORDS = "sallyport-refused-passwords.txt";

    /** What it says, in its home. */
    private static final String LOG = "keycloak.log";

    private final Runnable ending;
    private final Path home;

    private KeycloakProcess(Runnable ending, Path home) {
        this.ending = ending;
        this.home = home;
    }

    Path log() {
        return home.resolve(LOG);
    }

    /**
     * Returns when it answers on loopback.
     *
     * @param staffOrigin where the console is, as browsers know it
     * @param backChannel the same as Keycloak reaches it
     * @param more options of {@code start-dev}
     */
    static KeycloakProcess start(int port, String staffOrigin, String backChannel, String clientSecret, String... more)
            throws IOException {
        Path home = home(KeycloakRealm.filledIn(staffOrigin, backChannel, clientSecret));
        Path log = home.resolve(LOG);
        List<String> command = new ArrayList<>(List.of(
                "sh",
                home.resolve("bin/kc.sh").toString(),
                "--config-file=" + DEPLOYED.resolve("keycloak.conf").toAbsolutePath(),
                "start-dev",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--import-realm"));
        command.addAll(List.of(more));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", RealmAdmin.NAME);
        builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", RealmAdmin.PASSWORD);
        Process process = builder.start();
        KeycloakProcess started = new KeycloakProcess(ending(process, home), home);
        Runtime.getRuntime().addShutdownHook(new Thread(started.ending));
        try {
            URI realm = URI.create("http://localhost:" + port + "/realms/sallyport");
            Waiting.until("Keycloak", process, () -> answers(realm));
            return started;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (AssertionError notStarted) {
            String said = Files.readString(log);
            started.close();
            throw new IOException("Keycloak did not start:\n" + said, notStarted);
        }
    }

    /** A home of links: Keycloak finds its program there, and its data and the realm to import in folders of this run. */
    private static Path home(String realm) throws IOException {
        Path installed = Path.of(System.getProperty("keycloak.home")).toAbsolutePath();
        Path home = Files.createTempDirectory("sallyport-keycloak");
        for (String part : List.of("lib", "conf", "providers", "themes")) {
            Files.createSymbolicLink(home.resolve(part), installed.resolve(part));
        }
        Path script = Files.createDirectories(home.resolve("bin")).resolve("kc.sh");
        Files.copy(installed.resolve("bin/kc.sh"), script);
        Files.writeString(Files.createDirectories(home.resolve("data/import")).resolve("sallyport-realm.json"), realm);
        Files.copy(
                DEPLOYED.resolve(REFUSED_PASSWORDS),
                Files.createDirectories(home.resolve("data/password-blacklists"))
                        .resolve(REFUSED_PASSWORDS));
        return home;
    }

    private static boolean answers(URI realm) {
        try {
            return HTTP.send(HttpRequest.newBuilder(realm).build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** When the JVM ends, the class loader that started Keycloak may be closed: nothing but the JDK is needed here. */
    private static Runnable ending(Process process, Path home) {
        ProcessBuilder remove = new ProcessBuilder("rm", "-rf", home.toString());
        return () -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            try {
                process.waitFor(10, TimeUnit.SECONDS);
                remove.start().waitFor();
            } catch (IOException left) {
                throw new UncheckedIOException(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    @Override
    public void close() {
        ending.run();
    }
}
