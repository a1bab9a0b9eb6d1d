package org.sallyport.keyring;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sallyport.testkit.Organisation;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StaffFaceWithoutSignIn;
import org.sallyport.testkit.Waiting;

/** The staff face by itself: nobody asks it to log anything. */
@QuarkusTest
@TestProfile(KeyLogScheduleTest.WithAKey.class)
class KeyLogScheduleTest {

    /** The staff face that looks every second. */
    public static final class WithAKey extends StaffFaceWithoutSignIn {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
            settings.put(
                    "sallyport.keyring.trustees", Organisation.made().trustees().toString());
            settings.put(
                    "sallyport.keylog.key",
                    Path.of("target", "keylog.key").toAbsolutePath().toString());
            settings.put("sallyport.keylog.every", "1s");
            return settings;
        }
    }

    @Test
    void whatSourcesAreGivenIsLoggedWithoutBeingAskedAndAgainWhenItChanges() throws Exception {
        Organisation.made().load();
        for (String desk : new String[] {"urgent", "country"}) {
            Waiting.until(
                    "desk " + desk + " in the log",
                    () -> Sql.count("key_log where leaf like '%desk " + desk + "%certificate%'") > 0);
        }
        assertThat(Sql.text("select leaf from key_log where number = 0")).contains("signed-by sallyport/keys+");
        Sql.run("delete from certificate where fingerprint = '"
                + Organisation.made().certificate("country-1").fingerprint().hex() + "'");
        Waiting.until(
                "the closed desk in the log",
                () -> Sql.text("select leaf from key_log order by number desc limit 1")
                        .endsWith("desk country\n"));
    }
}
