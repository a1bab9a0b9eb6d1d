package org.sallyport.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.testkit.Canary;
import org.sallyport.testkit.CanarySearch;
import org.sallyport.testkit.Firefox;
import org.sallyport.testkit.MozLz4;
import org.sallyport.testkit.Organisation;
import org.sallyport.testkit.SourceFaceWithDesks;
import org.sallyport.testkit.Waiting;
import org.sallyport.testkit.WireRecording;

/** What is left in a browser after "Leave now": looked for as somebody does who takes the device. */
@QuarkusTest
@TestProfile(SourceFaceWithDesks.class)
class LeavingTest {
    private static final String TEXT = "They came to the yellow house behind the mill.";
    private static final String ADDED = "They asked for the list of the bakers.";
    private static final String EMPTY_TAB = "about:blank";
    private static final String ADDRESS = "the address";

    @TempDir
    Path folder;

    private WireRecording wire;
    private Path file;
    private Canary words = Canary.text("the codename", "not known before it is shown");

    @BeforeEach
    void desks() throws Exception {
        Organisation.made().load();
        wire = new WireRecording(RestAssured.port);
        file = Files.writeString(folder.resolve("names-of-the-bakers.pdf"), "Halva, Simit, Lavash and their sons.");
    }

    @Test
    void aPrivateWindowAsInTorBrowserKeepsNothingNotEvenTheAddress() throws Exception {
        try (Firefox browser = Firefox.safest()) {
            visit(browser);
            leave(browser);
            assertThat(found(browser)).isEmpty();
            nothingIsBehind(browser);
            browser.quit();
            assertThat(found(browser)).isEmpty();
        }
    }

    @Test
    void anOrdinaryWindowKeepsTheAddressButNothingThatWasTyped() throws Exception {
        try (Firefox browser = Firefox.remembering()) {
            visit(browser);
            browser.addCookie("of-another");
            leave(browser);
            browser.open(wire.address("/"));
            assertThat(browser.cookies()).as("Clear-Site-Data is obeyed").isZero();
            leave(browser);
            nothingIsBehind(browser);
            browser.quit();
            assertThat(found(browser)).containsOnlyKeys(ADDRESS);

            browser.startAgain();
            browser.open(wire.address("/report"));
            assertThat(browser.value("#text")).isEmpty();
            assertThat(found(browser)).containsOnlyKeys(ADDRESS);
            // What is there is found: in a field that does not forbid it.
            browser.open("data:text/html,<textarea id=text>");
            browser.type("#text", TEXT);
            Waiting.until(
                    "the text of a page without our care", () -> found(browser).containsKey("the text"));
        }
    }

    /** Everything that a source types, and each time long enough for the browser to save its session. */
    private void visit(Firefox browser) throws Exception {
        browser.open(wire.address("/report"));
        browser.click("option[value='urgent']");
        browser.type("#text", TEXT);
        browser.type("#files", file.toString());
        nothingTypedIsFound(browser);
        String codename = browser.value("input[name='codename']");
        browser.click("form button");
        assertThat(browser.text("h1")).isEqualTo("Received");
        String shown = browser.text("p.words");
        words = new Canary(
                "the codename",
                List.of(shown.getBytes(StandardCharsets.UTF_8)),
                List.of(HexFormat.of().parseHex(codename)));
        browser.click("main a[href='/mailbox']");
        browser.type("#words", shown);
        nothingTypedIsFound(browser);
        browser.click("form button");
        browser.type("#text", ADDED);
        nothingTypedIsFound(browser);
        browser.click("form[action='/mailbox/add'] button");
        assertThat(browser.text()).contains("It is stored.");
        assertThat(browser.cookies()).isZero();
    }

    /** By the link at the top, as far as the empty tab. */
    private static void leave(Firefox browser) throws Exception {
        browser.click("header a");
        Waiting.until("the empty tab", () -> browser.url().equals(EMPTY_TAB));
        assertThat(browser.text()).isEmpty();
        assertThat(browser.history())
                .noneMatch(entry -> entry.contains("/leave"))
                .last()
                .asString()
                .startsWith(EMPTY_TAB);
    }

    /** "Back" to the first page, and the source of each. */
    private void nothingIsBehind(Firefox browser) throws Exception {
        List<String> history = browser.history();
        assertThat(history).anyMatch(entry -> entry.contains("/mailbox"));
        int before = wire.exchanges().size();
        for (int step = history.size() - 1; step > 0; step--) {
            try {
                browser.back();
            } catch (IOException thePageIsGone) {
                assertThat(thePageIsGone).hasMessageContaining("e=notCached");
            }
            assertThat(browser.text())
                    .doesNotContain(TEXT, ADDED, file.getFileName().toString());
        }
        assertThat(wire.exchanges().subList(before, wire.exchanges().size()))
                .as("pages were kept nowhere: each is asked for again, and none is sent again")
                .extracting(WireRecording.Exchange::line)
                .contains("GET /report", "GET /mailbox")
                .doesNotContain("POST /report", "POST /mailbox");
        browser.open("view-source:" + wire.address("/report"));
        assertThat(browser.text()).contains("<textarea").doesNotContain(TEXT, ADDED);
    }

    private void nothingTypedIsFound(Firefox browser) throws Exception {
        // Longer than the browser waits before it saves its session.
        Thread.sleep(2_500);
        assertThat(found(browser).keySet()).isSubsetOf(ADDRESS);
    }

    /** In the profile, packed files unpacked, by the canaries' names. */
    private Map<String, Integer> found(Firefox browser) throws IOException {
        CanarySearch search = new CanarySearch(List.of(
                Canary.text("the text", TEXT, ADDED),
                Canary.text("the file", file.getFileName().toString(), Files.readString(file)),
                words,
                Canary.text(ADDRESS, wire.address("/report"))));
        Map<String, Integer> found = new TreeMap<>(search.inAll(browser.profile()));
        for (Path packed : CanarySearch.filesIn(browser.profile())) {
            if (packed.toString().matches(".*\\.(json|bak)lz4(-[0-9]*)?") && Files.exists(packed)) {
                Path unpacked = Files.write(folder.resolve("unpacked"), MozLz4.read(packed));
                search.in(unpacked).forEach((name, count) -> found.merge(name, count, Integer::sum));
            }
        }
        return found;
    }
}
