package org.sallyport.testkit;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/**
 * The staff's face as it runs, with its own database role, on a free port; the store's limit is the test's to set. A test that
 * signs in says with which Keycloak.
 */
public class StaffFace implements QuarkusTestProfile {
    @Override
    public String getConfigProfile() {
        return "staff";
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        // What waits is shown when a test says so, and nobody looks how full the store is.
        return Map.of(
                "sallyport.faces",
                "staff",
                "quarkus.http.test-port",
                "0",
                "sallyport.batches.every",
                "",
                "sallyport.storage.watch-every",
                "off");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(PostgreSQL.class, Map.of("role", "STAFF")));
    }
}
