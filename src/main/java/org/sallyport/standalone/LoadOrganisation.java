package org.sallyport.standalone;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.enterprise.context.Dependent;
import java.io.IOException;
import java.nio.file.Path;
import org.sallyport.keyring.KeyFileRefused;
import org.sallyport.keyring.LoadingOrganisation;
import org.sallyport.keyring.LoadingOrganisation.Loaded;
import org.sallyport.keyring.OrganisationRefused;

/**
 * {@code load <folder>}: the desks and certificates of {@code <folder>/organisation} into the database, with the staff
 * face's role, as {@code QUARKUS_DATASOURCE_*} name it. It opens no port and needs no Keycloak.
 */
@Dependent
@Unremovable
public class LoadOrganisation implements QuarkusApplication {
    private final LoadingOrganisation loading;

    LoadOrganisation(LoadingOrganisation loading) {
        this.loading = loading;
    }

    /** Starts the application without doors, loads, and ends the process: 0 loaded, 1 refused or failed. */
    static void start(Path folder) {
        System.setProperty("sallyport.faces", "none");
        System.setProperty("quarkus.http.host-enabled", "false");
        System.setProperty("quarkus.oidc.tenant-enabled", "false");
        System.setProperty("quarkus.scheduler.enabled", "false");
        Quarkus.run(LoadOrganisation.class, folder.toString());
    }

    @Override
    @AllowedToPrint
    public int run(String... folder) {
        try {
            Loaded loaded = loading.load(Path.of(folder[0]).resolve("organisation"));
            System.out.println(loaded.desks() + " desks and " + loaded.certificates() + " certificates are loaded.");
            for (String desk : loaded.unchanged()) {
                System.out.println(
                        "The desk " + desk + " was there before and stays as it is. Change it in the console.");
            }
            return 0;
        } catch (OrganisationRefused | KeyFileRefused | IOException refusal) {
            System.err.println("Nothing was loaded. " + refusal.getMessage());
            return 1;
        }
    }
}
