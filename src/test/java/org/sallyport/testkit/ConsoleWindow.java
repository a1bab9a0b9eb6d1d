package org.sallyport.testkit;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The console in Chromium. It notes what the page writes to the browser's console (violations of the content security
 * policy among it), every script error, and every request to anybody but the staff face and Keycloak: closing the window
 * fails if there was any.
 */
public final class ConsoleWindow implements AutoCloseable {
    private static final List<int[]> SIZES =
            List.of(new int[] {1280, 900}, new int[] {1000, 600}, new int[] {768, 1024}, new int[] {320, 640});

    private final Chromium browser;
    private final Page page;
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private boolean failuresExpected;

    private ConsoleWindow(Chromium browser) {
        this.browser = browser;
        this.page = browser.newPerson();
        page.onConsoleMessage(message -> {
            if (!failuresExpected && List.of("error", "warning").contains(message.type()) && ours(message.location())) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.onRequest(request -> {
            String origin = origin(request.url());
            if (!origin.equals(Keycloak.staffOrigin()) && !origin.equals(Keycloak.address())) {
                complaints.add("a request to " + request.url());
            }
        });
    }

    public static ConsoleWindow open() {
        return new ConsoleWindow(Chromium.start());
    }

    public Page page() {
        return page;
    }

    public void signIn(Person person) {
        page.navigate(Keycloak.staffOrigin() + "/console");
        fillIn(page, person);
    }

    /** Fills in the login forms that a page shows, and waits for the console. */
    public void fillIn(Page at, Person person) {
        at.getByLabel("Username").fill(person.signInName());
        at.locator("input[name=password]").fill(person.password());
        at.locator("#kc-login").click();
        typeCode(at, person);
        at.waitForURL(Keycloak.staffOrigin() + "/console");
        at.locator("h1").first().waitFor();
    }

    /** As if the console had been left open since, for longer than a second factor counts. */
    public void leftOpen() {
        TurnedClock.aSessionLater();
    }

    /** From here on failing calls, which the browser notes by itself, are what the test is about. */
    public void expectFailures() {
        failuresExpected = true;
    }

    /** Signs in and chooses an entry. */
    public void choose(Person person, UUID entry) {
        signIn(person);
        choose(entry);
    }

    /** Chooses an entry of the list, on whichever page of it the entry stands. */
    public void choose(UUID entry) {
        Locator row = page.locator("[data-entry='" + entry + "']");
        Locator more = button("Show more");
        row.or(more).first().waitFor();
        while (row.count() == 0) {
            more.click();
            row.or(more).first().waitFor();
        }
        row.click();
    }

    /** Unlocks a person's own key. */
    public void unlock(Person person) {
        unlock(Vetting.secretKey(person), Vetting.passphrase(person));
    }

    public void unlock(Path secretKey, String passphrase) {
        page.setInputFiles("#key-file", secretKey);
        page.getByLabel("Its passphrase").fill(passphrase);
        button("Unlock").click();
    }

    /** Follows the notice to the second tab, types the code there, and closes it. */
    public void confirm(Person person) {
        Page second = page.context()
                .waitForPage(() -> page.getByText("Confirm in a second tab").click());
        TurnedClock.back();
        typeCode(second, person);
        second.waitForURL(Keycloak.staffOrigin() + "/console");
        second.getByText("You have confirmed it").waitFor();
        second.close();
    }

    private static void typeCode(Page at, Person person) {
        at.locator("input[name=otp]").fill(Totp.code(person.totpSecret(), Instant.now()));
        at.locator("#kc-login").click();
    }

    /** "Unlock" is a word of other names too. */
    public Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(name.equals("Unlock")));
    }

    /** The text of what was opened. */
    public Locator text() {
        return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Text"));
    }

    /** Fails if axe finds anything. */
    public void accessible() {
        List<?> violations = new AxeBuilder(page).analyze().getViolations();
        if (!violations.isEmpty()) {
            throw new AssertionError("what axe found: " + violations);
        }
    }

    /** Pictures of the page in all sizes, light and dark, under {@code target/screenshots/staff}. */
    public void look(String name) {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            for (int[] size : SIZES) {
                page.setViewportSize(size[0], size[1]);
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(Path.of(
                                "target",
                                "screenshots",
                                "staff",
                                name + "-" + size[0] + "-" + scheme.name().toLowerCase(Locale.ROOT) + ".png"))
                        .setFullPage(true));
                Object overflow = page.evaluate("document.documentElement.scrollWidth > innerWidth");
                if (Boolean.TRUE.equals(overflow)) {
                    complaints.add(name + " is wider than " + size[0]);
                }
            }
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.setViewportSize(SIZES.get(0)[0], SIZES.get(0)[1]);
    }

    @Override
    public void close() {
        TurnedClock.back();
        browser.close();
        if (!complaints.isEmpty()) {
            throw new AssertionError("the browser complained: " + complaints);
        }
    }

    private static boolean ours(String location) {
        return !location.startsWith(Keycloak.address());
    }

    private static String origin(String url) {
        URI uri = URI.create(url);
        return uri.getScheme() + "://" + uri.getAuthority();
    }
}
