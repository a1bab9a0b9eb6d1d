package org.sallyport.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;

/** The source's pages in Chromium without scripts, looked at in three sizes of window. */
public final class SourceWindow implements AutoCloseable {
    private static final List<int[]> SIZES =
            List.of(new int[] {1280, 900}, new int[] {1000, 600}, new int[] {320, 640});

    private final Chromium browser = Chromium.start();
    private final Page page = browser.newPersonWithoutScripts();

    public Page page() {
        return page;
    }

    public void press(String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    /** Pictures of the whole page under {@code target/screenshots/source}; fails if anything is wider than the window. */
    public void look(String name) {
        for (int[] size : SIZES) {
            page.setViewportSize(size[0], size[1]);
            String picture = name + "-" + size[0] + ".png";
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of("target", "screenshots", "source", picture))
                    .setFullPage(true));
            assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                    .as(picture)
                    .isLessThanOrEqualTo(size[0]);
        }
    }

    @Override
    public void close() {
        browser.close();
    }
}
