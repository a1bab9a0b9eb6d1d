package org.sallyport.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.openpgp.Standing;
import org.sallyport.testkit.ConsoleWindow;
import org.sallyport.testkit.Gpg;
import org.sallyport.testkit.NewerMessage;
import org.sallyport.testkit.Person;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StaffFaceWithKeycloak;
import org.sallyport.testkit.StoredMessage;
import org.sallyport.testkit.Vetting;

/** Registering in the browser: the reviewer's key made there, the trustees' gpg, the key admin's and the auditor's pages. */
@QuarkusTest
@TestProfile(StaffFaceWithKeycloak.class)
class KeyringInChromiumTest {
    private static final String PASSPHRASE = "correct horse battery staple";
    private static final String ALIAS = "unvetted@desk.example";

    private ConsoleWindow window;
    private Page page;

    @BeforeEach
    void open() throws Exception {
        Vetting.ofEverybody();
        Vetting.withdraw(Person.UNVETTED);
        window = ConsoleWindow.open();
        page = window.page();
        // A call that wants a second factor fails first: that is what these tests are about.
        window.expectFailures();
    }

    @AfterEach
    void close() {
        window.close();
    }

    private Locator card(String alias) {
        return page.locator("article[data-fingerprint]").filter(new Locator.FilterOptions().setHasText(alias));
    }

    private void upload(byte[] certificate) {
        page.setInputFiles("#signed", new FilePayload("signed.pgp", "application/pgp-keys", certificate));
        window.button("Add its signatures").click();
    }

    @Test
    void a_key_is_made_in_the_browser_registered_and_vetted_and_its_secret_half_is_never_sent() throws Exception {
        CopyOnWriteArrayList<String> sent = new CopyOnWriteArrayList<>();
        page.onRequest(request -> {
            if (request.postDataBuffer() != null) {
                sent.add(new String(request.postDataBuffer(), StandardCharsets.ISO_8859_1));
            }
        });
        window.signIn(Person.UNVETTED);
        window.leftOpen();
        window.button("See my certificate").click();
        page.getByLabel("Passphrase, at least 16 characters").fill(PASSPHRASE);
        page.getByLabel("The same again").fill(PASSPHRASE);
        window.look("own-certificate-none");
        window.accessible();
        window.button("Make the key").click();
        Download saved =
                page.waitForDownload(() -> window.button("Save the secret key").click());
        assertThat(saved.suggestedFilename()).matches("unvetted-[0-9A-F]{8}\\.key\\.asc");
        window.button("Register its certificate").click();
        window.confirm(Person.UNVETTED);
        assertThat(page.getByText("Your certificate is registered.")).isVisible();
        assertThat(card(ALIAS)).containsText("no trustee vouches for it");
        window.look("own-certificate");
        window.accessible();

        Download download = page.waitForDownload(
                () -> window.button("Download the certificate").click());
        Certificate certificate = Certificate.read(Files.readAllBytes(download.path()));
        Standing.Usable usable = (Standing.Usable) certificate.standing(Instant.now());
        assertThat(usable.version2()).isTrue();
        assertThat(usable.keys()).extracting(key -> key.algorithm()).containsExactlyInAnyOrder(18, 35);
        opensWithGpg(saved.path());
        String secret = Files.readString(saved.path());
        assertThat(sent).isNotEmpty().noneMatch(body -> body.contains("PRIVATE KEY") || body.contains(PASSPHRASE));
        assertThat(secret).contains("PRIVATE KEY");

        vetted(certificate);
    }

    @Test
    void a_new_subkey_is_made_in_the_browser_and_what_is_there_moves_to_it() throws Exception {
        Person reader = Person.URGENT_1;
        List<EncryptionKey> before = Vetting.keys(reader);
        byte[] report = NewerMessage.sealed("What happened.".getBytes(StandardCharsets.UTF_8), reader);
        StoredMessage.of(new ByteArrayInputStream(report), reader);
        try {
            window.signIn(reader);
            window.leftOpen();
            page.getByText("My certificate").click();
            page.setInputFiles("#renewed-key", Vetting.secretKey(reader));
            page.getByLabel("The passphrase of that file").fill(Vetting.passphrase(reader));
            window.button("Make a new subkey").click();
            Download saved = page.waitForDownload(
                    () -> window.button("Save the secret key").click());
            window.look("new-subkey");
            window.accessible();
            window.button("Register its certificate").click();
            window.confirm(reader);
            assertThat(page.getByText("sealed to its newest subkey")).isVisible();
            assertThat(newestKeys(reader)).isNotEmpty().doesNotContainAnyElementsOf(before);

            // The keyring looks again after a second.
            TimeUnit.MILLISECONDS.sleep(1_200);
            page.getByText("Entries").first().click();
            assertThat(page.getByText("1 message can be opened with your older subkey only."))
                    .isVisible();
            page.getByText("Unlock a file that holds both subkeys").click();
            window.unlock(saved.path(), Vetting.passphrase(reader));
            window.button("Move them to your newest subkey").click();
            assertThat(page.getByText("Nothing that you are shown depends on your older subkey any more."))
                    .isVisible();
        } finally {
            Vetting.withdraw(reader);
        }
    }

