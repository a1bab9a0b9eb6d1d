package org.sallyport.testkit;

import java.util.HashMap;
import java.util.Map;

/** The staff's face for tests that ask its rooms directly: nobody signs in, so no Keycloak is needed. */
public class StaffFaceWithoutSignIn extends StaffFace {
    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
        settings.put("quarkus.oidc.tenant-enabled", "false");
        settings.putAll(Keycloak.SECRETS);
        return settings;
    }
}
