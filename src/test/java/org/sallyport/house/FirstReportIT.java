package org.sallyport.house;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.standalone.DatabaseRole;
import org.sallyport.testkit.ConsoleWindow;
import org.sallyport.testkit.DatabaseSearch;
import org.sallyport.testkit.Firefox;
import org.sallyport.testkit.Gpg;
import org.sallyport.testkit.PackagedSource;
import org.sallyport.testkit.PackagedStaff;
import org.sallyport.testkit.Person;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.Programs;
import org.sallyport.testkit.Sender;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.Vetting;
import org.sallyport.testkit.Waiting;

/**
 * The whole house as people use it: both faces as they are packaged, PostgreSQL, Keycloak, Firefox without scripts on one
 * side, Chromium on the other, and gpg and Sequoia at both ends.
 */
class FirstReportIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static PackagedSource source;
    private static PackagedStaff staff;

    @BeforeAll
    static void start() throws Exception {
        for (String program : List.of("gpg", "sq", "firefox-esr", "chromium")) {
            Programs.require(program);
        }
        source = new PackagedSource(Vetting.trustees(), PostgreSQL.settings(DatabaseRole.SOURCE));
        Map<String, String> settings = new HashMap<>(PostgreSQL.settings(DatabaseRole.STAFF));
        settings.put("sallyport.batches.prompt-every", "1s");
        staff = new PackagedStaff(settings);
    }

    @AfterAll
    static void stop() {
        if (source != null) {
            source.close();
        }
        if (staff != null) {
            staff.close();
        }
    }

    @BeforeEach
    void desks() throws Exception {
        Vetting.ofEverybody();
    }

    @Test
    void a_message_by_gpg_and_one_by_Sequoia_reach_the_reviewers_of_their_desk_and_nobody_else() throws Exception {
        try (Firefox browser = Firefox.safest();
                Sender first = new Sender(certificates(), "They came at night.");
                Sender second = new Sender(certificates(), "They asked for the names.")) {
            browser.watchRequests();
            openTheDesk(browser);
            String pasted = Files.readString(first.run(browser.text("pre#gpg")));
            browser.type("textarea", pasted);
            browser.click("textarea ~ button");
            assertReceived(browser);

            openTheDesk(browser);
            browser.click("details:has(pre#sq) > summary");
            Path chosen = second.run(browser.text("pre#sq"));
            browser.type("input[type=file]", chosen.toString());
            browser.click("input[type=file] ~ button");
            assertReceived(browser);
            String[] pages = {"GET /", "GET /desks/urgent", "POST /desks/urgent/report"};
            assertThat(browser.requests())
                    .containsExactlyElementsOf(Stream.of(pages, pages)
                            .flatMap(Stream::of)
                            .map(page -> page.replace(" /", " " + source.address("/")))
                            .toList());
        }
        awaitBatch();
        assertThat(opened(Person.URGENT_1))
                .containsExactlyInAnyOrder("They came at night.", "They asked for the names.");
        assertThatNothingIsThereFor(Person.COUNTRY_1);
    }

    @Test
    void neither_the_number_of_the_source_s_own_key_nor_their_comment_is_kept() throws Exception {
        String comment = "written on the computer of the lawyers' office";
        try (Gpg gpg = new Gpg()) {
            String own = gpg.newKey("A Source <source@home.example>");
            byte[] message = gpg.encrypt(
                    ascii("They came at night."),
                    Vetting.certificates("urgent"),
                    "--armor",
                    "--encrypt-to",
                    own,
                    "--comment",
                    comment);
            assertThat(new String(message, StandardCharsets.US_ASCII)).contains("Comment: " + comment);
            assertThat(gpg.packets(message)).contains(gpg.keyIds(own).get(1));
            send(message);
            awaitBatch();

            PostgreSQL.checkpoint();
            for (String id : gpg.keyIds(own)) {
                byte[] octets = HexFormat.of().parseHex(id);
                assertThat(DatabaseSearch.placesOf(octets))
                        .as("key id in octets")
                        .isEmpty();
                assertThat(DatabaseSearch.placesOf(ascii(id))).as("key id").isEmpty();
                assertThat(DatabaseSearch.placesOf(ascii(id.toLowerCase(Locale.ROOT))))
                        .as("key id")
                        .isEmpty();
            }
            assertThat(DatabaseSearch.placesOf(ascii(comment))).isEmpty();
        }
        // What is there is found: the reviewer's own key id, in a table, in the table's file, and in the write-ahead
        // log.
        try (Gpg reviewer = new Gpg()) {
            reviewer.importFile(Vetting.secretKey(Person.URGENT_1));
            // The batch has emptied the log: it is written there again.
            Sql.run("update session_key_packet set key_id = key_id");
            byte[] octets = HexFormat.of()
                    .parseHex(
                            reviewer.keyIds(Vetting.certificate(Person.URGENT_1).hex())
                                    .get(1));
            assertThat(DatabaseSearch.placesOf(octets))
                    .contains("session_key_packet")
                    .anyMatch(place -> place.startsWith("base/"))
                    .anyMatch(place -> place.startsWith("pg_wal/"));
        }
        assertThat(opened(Person.URGENT_1)).containsExactly("They came at night.");
    }

    /** With the next batch, and so that the console's list has it when it is opened. */
    private static void awaitBatch() throws Exception {
        Waiting.until("a batch", () -> Sql.count("arrival") == 0);
    }

    private static void openTheDesk(Firefox browser) throws IOException {
        browser.open(source.address("/").toString());
        browser.click("a[href='/desks/urgent']");
        assertThat(browser.text("h1")).isEqualTo("Urgent protection");
    }

    private static void assertReceived(Firefox browser) throws IOException {
        assertThat(browser.text("h1")).isEqualTo("Received");
        assertThat(browser.cookies()).isZero();
    }

    private static byte[] certificates() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(source.address("/desks/urgent/certificates.asc"))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
    }

    private static void send(byte[] message) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(source.address("/desks/urgent/report"))
                .PUT(HttpRequest.BodyPublishers.ofByteArray(message))
                .build();
        assertThat(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body())
                .startsWith("Received.");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Signs in, downloads every entry in the console, and opens each with plain gpg. */
    private static List<String> opened(Person reviewer) throws Exception {
        List<String> texts = new ArrayList<>();
        try (ConsoleWindow window = ConsoleWindow.open();
                Gpg gpg = new Gpg()) {
            gpg.importFile(Vetting.secretKey(reviewer));
            window.signIn(reviewer);
            Page page = window.page();
            page.locator("[data-entry]").first().waitFor();
            for (var row : page.locator("[data-entry]").all()) {
                row.click();
                Download download =
                        page.waitForDownload(() -> page.getByRole(AriaRole.BUTTON, named("Download message-"))
                                .click());
                byte[] sealed = Files.readAllBytes(download.path());
                texts.add(new String(gpg.open(sealed, Vetting.passphraseFile(reviewer)), StandardCharsets.UTF_8));
            }
        }
        return texts;
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static void assertThatNothingIsThereFor(Person reviewer) {
        try (ConsoleWindow window = ConsoleWindow.open()) {
            window.signIn(reviewer);
            assertThat(window.page().getByText("There is no entry for you at the moment."))
                    .isVisible();
            assertThat(window.page().locator("[data-entry]")).hasCount(0);
        }
    }
}
