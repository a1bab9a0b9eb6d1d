package org.sallyport.testkit;

import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;
import jakarta.ws.rs.Path;

/** Puts every class of endpoints behind the {@link FaultSwitch}, while a face is made ready for its tests. */
public class EveryEndpointMayFail implements BuildCompatibleExtension {
    @Enhancement(types = Object.class, withSubtypes = true, withAnnotations = Path.class)
    public void enhance(ClassConfig endpoints) {
        endpoints.addAnnotation(MayFail.class);
    }
}
