package org.sallyport.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.testkit.Firefox;
import org.sallyport.testkit.Organisation;
import org.sallyport.testkit.RawHttp;
import org.sallyport.testkit.SourceFaceWithDesks;
import org.sallyport.testkit.WireRecording;

/** What the walk without scripts weighs: everything that Firefox and the face say to each other, to the octet. */
@QuarkusTest
@TestProfile(SourceFaceWithDesks.class)
class WireTest {
    private static final int ONE_FLIGHT = 14 * 1024;
    private static final int WALK = 60 * 1024;

    @Test
    void theWalkIsThreeRequestsAndAtMostSixtyKilobytesBesideTheReport() throws Exception {
        Organisation.made().load();
        try (WireRecording wire = new WireRecording(RestAssured.port);
                Firefox browser = Firefox.safest()) {
            browser.open(wire.address("/"));
            browser.click("a[href='/report']");
            browser.click("option[value='urgent']");
            browser.type("#text", "They came at night. ".repeat(50));
            browser.click("form button");
            assertThat(browser.text("h1")).isEqualTo("Received");
            List<WireRecording.Exchange> walk = wire.exchanges();
            assertThat(walk)
                    .extracting(WireRecording.Exchange::line)
                    .containsExactly("GET /", "GET /report", "POST /report");
            assertThat(walk.get(0).answer().length()).isLessThanOrEqualTo(ONE_FLIGHT);
            assertThat(weight(walk)).isLessThanOrEqualTo(WALK);

            String words = browser.text("p.words");
            browser.click("a[href='/mailbox']");
            browser.type("#words", words);
            browser.click("form button");
            assertThat(browser.text()).contains("There is no answer now");
            assertThat(wire.exchanges()).hasSize(5);
            write(wire.exchanges(), walk);
        }
    }

    /** Both ways, without the report itself. */
    private static int weight(List<WireRecording.Exchange> walk) {
        return walk.stream()
                .mapToInt(one -> one.request().length()
                        - RawHttp.body(one.request()).length()
                        + one.answer().length())
                .sum();
    }

    private static void write(List<WireRecording.Exchange> all, List<WireRecording.Exchange> walk) throws IOException {
        StringBuilder table = new StringBuilder("""
                | request | header, octets | body | answer's header | page |
                | --- | --: | --: | --: | --: |
                """);
        for (WireRecording.Exchange one : all) {
            int sent = RawHttp.body(one.request()).length();
            int page = RawHttp.body(one.answer()).length();
            table.append("| %s | %d | %d | %d | %d |%n"
                    .formatted(
                            one.line(),
                            one.request().length() - sent,
                            sent,
                            one.answer().length() - page,
                            page));
        }
        table.append(
                "%nThe first page: %d octets. Land, report, codename: %d requests, %d octets both ways without the report.%n"
                        .formatted(walk.get(0).answer().length(), walk.size(), weight(walk)));
        Files.writeString(Path.of("target", "wire.md"), table);
        System.out.println(table);
    }
}
