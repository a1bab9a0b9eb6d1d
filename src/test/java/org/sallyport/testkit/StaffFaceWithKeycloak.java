package org.sallyport.testkit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The staff's face with the real Keycloak, at the port that the realm names, and the trustees of {@link Vetting}. */
public class StaffFaceWithKeycloak extends StaffFace {
    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
        overrides.put("quarkus.http.test-port", Keycloak.staffPort());
        return overrides;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return Stream.concat(
                        super.testResources().stream(),
                        Stream.of(new TestResourceEntry(Keycloak.class), new TestResourceEntry(Vetting.class)))
                .toList();
    }
}
