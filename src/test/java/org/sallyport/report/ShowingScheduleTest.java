package org.sallyport.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StaffFaceWithoutSignIn;
import org.sallyport.testkit.StoredEntry;
import org.sallyport.testkit.Waiting;
import org.sallyport.testkit.WallClock;

/** The staff face by itself: nobody asks it to show anything. */
@QuarkusTest
@TestProfile(ShowingScheduleTest.EveryHour.class)
class ShowingScheduleTest {
    @Inject
    ShowingMessages showing;

    @Inject
    HalfPast clock;

    /** The staff face as it is, with a wall clock that the test turns. */
    public static final class EveryHour extends StaffFaceWithoutSignIn {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
            settings.remove("sallyport.report.show-every");
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
    void whatWaitsIsShownAtTheFullHourWithoutBeingAsked() throws Exception {
        PostgreSQL.empty();
        assertThat(showing.every()).hasValue(Duration.ofHours(1));
        for (String hour : new String[] {"2026-11-24T13:00:01Z", "2026-11-24T14:00:01Z"}) {
            StoredEntry waiting =
                    StoredEntry.waiting("country", LocalDate.of(2026, 11, 24), new Fingerprint("A".repeat(40)));
            clock.turn(Instant.parse(hour));
            Waiting.until(
                    "the batch of " + hour,
                    () -> Sql.count("shown_message where id = '" + waiting.message() + "'") > 0);
        }
    }
}
