package org.sallyport.testkit;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The staff's face as it is packaged, with the test Keycloak and the people of {@link Vetting}. */
public final class PackagedStaff extends PackagedFace {

    /** @param more {@code quarkus.datasource.*}, and whatever else differs */
    public PackagedStaff(Map<String, String> more) throws IOException, InterruptedException {
        super("staff", Integer.parseInt(Keycloak.staffPort()), settings(more), List.of());
    }

    private PackagedStaff(int port, Map<String, String> settings, Surroundings surroundings)
            throws IOException, InterruptedException {
        super(
                "staff",
                port,
                settings,
                surroundings.before(),
                surroundings.javaOptions().toArray(String[]::new));
    }

    /** Without Keycloak: nobody signs in, and what the face does by itself it does. */
    public static PackagedStaff withoutSignIn(Map<String, String> database, Surroundings surroundings)
            throws IOException, InterruptedException {
        Map<String, String> settings = new HashMap<>(database);
        settings.putAll(surroundings.settings());
        settings.putAll(Keycloak.SECRETS);
        settings.put("quarkus.oidc.tenant-enabled", "false");
        settings.put("sallyport.keyring.trustees", Vetting.trustees().toString());
        return new PackagedStaff(PackagedJar.freePort(), settings, surroundings);
    }

    private static Map<String, String> settings(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(new Keycloak().start());
        settings.put("sallyport.keyring.trustees", Vetting.trustees().toString());
        settings.putAll(more);
        return settings;
    }
}
