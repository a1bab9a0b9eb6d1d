package org.sallyport.house;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sallyport.codename.Codename;
import org.sallyport.standalone.DatabaseRole;
import org.sallyport.testkit.FaceOnSocket;
import org.sallyport.testkit.Firefox;
import org.sallyport.testkit.GpgAnswer;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.OnionDoor;
import org.sallyport.testkit.OnionTorrc;
import org.sallyport.testkit.OpenedForm;
import org.sallyport.testkit.Organisation;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.PrivateTor;
import org.sallyport.testkit.Programs;
import org.sallyport.testkit.Scratch;
import org.sallyport.testkit.StoredNow;
import org.sallyport.testkit.Waiting;

/**
 * The packaged source face as a real onion service, by the torrc of {@code deploy/tor} and over its unix socket, in a Tor
 * network on this machine: a source without scripts sends 20 MB through it, and reads the answer with twelve words.
 */
@Tag("walk")
class OnionWalk {
    private static final int EVIDENCE = 20_000_000;
    private static final String REVIEWER = "urgent-1";
    private static final String TEXT = "They came at night.";
    private static final String ANSWER = "We believe you.";

    private Path folder;
    private FaceOnSocket source;
    private PrivateTor tor;

    @BeforeEach
    void start() throws Exception {
        for (String program : List.of("tor", "tor-gencert", "firefox-esr", "gpg")) {
            Programs.require(program);
        }
        folder = Scratch.folder("onion");
        Organisation.made().load();
    }

    @AfterEach
    void stop() {
        if (tor != null) {
            tor.close();
        }
        if (source != null) {
            source.close();
        }
        Scratch.remove(folder);
    }

    @Test
    void a_large_report_goes_in_and_an_answer_comes_back_through_an_onion_service() throws Exception {
        OnionTorrc torrc = new OnionTorrc("source", folder);
        source = FaceOnSocket.source(torrc.socket("sallyport-source"), PostgreSQL.settings(DatabaseRole.SOURCE));
        long begun = System.nanoTime();
        tor = new PrivateTor();
        say("a network of its own", begun);

        long published = System.nanoTime();
        String onion = tor.publish(torrc.text(), torrc.onion());
        assertThat(onion).matches("[a-z2-7]{56}\\.onion");
        int socks = tor.client(Map.of());
        OnionDoor door = new OnionDoor(socks, onion);
        Waiting.until("the source face behind its onion address", door::isOpen);
        say("from publishing to the first page", published);

        byte[] evidence = MadeMessage.noise(EVIDENCE);
        try (Firefox browser = Firefox.safestThrough(socks)) {
            browser.watchRequests();
            String words = report(browser, onion, evidence);
            Map<String, byte[]> opened = OpenedForm.only(REVIEWER);
            assertThat(opened.get("report.txt")).asString(UTF_8).contains(TEXT);
            assertThat(opened.get("files/evidence.bin")).isEqualTo(evidence);

            try (Codename codename = Codename.ofWords(words.getBytes(UTF_8))) {
                GpgAnswer.signed(codename, REVIEWER, ANSWER);
            }
            long asked = System.nanoTime();
            assertThat(mailbox(browser, onion, words)).contains(ANSWER, "Signed by urgent-1@desk.example");
            say("to the answer, two pages", asked);
            assertThat(browser.cookies()).isZero();
            assertThat(browser.requests()).hasSize(5).allMatch(request -> request.contains(" http://" + onion + "/"));
        }
    }

    private String report(Firefox browser, String onion, byte[] evidence) throws Exception {
        Path file = Files.write(folder.resolve("evidence.bin"), evidence);
        browser.open("http://" + onion + "/");
        browser.click("a[href='/report']");
        browser.await("Write a report here");
        browser.click("option[value='urgent']");
        browser.type("#text", TEXT);
        browser.type("#files", file.toString());
        long sent = System.nanoTime();
        browser.click("form button");
        browser.await("Received");
        Duration taken = say("a report of 20 MB, to the page that says it is received", sent);
        System.out.printf("  %.1f MB a second%n", EVIDENCE / 1e3 / taken.toMillis());
        StoredNow.are(1, 1);
        return browser.text("p.words");
    }

    private static String mailbox(Firefox browser, String onion, String words) throws Exception {
        browser.open("http://" + onion + "/mailbox");
        browser.type("#words", words);
        browser.click("form button");
        browser.await("Answers to your report");
        return browser.text();
    }

    private static Duration say(String what, long since) {
        Duration taken = Duration.ofNanos(System.nanoTime() - since);
        System.out.printf("%6.1f s  %s%n", taken.toMillis() / 1e3, what);
        return taken;
    }
}
