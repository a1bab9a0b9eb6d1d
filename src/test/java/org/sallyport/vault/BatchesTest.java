package org.sallyport.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sallyport.intake.SendNow;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StaffFaceWithoutSignIn;
import org.sallyport.testkit.Waiting;
import org.sallyport.testkit.WallClock;

/** The staff face by itself: nobody asks it to move anything. */
@QuarkusTest
@TestProfile(BatchesTest.EveryHour.class)
class BatchesTest {
    private static final EncryptionKey KEY =
            new EncryptionKey(new Fingerprint("A".repeat(40)), new Fingerprint("CA".repeat(20)), 18);

    @Inject
    Batches batches;

    @Inject
    HalfPast clock;

    /** The staff face as it is, with a wall clock that the test turns. */
    public static final class EveryHour extends StaffFaceWithoutSignIn {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
            settings.remove("sallyport.batches.every");
            return settings;
        }

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(HalfPast.class);
        }
    }

    /** Between two full hours, until it is turned. */
    @Alternative
    @Singleton
    public static final class HalfPast extends WallClock {
        HalfPast() {
            super(Instant.parse("2026-11-24T12:30:00Z"));
        }
    }

    @Test
    void whatHasArrivedIsMovedAtTheFullHourWithoutBeingAsked() throws Exception {
        PostgreSQL.empty();
        Sql.run("insert into desk (slug, name, description) values ('country', 'Country', 'Made for a test.')");
        assertThat(batches.every()).hasValue(Duration.ofHours(1));
        Waiting.until("a leader", () -> Sql.count("pg_locks where locktype = 'advisory' and granted") == 1);
        SendNow.to("country").message(MadeMessage.binary(List.of(KEY), 100), List.of(KEY));
        Thread.sleep(3_000);
        assertThat(Sql.count("entry")).isZero();
        clock.turn(Instant.parse("2026-11-24T13:00:01Z"));
        Waiting.until("the batch", () -> Sql.count("entry where received = '2026-11-24'") == 1);
        Waiting.until("the end of the look, or it would do its night's work in the next test", BatchesTest::isLookOver);
    }

    private static boolean isLookOver() {
        try (Connection superuser = PostgreSQL.superuser();
                Statement statement = superuser.createStatement();
                ResultSet row = statement.executeQuery("select exists (select from pg_stat_activity a join pg_locks l"
                        + " on l.pid = a.pid and l.locktype = 'advisory' and l.granted"
                        + " where a.state = 'idle' and a.query like '%begin_night%')")) {
            row.next();
            return row.getBoolean(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
