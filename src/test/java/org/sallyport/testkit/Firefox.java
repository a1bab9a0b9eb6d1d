package org.sallyport.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Firefox ESR as a stand-in for Tor Browser, mostly at its level Safest: no scripts, no SVG, no fonts from pages. It keeps
 * nothing and asks no other host anything.
 */
public final class Firefox implements AutoCloseable {
    /** At an element while pages change. */
    private static final int LOOKS = 5;

    private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

    private static final String SAFEST = """
            user_pref("javascript.enabled", false);
            user_pref("svg.disabled", true);
            user_pref("gfx.downloadable_fonts.enabled", false);
            user_pref("mathml.disabled", true);
            user_pref("webgl.disabled", true);
            user_pref("javascript.options.wasm", false);
            """;

    /** Keeps it from talking to anybody but the page's own host. */
    private static final String QUIET = """
            user_pref("browser.privatebrowsing.autostart", true);
            user_pref("marionette.port", 0);
            user_pref("app.update.disabledForTesting", true);
            user_pref("browser.safebrowsing.malware.enabled", false);
            user_pref("browser.safebrowsing.phishing.enabled", false);
            user_pref("browser.safebrowsing.downloads.remote.enabled", false);
            user_pref("browser.search.update", false);
            user_pref("browser.shell.checkDefaultBrowser", false);
            user_pref("browser.startup.page", 0);
            user_pref("datareporting.policy.dataSubmissionEnabled", false);
            user_pref("dom.push.connection.enabled", false);
            user_pref("extensions.update.enabled", false);
            user_pref("extensions.systemAddon.update.enabled", false);
            user_pref("network.captive-portal-service.enabled", false);
            user_pref("network.connectivity-service.enabled", false);
            user_pref("network.prefetch-next", false);
            user_pref("network.dns.disablePrefetch", true);
            user_pref("services.settings.server", "data:,");
            user_pref("toolkit.telemetry.server", "");
            user_pref("remote.prefs.recommended", true);
            """;

    /** As people have it who never changed a setting, but for pages of its own that it would open first. */
    private static final String REMEMBERING = """
            user_pref("browser.privatebrowsing.autostart", false);
            user_pref("remote.prefs.recommended", false);
            user_pref("browser.startup.page", 3);
            user_pref("browser.sessionstore.interval", 1000);
            user_pref("browser.startup.homepage_override.mstone", "ignore");
            user_pref("browser.aboutwelcome.enabled", false);
            user_pref("dom.file.createInChild", true);
            """;

    /** As Tor Browser reaches onion addresses, and what it thinks of them. */
    private static final String THROUGH_TOR = """
            user_pref("network.proxy.type", 1);
            user_pref("network.proxy.socks", "127.0.0.1");
            user_pref("network.proxy.socks_port", %d);
            user_pref("network.proxy.socks_version", 5);
            user_pref("network.proxy.socks_remote_dns", true);
            user_pref("network.proxy.no_proxies_on", "");
            user_pref("network.proxy.allow_hijacking_localhost", true);
            user_pref("network.proxy.failover_direct", false);
            user_pref("network.dns.blockDotOnion", false);
            user_pref("dom.securecontext.allowlist_onions", true);
            """;

    private final Path profile;
    private Process process;
    private Marionette marionette;

    private Firefox(Path profile, Process process, Marionette marionette) {
        this.profile = profile;
        this.process = process;
        this.marionette = marionette;
    }

    public static Firefox safest() throws IOException, InterruptedException {
        return start(SAFEST + QUIET);
    }

    /** Without scripts, but no private window: it remembers what an ordinary browser does, and restores its last session. */
    public static Firefox remembering() throws IOException, InterruptedException {
        return start(SAFEST + QUIET + REMEMBERING);
    }

    /** @param socksPort of a Tor, through which alone it reaches anything */
    public static Firefox safestThrough(int socksPort) throws IOException, InterruptedException {
        return start(SAFEST + QUIET + THROUGH_TOR.formatted(socksPort));
    }

    /** With scripts, as Tor Browser is at its level Standard. */
    public static Firefox standardThrough(int socksPort) throws IOException, InterruptedException {
        return start(QUIET + THROUGH_TOR.formatted(socksPort));
    }

    private static Firefox start(String preferences) throws IOException, InterruptedException {
        Path profile = Scratch.folder("firefox");
        Files.writeString(profile.resolve("user.js"), preferences);
        Process process = launch(profile);
        return new Firefox(profile, process, meet(profile, process));
    }

