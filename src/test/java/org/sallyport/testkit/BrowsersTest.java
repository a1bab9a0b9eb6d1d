package org.sallyport.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the browsers do what the walks believe of them: above all that scripts are really off in one of them. */
class BrowsersTest {
    private static final String FORM = """
            <!doctype html><title>A form</title><p id=state>scripts off</p>
            <script>document.getElementById('state').textContent = 'scripts on'</script>
            <form method=post enctype=multipart/form-data>
            <textarea name=message></textarea><input type=file name=file><button>Send</button></form>""";

    @TempDir
    Path folder;

    private HttpServer server;
    private String address;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", BrowsersTest::answer);
        server.start();
        address = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void firefoxFillsInAFormWithScriptsOff() throws Exception {
        Path file = Files.writeString(folder.resolve("evidence.bin"), "the file's octets");
        try (Firefox firefox = Firefox.safest()) {
            firefox.open(address);
            assertThat(firefox.text("#state")).isEqualTo("scripts off");
            firefox.type("textarea", "two\nlines");
            firefox.type("input[type=file]", file.toString());
            firefox.click("button");
            assertThat(firefox.text()).contains("two", "lines", "evidence.bin", "the file's octets");
            firefox.screenshot(folder.resolve("form.png"), 1000, 600);
            assertThat(folder.resolve("form.png")).isNotEmptyFile();
            assertThat(firefox.cookies()).isZero();
        }
    }

    @Test
    void chromiumRunsScripts() {
        try (Chromium chromium = Chromium.start()) {
            Page page = chromium.newPerson();
            page.navigate(address);
            assertThat(page.textContent("#state")).isEqualTo("scripts on");
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        byte[] sent = exchange.getRequestBody().readAllBytes();
        boolean posted = exchange.getRequestMethod().equals("POST");
        exchange.getResponseHeaders().add("Content-Type", "text/" + (posted ? "plain" : "html"));
        byte[] page = posted ? sent : FORM.getBytes(UTF_8);
        exchange.sendResponseHeaders(200, page.length);
        try (var body = exchange.getResponseBody()) {
            body.write(page);
        }
    }
}
