package org.sallyport.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The real Keycloak with the realm of {@code deploy/keycloak} and the people of {@link Person}: started once in a test
 * JVM, in a folder of its own that goes with it. It fixes the port of the staff face under test, because the realm names
 * the one address to come back to.
 */
public final class Keycloak implements QuarkusTestResourceLifecycleManager {
    private static final String PREFIX = "sallyport.testkit.keycloak.";
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String CLIENT_SECRET = "a-client-secret-for-tests-of-40-characters";

    /** What the staff face asks for at its start, signing in or not. */
    static final Map<String, String> SECRETS = Map.of(
            "quarkus.oidc.authentication.state-secret", "a-state-secret-for-tests-of-40-characters",
            "quarkus.oidc.token-state-manager.encryption-secret", "a-token-secret-for-tests-of-40-characters");

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>(SECRETS);
        settings.put("quarkus.oidc.auth-server-url", address() + "/realms/sallyport");
        settings.put("quarkus.oidc.credentials.secret", CLIENT_SECRET);
        return settings;
    }

    /** It runs until the JVM ends: the next test class needs it too. */
    @Override
    public void stop() {}

    /** Such as {@code http://localhost:41234}. */
    public static String address() {
        return "http://localhost:" + property("port");
    }

    /** The port that the staff face under test must have. */
    public static String staffPort() {
        return property("staff-port");
    }

    /** Where the staff face under test is, as browsers and Keycloak know it. */
    public static String staffOrigin() {
        return "http://localhost:" + staffPort();
    }

    public static String clientSecret() {
        return CLIENT_SECRET;
    }

    /** Quarkus loads this class more than once; only system properties are the whole JVM's. */
    private static String property(String name) {
        synchronized (System.getProperties()) {
            if (System.getProperty(PREFIX + "port") == null) {
                try {
                    launch(freePort(), freePort());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return System.getProperty(PREFIX + name, "");
    }

    /** A home of links: Keycloak finds its program there, and its data and the realm to import in folders of this run. */
    private static void launch(int port, int staffPort) throws IOException {
        Path installed = Path.of(System.getProperty("keycloak.home")).toAbsolutePath();
        Path home = Files.createTempDirectory("sallyport-keycloak");
        for (String part : new String[] {"lib", "conf", "providers", "themes"}) {
            Files.createSymbolicLink(home.resolve(part), installed.resolve(part));
        }
        Path script = Files.createDirectories(home.resolve("bin")).resolve("kc.sh");
        Files.copy(installed.resolve("bin/kc.sh"), script);
        Files.writeString(
                Files.createDirectories(home.resolve("data/import")).resolve("sallyport-realm.json"),
                KeycloakRealm.filledIn("http://localhost:" + staffPort, CLIENT_SECRET));
        ProcessBuilder command = new ProcessBuilder(
                "sh", script.toString(), "start-dev", "--http-host=127.0.0.1", "--http-port=" + port, "--import-realm");
        Process process = command.redirectErrorStream(true)
                .redirectOutput(home.resolve("keycloak.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(ending(process, home)));
        awaitReady(process, URI.create("http://localhost:" + port + "/realms/sallyport"), home.resolve("keycloak.log"));
        System.setProperty(PREFIX + "staff-port", String.valueOf(staffPort));
        System.setProperty(PREFIX + "port", String.valueOf(port));
    }

    private static void awaitReady(Process process, URI realm, Path log) throws IOException {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest ask = HttpRequest.newBuilder(realm).build();
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < giveUp && process.isAlive()) {
            try {
                if (http.send(ask, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // Not listening yet.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
            pause();
        }
        throw new IOException("Keycloak did not start:\n" + Files.readString(log));
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(250);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
