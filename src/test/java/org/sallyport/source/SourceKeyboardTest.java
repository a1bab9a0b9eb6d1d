package org.sallyport.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.testkit.Chromium;
import org.sallyport.testkit.Organisation;
import org.sallyport.testkit.SourceFaceWithDesks;

/** The source's pages without a mouse, by axe's rules, which need scripts. */
@QuarkusTest
@TestProfile(SourceFaceWithDesks.class)
class SourceKeyboardTest {
    private static final List<String> PAGES =
            List.of("/", "/report", "/mailbox", "/desks/urgent", "/desks/urgent/codename", "/desks/lonely");

    /** The boxes that scroll sideways, and take no focus. */
    private static final String UNREACHABLE = """
            [...document.querySelectorAll('body *')]
                .filter((box) => box.scrollWidth > box.clientWidth && /auto|scroll/.test(getComputedStyle(box).overflowX))
                .filter((box) => box.tabIndex < 0)
                .map((box) => box.outerHTML)
                .join()
            """;

    private Chromium browser;
    private Page page;

    @BeforeEach
    void open() throws Exception {
        Organisation.made().load();
        browser = Chromium.start();
        page = browser.newPerson();
    }

    @AfterEach
    void close() {
        browser.close();
    }

    @Test
    void everyBoxThatScrollsTakesTheFocus() {
        for (int width : List.of(320, 1280)) {
            page.setViewportSize(width, 640);
            for (String path : PAGES) {
                go(path);
                page.evaluate("document.querySelectorAll('details').forEach((box) => (box.open = true))");
                assertThat((String) page.evaluate(UNREACHABLE)).as(path).isEmpty();
                assertThat(new AxeBuilder(page).analyze().getViolations())
                        .as(path)
                        .isEmpty();
            }
        }
    }

    @Test
    void aBoxIsScrolledByItsKeys() {
        page.setViewportSize(320, 640);
        go("/desks/urgent");
        page.locator(".scroll").first().focus();
        page.keyboard().press("ArrowRight");
        page.waitForFunction("document.querySelector('.scroll').scrollLeft > 0");
    }

    private void go(String path) {
        page.navigate("http://127.0.0.1:" + RestAssured.port + path);
    }
}
