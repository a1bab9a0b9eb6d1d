package org.sallyport.keyring;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.sallyport.audit.LogKeyFile;
import org.sallyport.audit.NoteRefused;
import org.sallyport.audit.NoteSigner;

/**
 * Writes into the key log what sources are given, as soon as it is something else than the log says: also when nobody did
 * anything, because a signature has run out. Only the staff face does; the source face's database role could not.
 */
@ApplicationScoped
public class LoggingKeys {
    private static final Logger LOG = Logger.getLogger(LoggingKeys.class);

    private final VettedDesks desks;
    private final KeyLogTable table;
    private final Clock clock;
    private final Optional<Path> keyFile;
    private final String origin;
    private @Nullable NoteSigner signer;

    LoggingKeys(
            VettedDesks desks,
            KeyLogTable table,
            Clock clock,
            @ConfigProperty(name = "sallyport.keylog.key") Optional<Path> keyFile,
            @ConfigProperty(name = "sallyport.keylog.origin") String origin) {
        this.desks = desks;
        this.table = table;
        this.clock = clock;
        this.keyFile = keyFile;
        this.origin = origin;
    }

    @Scheduled(every = "{sallyport.keylog.every}")
    void pass() throws SQLException {
        try {
            log();
        } catch (VettingUnavailable later) {
            // Sources are given nothing either, and the next pass looks again.
        } catch (KeyLogBroken broken) {
            LOG.error(broken.getMessage());
        }
    }

    /**
     * Appends what has changed; returns when it is on the disk. Without a key it does nothing.
     *
     * @throws KeyLogBroken if the log cannot be continued honestly
     */
    public void log() throws SQLException, KeyLogBroken {
        Optional<NoteSigner> signs = signer();
        if (signs.isPresent()) {
            // Before the log is locked: the vetting may wait for the database, too.
            List<VettedDesk> given = desks.all();
            table.append((rows, appender) -> say(GrowingKeyLog.of(rows, signs.get(), appender), signs.get(), given));
        }
    }

    private void say(GrowingKeyLog log, NoteSigner signs, List<VettedDesk> given) throws SQLException {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (!log.isSignedBySigner()) {
            log.say(new KeyLogLeaf.SignedBy(today, signs.verifier()));
        }
        Set<String> gone = new TreeSet<>(log.said().open());
        for (VettedDesk desk : given) {
            GivenKeys now = GivenKeys.of(desk);
            gone.remove(desk.slug());
            if (!now.equals(log.said().at(desk.slug()))) {
                log.say(new KeyLogLeaf.GivenAtDesk(today, now));
            }
        }
        for (String desk : gone) {
            log.say(new KeyLogLeaf.GivenAtDesk(today, GivenKeys.nothing(desk)));
        }
    }

    private synchronized Optional<NoteSigner> signer() {
        if (signer == null && keyFile.isPresent()) {
            try {
                signer = LogKeyFile.open(keyFile.get()).named(origin);
                LOG.infof("The key log's verifier key, for everyone who checks it: %s", signer.verifier());
            } catch (IOException | NoteRefused refusal) {
                throw new KeyLogBroken(String.valueOf(refusal.getMessage()));
            }
        }
        return Optional.ofNullable(signer);
    }
}
