package org.sallyport.testkit;

import java.util.HashMap;
import java.util.Map;

/**
 * The sources' face with two places for large uploads and few connections that bring no request, and a clock of slowness that
 * stands still unless a test moves it.
 */
public class SourceFaceWithFewPlaces extends SourceFaceWithDesks {
    public static final int PLACES = 2;
    public static final int SEATS = 520;
    public static final int CONNECTIONS = 40;

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
        settings.put("sallyport.source.uploads-at-once", String.valueOf(PLACES));
        settings.put("sallyport.source.uploads-waiting", String.valueOf(SEATS));
        settings.put("sallyport.web.connections-waiting", String.valueOf(CONNECTIONS));
        settings.put("quarkus.scheduler.enabled", "false");
        return settings;
    }
}
