package org.sallyport.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.testkit.RawHttp;
import org.sallyport.testkit.StaffFaceWithoutSignIn;

/** The staff's face has nothing of the sources'. */
@QuarkusTest
@TestProfile(StaffFaceWithoutSignIn.class)
class StaffFrontDoorTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/desks/urgent",
                "/desks/urgent/report",
                "//desks/urgent",
                "/%64esks/urgent",
                "/api/../desks/urgent",
                "/api/%2e%2e/desks/urgent",
                "/console/../desks/urgent",
                "/console/%2E%2E/desks/urgent",
                "/keys/checkpoint",
                "/keys/tile/0/000.p/1",
                "/.well-known/openpgpkey/policy",
                "/consoles",
                "/apis",
                "/q/health",
                "/index.html"
            })
    void whatIsTheSourcesDoesNotExistHere(String target) throws IOException {
        FrontDoorTest.refused(RawHttp.get(RestAssured.port, target), 404);
    }

    @Test
    void theFirstAddressLeadsToTheConsole() throws IOException {
        String answer = RawHttp.get(RestAssured.port, "/");
        assertThat(RawHttp.status(answer)).isEqualTo(302);
        assertThat(RawHttp.header(answer)).contains("\r\nlocation: /console\r\n");
        FrontDoorTest.hasItsHeaders(answer);
    }

    @Test
    void theConsolesPolicyRunsOnlyItsOwnScripts() throws IOException {
        assertThat(RawHttp.header(RawHttp.get(RestAssured.port, "/nothing")))
                .contains("script-src 'self'; ", "require-trusted-types-for 'script'; ", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/nothing", "/console/nothing.js", "/api/entries/not-an-id"})
    void whatDoesNotExistOnThisFaceTellsNothing(String target) throws IOException {
        String answer = RawHttp.get(RestAssured.port, target);
        assertThat(RawHttp.status(answer)).isBetween(400, 499);
        FrontDoorTest.tellsNothing(answer);
        FrontDoorTest.hasItsHeaders(answer);
    }

    @Test
    void whatAPageConsistsOfIsOpenToEverybodyAndOfTheKindThatItSays() throws IOException {
        Map<String, String> types = Map.of("js", "text/javascript", "css", "text/css", "svg", "image/svg+xml");
        List<String> assets = Pattern.compile("\"(/console/assets/[^\"]+)\"")
                .matcher(RawHttp.get(RestAssured.port, "/console/signed-out"))
                .results()
                .map(asset -> asset.group(1))
                .toList();

        assertThat(assets).isNotEmpty();
        for (String asset : assets) {
            String answer = RawHttp.get(RestAssured.port, asset);
            assertThat(RawHttp.status(answer)).as(asset).isEqualTo(200);
            assertThat(RawHttp.header(answer).toLowerCase(Locale.ROOT))
                    .contains("\r\ncontent-type: " + types.get(asset.substring(asset.lastIndexOf('.') + 1)));
            FrontDoorTest.hasItsHeaders(answer);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "none.js",
                ".js",
                "..%2findex.html",
                "%2e%2e%2findex.html",
                "..%5cindex.html",
                "index.html",
                "a/b.js",
                ""
            })
    void noPathLeadsFromTheAssetsToAnythingElse(String name) throws IOException {
        FrontDoorTest.refused(RawHttp.get(RestAssured.port, "/console/assets/" + name), 404);
    }
}
