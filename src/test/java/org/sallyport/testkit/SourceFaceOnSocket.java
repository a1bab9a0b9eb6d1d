package org.sallyport.testkit;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The sources' face with few places, listening on a unix domain socket and on no port. */
public class SourceFaceOnSocket extends SourceFaceWithFewPlaces {
    public static final Path SOCKET = Path.of("target", "source.sock").toAbsolutePath();

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
        settings.putAll(FaceOnSocket.settings(SOCKET));
        return settings;
    }
}
