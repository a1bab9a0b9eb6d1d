package org.sallyport.keyring;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The desks and whom their reports may be sealed to, as it is now. Every answer is one whole snapshot. On use, at most once
 * a second, it is looked whether the database or the trustees' folder changed; the trustees' signatures are verified again
 * when they did, when something in any certificate begins or ends, and at least daily.
 */
@ApplicationScoped
public class VettedDesks {
    private final KeyringConfig config;
    private final KeyringTables tables;
    private final Clock clock;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile @Nullable Snapshot snapshot;

    VettedDesks(KeyringConfig config, KeyringTables tables, Clock clock) {
        this.config = config;
        this.tables = tables;
        this.clock = clock;
    }

    /** A face does not start with a trustees' folder or a database that it cannot read; a command needs neither. */
    void start(@Observes StartupEvent started, @ConfigProperty(name = "sallyport.faces") String faces) {
        if (!faces.equals("none")) {
            all();
        }
    }

    /**
     * Every desk, by name; closed ones too.
     *
     * @throws VettingUnavailable as every method here
     */
    public List<VettedDesk> all() {
        return current().desks();
    }

    public Optional<VettedDesk> find(String slug) {
        return all().stream().filter(desk -> desk.slug().equals(slug)).findFirst();
    }

    /**
     * The certificates bound to this person that are vetted, one for each desk they are vetted for.
     *
     * @param holder the subject ("sub") of their token
     */
    public List<VettedReviewer> reviewersHeldBy(String holder) {
        return reviewers().stream()
                .filter(reviewer -> reviewer.holder().filter(holder::equals).isPresent())
                .toList();
    }

    /** Everybody who is vetted, once for each desk. */
    public List<VettedReviewer> reviewers() {
        return all().stream().flatMap(desk -> desk.reviewers().stream()).toList();
    }

    /** Whose certificates are one person's. */
    public People people() {
        return current().vetting().people();
    }

    /** The role alias of any certificate that is known here, vetted or not, retired or not. */
    public Optional<String> alias(String fingerprint) {
        return current().vetting().alias(fingerprint);
    }

    /** What whoever seals to a reviewer can check their vetting with. */
    public Quorum quorum() {
        return current().vetting().quorum();
    }

    /** The day by which the oldest of their newest subkeys should be replaced; empty for nobody. */
    public Optional<LocalDate> renewBy(Collection<VettedReviewer> reviewers) {
        return reviewers.stream()
                .flatMap(reviewer -> reviewer.certificate().newestKeysSince(clock.instant()).stream())
                .map(since -> LocalDate.ofInstant(since.plus(config.subkeyAge()), ZoneOffset.UTC))
                .min(LocalDate::compareTo);
    }

    private Snapshot current() {
        Instant now = clock.instant();
        Snapshot known = snapshot;
        if (known != null && known.isFresh(now)) {
            return known;
        }
        if (known != null && known.holds(now)) {
            // While one request looks, which takes seconds if the database is gone, the others use what still holds.
            if (!looking.tryLock()) {
                return known;
            }
        } else {
            looking.lock();
        }
        try {
            return look();
        } finally {
            looking.unlock();
        }
    }

    private Snapshot look() {
        Instant now = clock.instant();
        Snapshot known = snapshot;
        if (known != null && known.isFresh(now)) {
            return known;
        }
        Snapshot next;
        try {
            next = read(known, now);
        } catch (IOException | KeyFileRefused | RuntimeException failure) {
            if (known == null || !known.isYoung(now)) {
                throw new VettingUnavailable(failure);
            }
            next = known.triedAgain(now);
        }
        snapshot = next;
        return next;
    }

    private Snapshot read(@Nullable Snapshot known, Instant now) throws IOException, KeyFileRefused {
        KeyFiles files = KeyFiles.read(config);
        UUID version = tables.version();
        if (known != null && known.files().equals(files) && known.vetting().isOf(version)) {
            return known.confirmed(now);
        }
        return Snapshot.of(files, new Vetting(tables.read(), Trustees.of(files), config), now);
    }
}
