package org.sallyport.testkit;

import java.util.HashMap;
import java.util.Map;

/** The sources' face with the desks of {@link Organisation}, and a limit that a test can reach. */
public class SourceFaceWithDesks extends SourceFace {
    public static final int UPLOAD_LIMIT = 4 * 1024 * 1024;

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
        settings.put(
                "sallyport.keyring.trustees", Organisation.made().trustees().toString());
        settings.put("sallyport.source.upload-limit", String.valueOf(UPLOAD_LIMIT));
        settings.put("quarkus.http.limits.max-body-size", String.valueOf(2 * UPLOAD_LIMIT));
        return settings;
    }
}
