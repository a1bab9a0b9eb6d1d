package org.sallyport.source;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.keyring.WrittenKeyLog;
import org.sallyport.openpgp.WebKeyDirectory;
import org.sallyport.testkit.Organisation;
import org.sallyport.testkit.RawHttp;
import org.sallyport.testkit.SourceFaceWithDesks;
import org.sallyport.testkit.Waiting;

@QuarkusTest
@TestProfile(SourceFaceWithDesks.class)
class KeyLogPagesTest {
    @TempDir
    Path folder;

    @BeforeEach
    void desks() throws Exception {
        Organisation.made().load();
        Waiting.until("the desks", () -> get("/keys/desks").asString().equals("country\nurgent\n"));
    }

    @Test
    void anEmptyLogHasNoCheckpointAndNoTileAndPagesWork() {
        get("/keys/checkpoint").then().statusCode(404);
        get("/keys/tile/0/000.p/1").then().statusCode(404);
        get("/keys/tile/entries/000.p/1").then().statusCode(404);
        get("/desks/urgent").then().statusCode(200).body(not(containsString("root hash")));
    }

    @Test
    void theLogIsServedInTiles() throws Exception {
        new WrittenKeyLog(folder).write();
        List<String> checkpoint = get("/keys/checkpoint")
                .then()
                .statusCode(200)
                .contentType("text/plain;charset=UTF-8")
                .extract()
                .asString()
                .lines()
                .toList();
        assertThat(checkpoint.get(0)).isEqualTo(WrittenKeyLog.ORIGIN);
        assertThat(checkpoint.get(1)).isEqualTo("3");
        Response tile = get("/keys/tile/0/000.p/3");
        assertThat(tile.statusCode()).isEqualTo(200);
        assertThat(tile.contentType()).isEqualTo("application/octet-stream");
        assertThat(tile.asByteArray()).hasSize(96);
        assertThat(get("/keys/tile/0/000.p/2").asByteArray())
                .isEqualTo(java.util.Arrays.copyOf(tile.asByteArray(), 64));
        assertThat(get("/keys/tile/entries/000.p/3").asString())
                .contains("sallyport-keys/v1\nday ", "signed-by test.example/keys+", "desk country\n", "desk urgent\n");
    }

    @Test
    void aDesksPageShowsTheCheckpointInPlainWords() throws Exception {
        new WrittenKeyLog(folder).write();
        get("/desks/urgent")
                .then()
                .statusCode(200)
                .body(containsString("It has 3 entries now"))
                .body(containsString("root hash begins with"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/keys",
                "/keys/",
                "/keys/checkpoint/x",
                "/keys/other",
                "/keys/tile",
                "/keys/tile/",
                "/keys/tile/0",
                "/keys/tile/0/",
                "/keys/tile/0/0",
                "/keys/tile/0/000",
                "/keys/tile/0/000.p/4",
                "/keys/tile/0/000.p/0",
                "/keys/tile/0/000.p/256",
                "/keys/tile/0/000.p/03",
                "/keys/tile/0/000.p/-1",
                "/keys/tile/0/001.p/1",
                "/keys/tile/1/000.p/1",
                "/keys/tile/63/000.p/1",
                "/keys/tile/64/000.p/1",
                "/keys/tile/-1/000.p/1",
                "/keys/tile/0/x999/x999/x999/x999/999",
                "/keys/tile/0/x999/x999/x999/x999/x999/x999/999",
                "/keys/tile/0/99999999999999999999999999",
                "/keys/tile/63/x999/x999/x999/x999/999.p/255",
                "/keys/tile/entries/000",
                "/keys/tile/entries/x001/000",
                "/keys/tile/entries/000.p/4",
                "/keys/tile/entries/../checkpoint",
                "/keys/tile/../../etc/passwd",
                "/keys/tile/%2e%2e/%2e%2e/etc/passwd",
                "/keys/tile/0%2f000.p%2f3/..",
                "/keys/tile/0/000.p/3%00",
                "/keys/tile/0/000.p/3%0a",
                "/keys/tile/0/%d9%a0%d9%a0%d9%a0",
                "/keys/tile/%c3",
                "/keys/..%2f..%2fetc/passwd",
                "/.well-known/",
                "/.well-known/openpgpkey",
                "/.well-known/openpgpkey/",
                "/.well-known/openpgpkey/hu",
                "/.well-known/openpgpkey/hu/",
                "/.well-known/openpgpkey/hu/iy9q119eutrkn8s1mk4r39qejnbu3n5q",
                "/.well-known/openpgpkey/hu/../../../api/session",
                "/.well-known/security.txt"
            })
    void whatIsNoPieceOfTheLogDoesNotExist(String path) throws Exception {
        new WrittenKeyLog(folder).write();
        String answer = RawHttp.get(RestAssured.port, path);
        assertThat(RawHttp.status(answer)).as(path).isEqualTo(404);
        assertThat(RawHttp.body(answer)).contains("<title>Notes</title>", "There is nothing here");
        assertThat(RawHttp.header(answer)).contains("cache-control: no-store", "content-security-policy: default-src");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/keys/checkpoint", "/keys/desks", "/keys/tile/0/000.p/3", "/.well-known/openpgpkey/policy"})
    void piecesOfTheLogLeaveNoTraceEither(String path) throws Exception {
        new WrittenKeyLog(folder).write();
        String answer = RawHttp.get(RestAssured.port, path);
        assertThat(RawHttp.status(answer)).isEqualTo(200);
        assertThat(RawHttp.header(answer))
                .contains("cache-control: no-store", "referrer-policy: no-referrer", "x-content-type-options: nosniff")
                .doesNotContain("\r\nserver:", "\r\ndate:", "\r\nset-cookie:", "\r\netag:", "\r\nlast-modified:");
    }

    @Test
    void anAliasLeadsToItsCertificate() {
        String path = "/.well-known/openpgpkey/hu/" + WebKeyDirectory.name("urgent-1@desk.example");
        byte[] expected = Organisation.made().certificate("urgent-1").octets();
        for (String query : new String[] {"", "?l=urgent-1", "?l=somebody-else"}) {
            Response answer = get(path + query);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.contentType()).isEqualTo("application/octet-stream");
            assertThat(answer.asByteArray()).isEqualTo(expected);
        }
        get("/.well-known/openpgpkey/policy").then().statusCode(200).body(equalTo(""));
    }

    @Test
    void aReviewerOfAClosedDeskIsInNoDirectory() {
        get("/.well-known/openpgpkey/hu/" + WebKeyDirectory.name("lonely-1@desk.example"))
                .then()
                .statusCode(404);
    }
}
