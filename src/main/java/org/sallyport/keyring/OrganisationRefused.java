package org.sallyport.keyring;

import java.nio.file.Path;

/** A file of an organisation folder cannot be loaded; the message names it and says why. Nothing was loaded. */
public final class OrganisationRefused extends Exception {
    private static final long serialVersionUID = 1;

    OrganisationRefused(Path file, String reason) {
        super(file + ": " + reason);
    }
}
