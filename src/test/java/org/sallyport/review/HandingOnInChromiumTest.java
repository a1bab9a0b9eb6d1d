package org.sallyport.review;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Sealing;
import org.sallyport.testkit.ConsoleWindow;
import org.sallyport.testkit.Person;
import org.sallyport.testkit.PlainGpg;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StaffFaceWithKeycloak;
import org.sallyport.testkit.StoredMessage;
import org.sallyport.testkit.Vetting;

/** Entries go to colleagues in the browser, and a desk lead takes one away. */
@QuarkusTest
@TestProfile(StaffFaceWithKeycloak.class)
class HandingOnInChromiumTest {
    private static final String TEXT = "They came at night.\n";

    private ConsoleWindow window;
    private Page page;

    @BeforeEach
    void open() throws Exception {
        Vetting.ofEverybody();
        window = ConsoleWindow.open();
        page = window.page();
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void another_desks_reviewer_opens_what_was_handed_on_in_the_browser() throws Exception {
        UUID entry = report(Person.URGENT_1);
        window.choose(Person.URGENT_1, entry);
        assertThat(reader("urgent-1@")).isVisible();
        window.unlock(Person.URGENT_1);
        window.button("Hand on…").click();
        window.look("hand-on");
        window.accessible();
        page.locator("#hand-on-desk").selectOption("country");
        page.locator("#hand-on-to")
                .selectOption(Vetting.certificate(Person.COUNTRY_1).hex());
        window.button("Hand it on").click();
        assertThat(page.getByText("Handed on. They can open it now.")).isVisible();
        window.button("Close").click();
        assertThat(reader("country-1@")).isVisible();
        window.look("readers");

        try (ConsoleWindow other = ConsoleWindow.open()) {
            other.choose(Person.COUNTRY_1, entry);
            other.unlock(Person.COUNTRY_1);
            other.button("Open this report").click();
            assertThat(other.text()).hasText(TEXT.strip());
        }
    }

    @Test
    void a_selection_goes_to_everybody_at_the_desk() throws Exception {
        List<UUID> entries = List.of(report(Person.URGENT_1), report(Person.URGENT_1), report(Person.URGENT_1));
        window.signIn(Person.URGENT_1);
        window.button("Select").click();
        for (UUID entry : entries.subList(0, 2)) {
            page.locator("li:has([data-entry='" + entry + "']) input").check();
        }
        window.accessible();
        window.button("Hand on 2 entries").click();
        window.unlock(Person.URGENT_1);
        window.look("hand-on-selection");
        window.accessible();
        window.button("Hand it on").click();
        assertThat(page.getByText("2 entries handed on.")).isVisible();
        assertThat(readersOf(entries.get(0))).isGreaterThan(1).isEqualTo(readersOf(entries.get(1)));
        assertThat(readersOf(entries.get(2))).isOne();
    }

    @Test
    void nothing_is_sealed_to_somebody_for_whom_the_trustees_do_not_vouch() throws Exception {
        UUID entry = report(Person.URGENT_1);
        window.choose(Person.URGENT_1, entry);
        // The server says that another certificate is the country desk's: its owner is vouched for at the urgent desk.
        byte[] other = Files.readAllBytes(Vetting.file(Person.URGENT_LEAD));
        byte[] right = Certificate.read(Files.readAllBytes(Vetting.file(Person.COUNTRY_1)))
                .octets();
        page.route("**/api/colleagues", route -> swapped(route, right, other));
        window.unlock(Person.URGENT_1);
        window.button("Hand on…").click();
        page.locator("#hand-on-desk").selectOption("country");
        page.locator("#hand-on-to")
                .selectOption(Vetting.certificate(Person.COUNTRY_1).hex());
        window.button("Hand it on").click();
        assertThat(page.getByText("Nothing was sealed.")).isVisible();
        window.look("hand-on-not-vouched");
        assertThat(readersOf(entry)).isOne();
    }

    @Test
    void a_desk_lead_takes_it_away_with_a_second_factor_and_no_colleague_gives_it_back() throws Exception {
        UUID entry = report(Person.URGENT_LEAD, Person.URGENT_1);
        window.expectFailures();
        window.choose(Person.URGENT_LEAD, entry);
        window.leftOpen();
        window.button("Withdraw from urgent-1@desk.example").click();
        window.look("withdraw");
        window.accessible();
        window.button("Withdraw access").click();
        window.confirm(Person.URGENT_LEAD);
        assertThat(reader("urgent-1@")).containsText("withdrawn by a desk lead");
        assertThat(readersOf(entry)).isOne();
        try (ConsoleWindow reviewer = ConsoleWindow.open()) {
            reviewer.signIn(Person.URGENT_1);
            assertThat(reviewer.page().getByText("Loading the list")).hasCount(0);
            assertThat(reviewer.page().locator("[data-entry='" + entry + "']")).hasCount(0);
        }
    }

    @Test
    void a_desk_is_told_what_only_somebody_could_open_whom_nobody_vouches_for_any_more() throws Exception {
        report(Person.URGENT_1);
        try {
            loseTheTrusteesWords(Person.URGENT_1);
            window.signIn(Person.URGENT_LEAD);
            assertThat(page.getByText("can be opened by nobody now")).isVisible();
            page.getByText("Which they are").click();
            assertThat(page.getByText("urgent-1@desk.example").first()).isVisible();
            window.look("unreadable");
            window.accessible();
        } finally {
            Vetting.withdraw(Person.URGENT_1);
        }
    }

    private static void loseTheTrusteesWords(Person person) throws Exception {
        String fingerprint = Vetting.certificate(person).hex();
        try (PlainGpg gpg = new PlainGpg();
                Connection database = PostgreSQL.owner();
                PreparedStatement update =
                        database.prepareStatement("update certificate set octets = ? where fingerprint = ?")) {
            gpg.run(Files.readAllBytes(Vetting.file(person)), "--import").orFail();
            update.setBytes(
                    1,
                    gpg.run(new byte[0], "--export-options", "export-minimal", "--export", fingerprint)
                            .orFail());
            update.setString(2, fingerprint);
            update.executeUpdate();
        }
        // The keyring looks again after a second.
        TimeUnit.MILLISECONDS.sleep(1_200);
    }

    private Locator reader(String alias) {
        return page.locator(".readers li").filter(new Locator.FilterOptions().setHasText(alias));
    }

    private static void swapped(Route route, byte[] right, byte[] other) {
        APIResponse answer = route.fetch();
        String text = answer.text().replace(base64(right), base64(other));
        assertThat(text).isNotEqualTo(answer.text());
        route.fulfill(new Route.FulfillOptions().setResponse(answer).setBody(text));
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    private static long readersOf(UUID entry) throws Exception {
        return Sql.count("entry_access where entry = '" + entry + "'");
    }

    private static UUID report(Person... readers) throws Exception {
        Certificate[] certificates = new Certificate[readers.length];
        for (int number = 0; number < readers.length; number++) {
            certificates[number] = Certificate.read(Files.readAllBytes(Vetting.file(readers[number])));
        }
        return StoredMessage.of(
                Sealing.seal(List.of(certificates), Instant.now(), "report.txt", text -> {
                    text.write(TEXT.getBytes(UTF_8));
                    return false;
                }),
                readers);
    }
}
