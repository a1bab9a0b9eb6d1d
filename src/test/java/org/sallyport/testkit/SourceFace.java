package org.sallyport.testkit;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** The sources' face as it runs, with its own database role, on a free port. */
public class SourceFace implements QuarkusTestProfile {
    @Override
    public String getConfigProfile() {
        return "source";
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("sallyport.faces", "source", "quarkus.http.test-port", "0");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(PostgreSQL.class, Map.of("role", "SOURCE")));
    }
}
