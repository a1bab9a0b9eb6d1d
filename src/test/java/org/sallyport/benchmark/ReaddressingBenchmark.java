package org.sallyport.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Sealing;
import org.sallyport.testkit.ConsoleWindow;
import org.sallyport.testkit.NewSubkey;
import org.sallyport.testkit.Person;
import org.sallyport.testkit.PlainGpg;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.StaffFaceWithKeycloak;
import org.sallyport.testkit.StoredMessage;
import org.sallyport.testkit.Vetting;

/**
 * Entries moved to a new subkey in the console, from the click to the end, in turns with the bare work in the same browser:
 * the same library opens as many session keys twice and seals them once, with nothing sent or stored.
 */
@QuarkusTest
@TestProfile(StaffFaceWithKeycloak.class)
@Tag("benchmark")
class ReaddressingBenchmark {
    private static final Person READER = Person.URGENT_1;
    private static final int ENTRIES = 1_000;
    private static final int ROUNDS = 3;
    private static final int BARE_TIMES = 200;
    private static final Path LIBRARY = Path.of("src/main/webui/node_modules/@protontech/openpgp/dist/openpgp.min.mjs");

    private static final String BARE = """
            async ({ answer, secret, passphrase, times }) => {
              const pgp = await import('/openpgp.mjs');
              const octets = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
              const framed = (tag, body) => {
                const packet = new Uint8Array(6 + body.length);
                packet.set([0xc0 | tag, 0xff]);
                new DataView(packet.buffer).setUint32(2, body.length);
                packet.set(body, 6);
                return packet;
              };
              const { certificates, messages } = JSON.parse(answer);
              const locked = await pgp.readPrivateKey({ armoredKey: secret });
              const decryptionKeys = await pgp.decryptKey({ privateKey: locked, passphrase });
              const encryptionKeys = await pgp.readKey({ binaryKey: octets(certificates[0]) });
              const sealed = messages[0];
              const header = octets(sealed.sealedHeader);
              const stub = framed(18, new Uint8Array([...header, ...new Uint8Array(128)]));
              const opened = async (packets) => {
                const binaryMessage = new Uint8Array([...packets.flatMap((packet) => [...packet]), ...stub]);
                const message = await pgp.readMessage({ binaryMessage });
                return (await pgp.decryptSessionKeys({ message, decryptionKeys }))[0];
              };
              const version2 = header[0] === 2 ? { algorithm: 'aes256', aeadAlgorithm: 'gcm' } : {};
              const once = async () => {
                const key = await opened(sealed.packets.map((packet) => framed(1, octets(packet))));
                const packet = await pgp.encryptSessionKey({ ...key, ...version2, encryptionKeys, format: 'binary' });
                await opened([packet]);
              };
              await once();
              const begun = performance.now();
              for (let time = 0; time < times; time++) await once();
              return (performance.now() - begun) / times;
            }
            """;

    @Test
    void readdressing() throws Exception {
        for (int round = 1; round <= ROUNDS; round++) {
            measure();
        }
    }

    private static void measure() throws Exception {
        PostgreSQL.empty();
        Vetting.ofEverybody();
        store();
        try (PlainGpg gpg = new PlainGpg();
                ConsoleWindow window = ConsoleWindow.open()) {
            Path secret = NewSubkey.of(READER, gpg);
            Page page = window.page();
            window.signIn(READER);
            page.getByText("Unlock a file that holds both subkeys").click();
            window.unlock(secret, Vetting.passphrase(READER));
            String answer = (String)
                    page.evaluate(
                            "fetch('/api/readdressing', { headers: { 'X-Requested-With': 'JavaScript' } }).then((one) => one.text())");
            window.button("Move them to your newest subkey").waitFor();
            long begun = System.nanoTime();
            window.button("Move them to your newest subkey").click();
            page.getByText("Nothing that you are shown depends on your older subkey any more.")
                    .waitFor(new com.microsoft.playwright.Locator.WaitForOptions().setTimeout(300_000));
            double each = (System.nanoTime() - begun) / 1e6 / ENTRIES;
            double bare = bare(page, answer, Files.readString(secret));
            System.out.printf(
                    "re-addressing: %.0f entries a second, bare work %.0f: ratio %.2f%n",
                    1_000 / each, 1_000 / bare, bare / each);
        } finally {
            Vetting.withdraw(READER);
        }
    }

    private static void store() throws Exception {
        List<Certificate> desk = List.of(
                Certificate.read(Files.readAllBytes(Vetting.file(READER))),
                Certificate.read(Files.readAllBytes(Vetting.file(Person.URGENT_LEAD))));
        for (int number = 0; number < ENTRIES; number++) {
            StoredMessage.of(
                    Sealing.seal(desk, Instant.now(), "report.txt", text -> {
                        text.write("They came at night.".getBytes(UTF_8));
                        return false;
                    }),
                    READER,
                    Person.URGENT_LEAD);
        }
    }

    /** Milliseconds for one entry, in another page of the same browser: the console's policy lets nothing else in. */
    private static double bare(Page console, String answer, String secret) {
        Page page = console.context().newPage();
        page.route("**/*", route -> give(route));
        page.navigate("http://localhost:9/");
        return ((Number) page.evaluate(
                        BARE,
                        Map.of(
                                "answer", answer,
                                "secret", secret,
                                "passphrase", Vetting.passphrase(READER),
                                "times", BARE_TIMES)))
                .doubleValue();
    }

    private static void give(Route route) {
        Route.FulfillOptions answer = new Route.FulfillOptions();
        route.fulfill(
                route.request().url().endsWith(".mjs")
                        ? answer.setPath(LIBRARY).setContentType("text/javascript")
                        : answer.setBody("<!doctype html>").setContentType("text/html"));
    }
}
