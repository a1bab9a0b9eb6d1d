package org.sallyport.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The real Keycloak with the realm of {@code deploy/keycloak} and the people of {@link Person}: started once in a test
 * JVM, in a folder of its own that goes with it. It fixes the port of the staff face under test, because the realm names
 * the one address to come back to.
 */
public final class Keycloak implements QuarkusTestResourceLifecycleManager {
    private static final String PREFIX = "sallyport.testkit.keycloak.";
    private static final String CLIENT_SECRET = "a-client-secret-for-tests-of-40-characters";

    /** What the staff face asks for at its start, signing in or not. */
    static final Map<String, String> SECRETS = Map.of(
            "quarkus.oidc.authentication.state-secret", "a-state-secret-for-tests-of-40-characters",
            "quarkus.oidc.token-state-manager.encryption-secret", "a-token-secret-for-tests-of-40-characters");

    @Override
    public Map<String, String> start() {
        return settings(address());
    }

    /** What a staff face is told of a Keycloak there. */
    static Map<String, String> settings(String address) {
        Map<String, String> settings = new HashMap<>(SECRETS);
        settings.put("quarkus.oidc.auth-server-url", address + "/realms/sallyport");
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

    /** All that it has said. */
    public static Path log() {
        return Path.of(property("log"));
    }

    public static String clientSecret() {
        return CLIENT_SECRET;
    }

    /** Quarkus loads this class more than once; only system properties are the whole JVM's. */
    private static String property(String name) {
        synchronized (System.getProperties()) {
            if (System.getProperty(PREFIX + "port") == null) {
                try {
                    launch(FreePorts.one(), FreePorts.one());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return System.getProperty(PREFIX + name, "");
    }

    private static void launch(int port, int staffPort) throws IOException {
        String staff = "http://localhost:" + staffPort;
        KeycloakProcess started = KeycloakProcess.start(port, staff, staff, CLIENT_SECRET);
        System.setProperty(PREFIX + "log", started.log().toString());
        System.setProperty(PREFIX + "staff-port", String.valueOf(staffPort));
        System.setProperty(PREFIX + "port", String.valueOf(port));
    }
}