    private static Process launch(Path profile) throws IOException {
        return new ProcessBuilder(
                        Programs.require("firefox-esr").toString(),
                        "--headless",
                        "--marionette",
                        // For watchRequests.
                        "--remote-allow-system-access",
                        "--no-remote",
                        "--profile",
                        profile.toString())
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("firefox.log").toFile())
                .start();
    }

    private static Marionette meet(Path profile, Process process) throws IOException, InterruptedException {
        Path port = profile.resolve("MarionetteActivePort");
        Waiting.until(
                "Firefox",
                process,
                () -> Files.exists(port) && !Files.readString(port).isBlank());
        Marionette marionette =
                new Marionette(Integer.parseInt(Files.readString(port).strip()));
        marionette.command("WebDriver:NewSession", Map.of("acceptInsecureCerts", false));
        return marionette;
    }

    /** What it keeps, while it runs and afterwards; removed with {@link #close}. */
    public Path profile() {
        return profile;
    }

    /** Ends it as a person does, so that it writes what it wants to keep. */
    public void quit() throws IOException, InterruptedException {
        marionette.command("Marionette:Quit", Map.of("flags", List.of("eAttemptQuit")));
        marionette.close();
        process.waitFor();
    }

    /** Starts it again after {@link #quit}, with what it kept. */
    public void startAgain() throws IOException, InterruptedException {
        Files.deleteIfExists(profile.resolve("MarionetteActivePort"));
        process = launch(profile);
        marionette = meet(profile, process);
    }

    public void open(String url) throws IOException {
        marionette.command("WebDriver:Navigate", Map.of("url", url));
    }

    public String url() throws IOException {
        return marionette
                .command("WebDriver:GetCurrentURL", Map.of())
                .path("value")
                .asText();
    }

    /** The button "Back". */
    public void back() throws IOException {
        marionette.command("WebDriver:Back", Map.of());
    }

    /** What stands in a field. */
    public String value(String selector) throws IOException {
        return marionette
                .command("WebDriver:GetElementProperty", Map.of("id", element(selector), "name", "value"))
                .path("value")
                .asText();
    }

    /** What a person reads on the page. */
    public String text() throws IOException {
        return text("body");
    }

    /** What is found may belong to a page that another takes the place of just then: it is looked for again. */
    public String text(String selector) throws IOException {
        for (int look = 1; ; look++) {
            try {
                return marionette
                        .command("WebDriver:GetElementText", Map.of("id", element(selector)))
                        .path("value")
                        .asText();
            } catch (IOException failure) {
                if (look == LOOKS || !String.valueOf(failure.getMessage()).contains("stale element reference")) {
                    throw failure;
                }
            }
        }
    }

    /** Returns when the page that the click leads to is there, or after five seconds in which none began to come. */
    public void click(String selector) throws IOException {
        marionette.command("WebDriver:ElementClick", Map.of("id", element(selector)));
    }

    /** Returns when a page with this heading is there, however long its form was sent. */
    public void await(String heading) throws IOException, InterruptedException {
        Waiting.until("the page " + heading, process, () -> shows(heading));
    }

    private boolean shows(String heading) {
        try {
            return text("h1").equals(heading);
        } catch (IOException betweenTwoPages) {
            return false;
        }
    }

    /** Types into a field; for a file input, the text is the file's path. */
    public void type(String selector, String text) throws IOException {
        marionette.command("WebDriver:ElementSendKeys", Map.of("id", element(selector), "text", text));
    }

    /** From here on it is noted what pages ask for. */
    public void watchRequests() throws IOException {
        inTheBrowserItself("""
                globalThis.asked = [];
                Services.obs.addObserver(request => {
                  request.QueryInterface(Ci.nsIHttpChannel);
                  if (request.loadInfo.browsingContext) {
                    asked.push(request.requestMethod + " " + request.URI.spec);
                  }
                }, "http-on-modify-request");
                """);
    }

    /** What pages have asked for since {@link #watchRequests}, such as {@code GET http://127.0.0.1:8080/}. */
    public List<String> requests() throws IOException {
        List<String> requests = new ArrayList<>();
        inTheBrowserItself("return asked;").forEach(request -> requests.add(request.asText()));
        return requests;
    }

    /** With the rights of the browser, and in one scope that lasts: the page is not touched. */
    private JsonNode inTheBrowserItself(String script) throws IOException {
        marionette.command("Marionette:SetContext", Map.of("value", "chrome"));
        try {
            Map<String, ?> parameters =
                    Map.of("script", script, "args", List.of(), "newSandbox", false, "sandbox", "system");
            return marionette.command("WebDriver:ExecuteScript", parameters).path("value");
        } finally {
            marionette.command("Marionette:SetContext", Map.of("value", "content"));
        }
    }

    /** The addresses and titles that "Back" and "Forward" lead to, from the first on. */
    public List<String> history() throws IOException {
        List<String> entries = new ArrayList<>();
        inTheBrowserItself("""
                const history = gBrowser.selectedBrowser.browsingContext.sessionHistory;
                return Array.from({ length: history.count }, (nothing, at) => history.getEntryAtIndex(at))
                  .map(entry => entry.URI.spec + " " + entry.title);
                """).forEach(entry -> entries.add(entry.asText()));
        return entries;
    }

    /** A cookie of the page's host, as if somebody else had set it. */
    public void addCookie(String name) throws IOException {
        marionette.command("WebDriver:AddCookie", Map.of("cookie", Map.of("name", name, "value", "x")));
    }

    public int cookies() throws IOException {
        return marionette.command("WebDriver:GetCookies", Map.of()).size();
    }

    /** @return the height of the page when it is as wide as that */
    public int screenshot(Path png, int width, int height) throws IOException {
        marionette.command("WebDriver:SetWindowRect", Map.of("width", width, "height", height));
        JsonNode picture =
                marionette.command("WebDriver:TakeScreenshot", Map.of("full", true, "hash", false, "scroll", false));
        Files.createDirectories(png.getParent());
        Files.write(png, Base64.getDecoder().decode(picture.path("value").asText()));
        return marionette
                .command("WebDriver:GetElementRect", Map.of("id", element("body")))
                .path("height")
                .asInt();
    }

    @Override
    public void close() throws IOException {
        marionette.close();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        Scratch.remove(profile);
    }

    private String element(String selector) throws IOException {
        return marionette
                .command("WebDriver:FindElement", Map.of("using", "css selector", "value", selector))
                .path("value")
                .path(ELEMENT)
                .asText();
    }
}
