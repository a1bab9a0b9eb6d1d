package org.sallyport.review;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Sealing;
import org.sallyport.testkit.ConsoleWindow;
import org.sallyport.testkit.Keycloak;
import org.sallyport.testkit.NewSubkey;
import org.sallyport.testkit.Person;
import org.sallyport.testkit.PlainGpg;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StaffFaceWithKeycloak;
import org.sallyport.testkit.StoredMessage;
import org.sallyport.testkit.Vetting;

/** A reviewer adds a subkey with real gpg and moves 500 reports to it, with an interruption in the middle. */
@QuarkusTest
@TestProfile(StaffFaceWithKeycloak.class)
class RotatingInChromiumTest {
    private static final Person READER = Person.URGENT_1;
    private static final int REPORTS = 500;
    private static final String TEXT = "They came at night.\n";

    private final PlainGpg gpg = new PlainGpg();
    private final List<UUID> entries = new ArrayList<>();

    RotatingInChromiumTest() throws Exception {}

    @BeforeEach
    void reports() throws Exception {
        Vetting.ofEverybody();
        List<Certificate> desk = List.of(certificate(READER), certificate(Person.URGENT_LEAD));
        for (int number = 0; number < REPORTS; number++) {
            entries.add(StoredMessage.of(
                    Sealing.seal(desk, Instant.now(), "report.txt", text -> {
                        text.write(TEXT.getBytes(UTF_8));
                        return false;
                    }),
                    READER,
                    Person.URGENT_LEAD));
        }
    }

    /** The person's certificate is again what everybody else expects. */
    @AfterEach
    void asBefore() throws Exception {
        gpg.close();
        Vetting.withdraw(READER);
    }

    @Test
    void nothing_that_is_stored_opens_with_the_old_subkey_after_a_rotation_that_was_interrupted() throws Exception {
        Path secret = NewSubkey.of(READER, gpg);
        byte[] download;
        assertThat(ofTheOldSubkey()).isEqualTo(REPORTS);
        try (ConsoleWindow window = ConsoleWindow.open()) {
            Page page = window.page();
            window.signIn(READER);
            assertThat(page.getByText(REPORTS + " messages can be opened with your older subkey only."))
                    .isVisible();
            page.getByText("Unlock a file that holds both subkeys").click();
            window.look("rotate-locked");
            window.accessible();
            window.unlock(secret, Vetting.passphrase(READER));
            window.button("Move them to your newest subkey").click();
            assertThat(page.getByText(Pattern.compile("[1-9]\\d* messages of 500 done")))
                    .isVisible();
            window.button("Stop").click();
            assertThat(window.button("Move them to your newest subkey")).isVisible();
            long left = ofTheOldSubkey();
            assertThat(left).isPositive().isLessThan(REPORTS);
            window.look("rotate-stopped");

            // Closed and opened again: the key is forgotten, what was done is not.
            page.reload();
            assertThat(page.getByText(left + " messages can be opened with your older subkey only."))
                    .isVisible();
            page.getByText("Unlock a file that holds both subkeys").click();
            window.unlock(secret, Vetting.passphrase(READER));
            window.button("Move them to your newest subkey").click();
            assertThat(page.getByText("Nothing that you are shown depends on your older subkey any more."))
                    .isVisible();
            window.look("rotated");
            window.accessible();

            window.choose(entries.get(0));
            window.button("Open this report").click();
            assertThat(window.text()).hasText(TEXT.strip());
            download = page.request()
                    .get(Keycloak.staffOrigin() + "/api/entries/" + entries.get(1) + "/messages/"
                            + reportOf(entries.get(1)) + "/sealed.pgp")
                    .body();
        }
        assertThat(ofTheOldSubkey()).isZero();
        assertThat(Sql.count("session_key_packet where recipient = '" + fingerprint() + "'"))
                .isEqualTo(REPORTS);
        assertThat(opens(download, secret)).isTrue();
        assertThat(opens(download, Vetting.secretKey(READER))).isFalse();
    }

    /** Whether plain gpg opens it with this secret key. */
    private static boolean opens(byte[] message, Path secret) throws Exception {
        try (PlainGpg alone = new PlainGpg()) {
            alone.run(Files.readAllBytes(secret), NewSubkey.withPassphrase(READER, "--import"))
                    .orFail();
            return alone.run(message, NewSubkey.withPassphrase(READER, "--decrypt"))
                            .status()
                    == 0;
        }
    }

    private static long ofTheOldSubkey() throws Exception {
        String keyId = String.format("%016x", Vetting.keys(READER).get(0).key().keyId());
        return Sql.count("session_key_packet where encode(key_id, 'hex') = '" + keyId + "'");
    }

    private static String reportOf(UUID entry) {
        return Sql.text("select id from sealed_message where entry = '" + entry + "'");
    }

    private static String fingerprint() {
        return Vetting.certificate(READER).hex();
    }

    private static Certificate certificate(Person person) throws Exception {
        return Certificate.read(Files.readAllBytes(Vetting.file(person)));
    }
}
