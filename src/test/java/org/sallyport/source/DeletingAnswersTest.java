package org.sallyport.source;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.codename.Codename;
import org.sallyport.codename.WordList;
import org.sallyport.testkit.GpgAnswer;
import org.sallyport.testkit.Organisation;
import org.sallyport.testkit.SourceFaceWithDesks;
import org.sallyport.testkit.Sql;
import org.sallyport.vault.BatchNow;

/** A source deletes the answers that it has seen, and those only. */
@QuarkusTest
@TestProfile(SourceFaceWithDesks.class)
class DeletingAnswersTest {
    private static final String ANSWER = "Come on Thursday.";

    private final Codename codename = Codename.mint(new SecureRandom());

    @BeforeEach
    void aReportWasSent() throws Exception {
        Organisation.made().load();
        codenameForm()
                .multiPart("desk", "urgent")
                .multiPart("text", "They came at night.")
                .post("/report")
                .then()
                .statusCode(200);
    }

    @Test
    void deletedAnswersAreGone() throws Exception {
        GpgAnswer.unsigned(codename, ANSWER);
        String shown = shownReplies();
        codenameForm()
                .multiPart("replies", shown)
                .post("/mailbox/delete")
                .then()
                .statusCode(200)
                .body(containsString("The answers that were shown are deleted."))
                .body(containsString("disk after the next night"))
                .body(not(containsString(ANSWER)));
        open().then().body(containsString("There is no answer now"));
        BatchNow.move();
        open().then().body(containsString("There is no answer now"));
        assertThat(Sql.count("session_key_packet where for_source")).isZero();
        assertThat(Sql.count("sealed_message where kind = 'reply'")).isZero();
    }

    @Test
    void anAnswerThatCameMeanwhileIsNotDeleted() throws Exception {
        GpgAnswer.unsigned(codename, "Come on Monday.");
        String shown = shownReplies();
        GpgAnswer.unsigned(codename, ANSWER);
        codenameForm()
                .multiPart("replies", shown)
                .post("/mailbox/delete")
                .then()
                .statusCode(200)
                .body(containsString(ANSWER))
                .body(not(containsString("Come on Monday.")));
        BatchNow.move();
        open().then().body(containsString(ANSWER));
    }

    @Test
    void aDeletionThatNamesNoAnswersOfOursIsRefused() throws Exception {
        GpgAnswer.unsigned(codename, ANSWER);
        for (String others : new String[] {
            "all", "1-1-1-1-1", "a".repeat(400), shownReplies().repeat(11)
        }) {
            codenameForm()
                    .multiPart("replies", others)
                    .post("/mailbox/delete")
                    .then()
                    .statusCode(422);
        }
        codenameForm().post("/mailbox/delete").then().statusCode(422);
        open().then().body(containsString(ANSWER));
    }

    /** What the page's form for deleting names. */
    private String shownReplies() {
        return open().asString().replaceAll("(?s).*name=\"replies\" value=\"([^\"]*)\".*", "$1");
    }

    private Response open() {
        return MailboxPagesTest.open(new String(codename.words(WordList.ENGLISH), StandardCharsets.UTF_8));
    }

    private RequestSpecification codenameForm() {
        return given().multiPart("codename", new String(codename.field(), StandardCharsets.US_ASCII));
    }
}
