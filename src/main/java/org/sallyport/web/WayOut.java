package org.sallyport.web;

import jakarta.inject.Named;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Whether pages offer to leave now: all of the source face do. */
@Singleton
@Named("wayOut")
public class WayOut {
    private final boolean offered;

    WayOut(@ConfigProperty(name = "sallyport.faces") Face face) {
        this.offered = face == Face.SOURCE;
    }

    public boolean isOffered() {
        return offered;
    }
}
