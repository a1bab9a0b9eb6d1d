package org.sallyport.keyring;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The configuration of one test. */
record Rules(Path trustees, Optional<Path> revocations, int quorum, int deskMinimum, String aliasDomain)
        implements KeyringConfig {

    @Override
    public Duration subkeyAge() {
        return Duration.ofDays(90);
    }

    Rules(Path trustees, Optional<Path> revocations, int quorum, int deskMinimum) {
        this(trustees, revocations, quorum, deskMinimum, "desk.example");
    }

    /** Two trustees, two reviewers, as it comes; the folders do not matter. */
    static Rules usual() {
        return usual(Path.of("trustees"));
    }

    static Rules usual(Path trustees) {
        return new Rules(trustees, Optional.empty(), 2, 2);
    }
}
