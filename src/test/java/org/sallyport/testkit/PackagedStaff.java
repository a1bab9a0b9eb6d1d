package org.sallyport.testkit;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The staff's face as it is packaged, with the test Keycloak and the people of {@link Vetting}. */
public final class PackagedStaff extends PackagedFace {

    /** @param more {@code quarkus.datasource.*}, and whatever else differs */
    public PackagedStaff(Map<String, String> more) throws IOException, InterruptedException {
        this(Integer.parseInt(Keycloak.staffPort()), Surroundings.USUAL.with(settings(more)));
    }

    private PackagedStaff(int port, Surroundings around) throws IOException, InterruptedException {
        super("staff", port, around);
    }

    /** A second process beside the one that the realm's addresses lead to. */
    public static PackagedStaff beside(Map<String, String> more) throws IOException, InterruptedException {
        return new PackagedStaff(FreePorts.one(), Surroundings.USUAL.with(settings(more)));
    }

    /** Without Keycloak: nobody signs in, and what the face does by itself it does. */
    public static PackagedStaff withoutSignIn(Map<String, String> database, Surroundings around)
            throws IOException, InterruptedException {
        Map<String, String> settings = new HashMap<>(database);
        settings.putAll(Keycloak.SECRETS);
        settings.put("quarkus.oidc.tenant-enabled", "false");
        settings.put("sallyport.keyring.trustees", Vetting.trustees().toString());
        return new PackagedStaff(FreePorts.one(), around.with(settings));
    }

    private static Map<String, String> settings(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(new Keycloak().start());
        settings.put("sallyport.keyring.trustees", Vetting.trustees().toString());
        settings.putAll(more);
        return settings;
    }
}
