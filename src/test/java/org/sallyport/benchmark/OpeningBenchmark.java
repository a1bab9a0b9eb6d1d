package org.sallyport.benchmark;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sallyport.testkit.ConsoleWindow;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.NewerMessage;
import org.sallyport.testkit.Person;
import org.sallyport.testkit.PlainGpg;
import org.sallyport.testkit.StaffFaceWithKeycloak;
import org.sallyport.testkit.StoredMessage;
import org.sallyport.testkit.Vetting;

/**
 * A report of 100 MB opened in the console, from the click to the list of what is in it, in turns with the bare decryption
 * of as many octets by the same browser's AES-GCM in the same page. Download and database are part of the opening.
 */
@QuarkusTest
@TestProfile(StaffFaceWithKeycloak.class)
@Tag("benchmark")
class OpeningBenchmark {
    private static final int SIZE = 100_000_000;
    private static final int ROUNDS = 3;
    private static final double PATIENCE = 120_000;
    private static final Pattern MOST_RESIDENT = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private static final String BARE = """
            async (size) => {
              const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
              const gcm = { name: 'AES-GCM', iv: new Uint8Array(12) };
              const sealed = await crypto.subtle.encrypt(gcm, key, new Uint8Array(size));
              const begun = performance.now();
              await crypto.subtle.decrypt(gcm, key, sealed);
              return performance.now() - begun;
            }
            """;

    @Test
    void opening() throws Exception {
        byte[] report = MadeMessage.noise(SIZE);
        measure("version 2, AES-256-GCM", NewerMessage.sealed(report, Person.URGENT_1));
        try (PlainGpg gpg = new PlainGpg()) {
            String recipient = Vetting.file(Person.URGENT_1).toString();
            measure(
                    "version 1, by gpg",
                    gpg.run(report, "--compress-algo", "none", "--recipient-file", recipient, "--encrypt")
                            .orFail());
        }
    }

    private static void measure(String name, byte[] message) throws Exception {
        Vetting.ofEverybody();
        UUID entry = StoredMessage.of(new ByteArrayInputStream(message), Person.URGENT_1);
        for (int round = 1; round <= ROUNDS; round++) {
            // A browser of its own each time: what the last one used would hide the peak of the next.
            try (ConsoleWindow window = ConsoleWindow.open()) {
                Page page = window.page();
                window.signIn(Person.URGENT_1);
                page.locator("[data-entry='" + entry + "']").click();
                page.setInputFiles("#key-file", Vetting.secretKey(Person.URGENT_1));
                page.getByLabel("Its passphrase").fill(Vetting.passphrase(Person.URGENT_1));
                page.getByRole(
                                AriaRole.BUTTON,
                                new Page.GetByRoleOptions().setName("Unlock").setExact(true))
                        .click();
                Locator open = page.getByText("Open this report");
                open.waitFor();
                long before = renderers(RESIDENT);
                long begun = System.nanoTime();
                open.click();
                page.locator(".opened").waitFor(new Locator.WaitForOptions().setTimeout(PATIENCE));
                double seconds = (System.nanoTime() - begun) / 1e9;
                double memory = (renderers(MOST_RESIDENT) - before) * 1024.0 / SIZE;
                double bare = ((Number) page.evaluate(BARE, SIZE)).doubleValue() / 1e3;
                System.out.printf(
                        "opening 100 MB (%s): %.2f s, bare AES-GCM %.2f s: ratio %.1f; memory at most %.1f times its size%n",
                        name, seconds, bare, seconds / bare, memory);
            }
        }
    }

    /** Kilobytes of the pages of this browser, added up. */
    private static long renderers(Pattern line) {
        return ProcessHandle.current()
                .descendants()
                .map(process -> Path.of("/proc", String.valueOf(process.pid())))
                .filter(process -> text(process.resolve("cmdline")).contains("--type=renderer"))
                .mapToLong(process -> {
                    Matcher found = line.matcher(text(process.resolve("status")));
                    return found.find() ? Long.parseLong(found.group(1)) : 0;
                })
                .sum();
    }

    /** Empty for a process that has ended. */
    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
