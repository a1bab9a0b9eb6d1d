package org.sallyport.keyring;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Who decides whom reports may be sealed to. */
@ConfigMapping(prefix = "sallyport.keyring")
public interface KeyringConfig {
    /** The folder of the trustees' certificates: read-only to the service, changed by hand and reviewed like code. */
    @WithDefault("keys/trustees")
    Path trustees();

    /** A folder of revocations that hold whatever the database says. */
    Optional<Path> revocations();

    /** How many different trustees must vouch for a reviewer's certificate. */
    @WithDefault("2")
    int quorum();

    /** With how many vetted reviewers a desk is open to sources; people are counted, not certificates. */
    @WithDefault("2")
    int deskMinimum();

    /** How old the newest subkey of a reviewer should become; the console warns before. Nothing ends by it. */
    @WithDefault("90D")
    Duration subkeyAge();

    /** What stands behind the @ of every role alias. */
    @WithDefault("desk.example")
    String aliasDomain();
}
