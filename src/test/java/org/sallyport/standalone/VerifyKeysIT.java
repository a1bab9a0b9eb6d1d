package org.sallyport.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.testkit.PackagedJar;
import org.sallyport.testkit.PackagedSource;
import org.sallyport.testkit.PackagedStaff;
import org.sallyport.testkit.Person;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.Ran;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.Vetting;
import org.sallyport.testkit.Waiting;

/** {@code java -jar … verify-keys} as it is packaged, against a log that the packaged staff face writes. */
class VerifyKeysIT {
    private static final String ORIGIN = "packaged.example/keys";

    @TempDir
    Path folder;

    @Test
    void whatThePackagedFacesGiveIsProvedUntilARowIsEditedByHand() throws Exception {
        Sql.run("truncate key_log, certificate, desk cascade");
        Vetting.ofEverybody();
        try (PackagedStaff staff = new PackagedStaff(staffSettings());
                PackagedSource source =
                        new PackagedSource(Vetting.trustees(), PostgreSQL.settings(DatabaseRole.SOURCE))) {
            Waiting.until("the log", () -> Sql.count("key_log") > 0);
            Ran first = verify(source);
            assertThat(first.text()).contains("First use: ", "Desk urgent: ").endsWith("Everything is proved.\n");
            assertThat(first.status()).isZero();

            long entries = Sql.count("key_log");
            Vetting.withdraw(Person.URGENT_1);
            Waiting.until("the log's next entry", () -> Sql.count("key_log") > entries);
            assertThat(verify(source).text())
                    .contains("It only grew since it was last seen")
                    .endsWith("Everything is proved.\n");

            staff.kill();
            Vetting.withdraw(Person.URGENT_LEAD);
            Ran edited = verify(source);
            assertThat(edited.text() + edited.errors())
                    .contains(
                            "NOT PROVED. ",
                            Vetting.certificate(Person.URGENT_LEAD).hex() + " is in the log, but not given.");
            assertThat(edited.status()).isEqualTo(1);
        }
    }

    private Map<String, String> staffSettings() {
        Map<String, String> settings = new HashMap<>(PostgreSQL.settings(DatabaseRole.STAFF));
        settings.put("sallyport.keylog.key", folder.resolve("log.key").toString());
        settings.put("sallyport.keylog.origin", ORIGIN);
        settings.put("sallyport.keylog.every", "1s");
        return settings;
    }

    private Ran verify(PackagedSource source) throws Exception {
        return PackagedJar.run(
                "verify-keys",
                source.address("").toString(),
                "--trustees",
                Vetting.trustees().toString(),
                "--seen",
                folder.resolve("seen").toString());
    }
}