    @Test
    void a_certificate_is_retired_by_its_owner_and_the_key_admin_sees_it_as_such() throws Exception {
        Person owner = Person.URGENT_1;
        try (ConsoleWindow admins = ConsoleWindow.open()) {
            window.signIn(owner);
            window.leftOpen();
            page.getByText("My certificate").click();
            window.button("Retire it").click();
            assertThat(page.getByText("can then be opened by nobody")).isVisible();
            window.look("retiring");
            window.accessible();
            window.button("Retire this certificate for good").click();
            window.confirm(owner);
            assertThat(page.getByText("The certificate is retired.")).isVisible();
            assertThat(card("urgent-1@desk.example")).containsText("Retired: receives nothing and opens nothing");
            assertThat(window.button("Retire it")).hasCount(0);
            assertThat(page.getByText("Give it a new subkey")).hasCount(0);

            admins.signIn(Person.KEY_ADMIN);
            assertThat(admins.page().locator("section[aria-labelledby=retired]"))
                    .containsText("urgent-1@desk.example");
        } finally {
            Vetting.withdraw(owner);
        }
    }

    private static List<EncryptionKey> newestKeys(Person person) throws Exception {
        String octets = Sql.text("select encode(octets, 'hex') from certificate where fingerprint = '"
                + Vetting.certificate(person).hex() + "'");
        return Certificate.read(HexFormat.of().parseHex(octets)).newestEncryptionKeys(Instant.now());
    }

    /** gpg 2.2 takes the file, with its passphrase; the subkey that it does not know it leaves alone. */
    private static void opensWithGpg(Path secretKey) throws Exception {
        try (Gpg gpg = new Gpg()) {
            gpg.run(new byte[0], "--passphrase", PASSPHRASE, "--import", secretKey.toString());
            assertThat(gpg.run("x".getBytes(StandardCharsets.US_ASCII), "--passphrase", PASSPHRASE, "--sign")
                            .output())
                    .isNotEmpty();
        }
    }

    private void vetted(Certificate certificate) throws Exception {
        ConsoleWindow reviewers = window;
        try (ConsoleWindow admins = ConsoleWindow.open()) {
            window = admins;
            page = admins.page();
            admins.expectFailures();
            admins.signIn(Person.KEY_ADMIN);
            admins.leftOpen();
            upload(Vetting.vouchedWithGpg("trustee-1", certificate.octets(), "urgent"));
            window.confirm(Person.KEY_ADMIN);
            assertThat(card(ALIAS)).containsText("Urgent protection: 1 of 2 trustees");
            assertThat(card(ALIAS)).containsText(certificate.fingerprint().spoken());
            upload(Vetting.vouchedWithGpg("trustee-2", certificate.octets(), "urgent"));
            assertThat(card(ALIAS)).containsText("2 trustees (2 are enough), valid until 20");
            assertThat(card(ALIAS)).containsText("Receives reports.");
        } finally {
            window = reviewers;
            page = reviewers.page();
        }
        page.reload();
        assertThat(page.locator("h1").first()).not().containsText("no certificate of yours is vetted");
    }

    @Test
    void the_key_admin_sees_every_certificate_and_keeps_the_desks() {
        Sql.run("delete from desk_text");
        Sql.run("delete from desk where slug not in ('urgent', 'country')");
        window.signIn(Person.KEY_ADMIN);
        assertThat(card("country-1@desk.example")).containsText("Country desk: 2 trustees (2 are enough)");
        assertThat(page.locator("[data-desk=country]"))
                .containsText("Not offered to sources: 1 vetted reviewer, and 2");

        window.leftOpen();
        window.button("Make a desk").click();
        page.getByLabel("Short name").fill("asia");
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true))
                .first()
                .fill("Asia");
        page.getByLabel("What the desk is for").fill("For people in Asia.");
        page.getByText("In other languages").click();
        window.look("keyring");
        window.accessible();
        window.button("Save the desk").click();
        window.confirm(Person.KEY_ADMIN);
        assertThat(page.locator("[data-desk=asia]")).containsText("Not offered to sources: 0 vetted reviewers, and 2");

        page.locator("[data-desk=asia]").getByText("Retire it").click();
        window.button("Retire it for good").click();
        assertThat(page.locator("[data-desk=asia]")).containsText("Retired");
        assertThat(page.getByText("Entries")).hasCount(0);
    }

    @Test
    void the_auditor_reads_the_record_and_that_it_is_whole() {
        window.signIn(Person.AUDITOR);

        assertThat(page.locator("h1")).hasText("Record");
        assertThat(page.getByText("follow from one another")).isVisible();
        window.look("record");
        window.accessible();
    }

    @Test
    void whoever_gives_up_the_second_factor_changes_nothing() {
        window.signIn(Person.KEY_ADMIN);
        window.leftOpen();
        page.locator("[data-desk=urgent]").getByText("Retire it").click();
        window.button("Retire it for good").click();
        assertThat(page.getByText("Confirm that it is you")).isVisible();
        window.look("confirm");
        window.button("Give up").click();

        assertThat(page.getByText("Confirm that it is you")).hasCount(0);
        assertThat(Sql.count("desk where retired and slug = 'urgent'")).isZero();
    }
}
