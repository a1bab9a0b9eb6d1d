package org.sallyport.source;

import static io.restassured.RestAssured.given;
import static io.restassured.config.EncoderConfig.encoderConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.sallyport.testkit.MadeMessage.armor;
import static org.sallyport.testkit.MadeMessage.ascii;
import static org.sallyport.testkit.MadeMessage.noise;
import static org.sallyport.testkit.MadeMessage.packet;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.Organisation;
import org.sallyport.testkit.SourceFaceWithDesks;
import org.sallyport.testkit.StoredNow;

@QuarkusTest
@TestProfile(SourceFaceWithDesks.class)
class ReportPagesTest {
    private static final String REPORT = "/desks/urgent/report";
    private static final List<EncryptionKey> DESK = Organisation.made().keys("urgent");
    private static final byte[] MESSAGE = MadeMessage.binary(DESK, 2000);

    @BeforeEach
    void desks() throws SQLException {
        Organisation.made().load();
    }

    @Test
    void aPastedMessageIsReceived() {
        paste(MadeMessage.armored(DESK, 2000)).then().statusCode(200).body(containsString("<h1>Received</h1>"));
        assertStored(1);
    }

    @Test
    void anUploadedBinaryMessageIsReceived() {
        upload(MESSAGE).then().statusCode(200).body(containsString("<h1>Received</h1>"));
        assertStored(1);
    }

    @Test
    void anUploadedArmoredMessageIsReceived() {
        upload(ascii(MadeMessage.armored(DESK, 2000))).then().statusCode(200);
        assertStored(1);
    }

    @Test
    void aFileSentByOneCommandIsAnsweredInPlainText() {
        Response answer = put(MESSAGE);
        answer.then().statusCode(200).contentType("text/plain");
        assertThat(answer.asString()).startsWith("Received.\n").doesNotContain("<");
        assertStored(1);
    }

    @Test
    void theSameMessageAgainIsHarmless() {
        String first = upload(MESSAGE).asString();
        assertThat(upload(MESSAGE).asString()).isEqualTo(first);
        put(MESSAGE).then().statusCode(200);
        assertStored(1);
    }

    /** However they are mixed, one connection of the staff's face places them all. */
    @Test
    void shortAndLongMessagesAreMovedInOneBatch() {
        for (int length : new int[] {2_000, 700_000, 2_000, 60_000, 700_000, 2_000}) {
            put(MadeMessage.binary(DESK, length)).then().statusCode(200);
        }
        assertStored(6);
    }

    static Stream<Arguments> refusals() {
        byte[] packets = sessionKeys(DESK);
        byte[] literal = packet(11, ascii("b\0\0\0\0\0hello"));
        byte[] sealed = packet(18, sealed(100));
        return Stream.of(
                refusal("nothing", new byte[0], "Nothing was in the form"),
                refusal("plain text", ascii("They came at night."), "not an encrypted message"),
                refusal("a literal packet", literal, "anybody could read it"),
                refusal("signed only", packet(4, beginning(3)), "is signed, but not encrypted"),
                refusal(
                        "clear-signed",
                        ascii("-----BEGIN PGP SIGNED MESSAGE-----\n\nhello\n"),
                        "readable text with a signature"),
                refusal("password only", join(packet(3, noise(20)), sealed), "locked with a password"),
                refusal("compressed only", packet(8, beginning(1)), "packed, but not encrypted"),
                refusal(
                        "a public key",
                        ascii(armor("PUBLIC KEY BLOCK", packet(6, beginning(4)))),
                        "a public key, not a message"),
                refusal(
                        "a secret key",
                        ascii(armor("PRIVATE KEY BLOCK", packet(5, beginning(4)))),
                        "Treat this key as lost"),
                refusal("a binary secret key", packet(5, beginning(4)), "Treat this key as lost"),
                refusal("no integrity protection", join(packets, packet(9, noise(100))), "whether somebody changed it"),
                refusal("LibrePGP", join(packets, packet(20, beginning(1))), "LibrePGP"),
                refusal("truncated", Arrays.copyOf(MESSAGE, MESSAGE.length - 1), "The end of the message is missing"),
                refusal("trailing data", join(MESSAGE, new byte[] {1}), "Something follows"),
                refusal("two messages", join(MESSAGE, MESSAGE), "more than one message"),
                refusal("a public key behind", join(MESSAGE, packet(6, beginning(4))), "Take the key away"),
                refusal("a signature behind", join(MESSAGE, packet(2, beginning(4))), "Take the signature away"),
                refusal("text behind", join(MESSAGE, ascii("They came.")), "Take away what follows"),
                refusal(
                        "a web page",
                        ascii(MadeMessage.armored(DESK, 2000).replace("\n", "<br>\n")),
                        "marks of a web page"),
                refusal(
                        "a mail's text",
                        ascii(MadeMessage.armored(DESK, 2000).replace("\n-----END", "\n=3DabCD\n-----END")),
                        "quoted-printable"),
                refusal(
                        "a mark at each line",
                        ascii(MadeMessage.armored(DESK, 2000).replaceAll("(?m)^", "| ")),
                        "begin with a mark"),
                refusal(
                        "zero-width spaces",
                        MadeMessage.armored(DESK, 2000)
                                .replace("\n", "\u200B\n")
                                .getBytes(StandardCharsets.UTF_8),
                        "invisible characters"),
                refusal(
                        "a GiB declared in 16 octets",
                        join(new byte[] {(byte) 0xC1, (byte) 0xFF, 0x40, 0, 0, 0}, noise(10)),
                        "not of a usual size"),
                refusal(
                        "33 session keys",
                        join(sessionKeys(Collections.nCopies(33, DESK.get(0))), sealed),
                        "more than 32 recipients"),
                refusal("a session key of 5,000 octets", join(packet(1, noise(5000)), sealed), "not of a usual size"),
                refusal(
                        "a hidden recipient",
                        join(packets, packet(1, MadeMessage.sessionKeyPacketBody(0, 18)), sealed),
                        "--no-throw-keyids"),
                refusal(
                        "nobody of the desk",
                        MadeMessage.binary(Organisation.made().keys("country"), 100),
                        "current reviewers"),
                refusal(
                        "a wrong checksum",
                        ascii(MadeMessage.armored(DESK, 99).replace("\n-----END", "\n=AAAA\n-----END")),
                        "checksum does not match"),
                refusal("UTF-16", "-----BEGIN PGP MESSAGE-----".getBytes(StandardCharsets.UTF_16), "UTF-16"));
    }

    /** The inside of a packet: its version, or its method, and noise. */
    private static byte[] beginning(int octet) {
        return join(new byte[] {(byte) octet}, noise(100));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void whatIsNotSealedToTheDeskIsRefusedWithTheReason(String name, byte[] message, String reason) {
        for (Response answer : List.of(upload(message), put(message))) {
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.asString()).contains("Not accepted", reason, "Nothing was stored.");
        }
        StoredNow.isNothing();
    }

    @Test
    void anUploadOverTheLimitGetsAPageAndIsNotStored() {
        byte[] large = MadeMessage.binary(DESK, SourceFaceWithDesks.UPLOAD_LIMIT);
        upload(large).then().statusCode(413).body(containsString("larger than 4 MB"));
        put(large).then().statusCode(413).body(containsString("larger than 4 MB"));
        assertStored(0);
    }

    @Test
    void anUploadOfTheLimitIsReceived() {
        int body = SourceFaceWithDesks.UPLOAD_LIMIT - MadeMessage.binary(DESK, 41).length + 41;
        put(MadeMessage.binary(DESK, body)).then().statusCode(200);
        assertStored(1);
    }

    @Test
    void aClosedDeskSaysThatItIsClosed() {
        byte[] message = MadeMessage.binary(Organisation.made().keys("lonely"), 100);
        given().body(message).put("/desks/lonely/report").then().statusCode(503).body(containsString("is closed"));
        assertStored(0);
    }

    @Test
    void aDeskThatDoesNotExistSaysSo() {
        given().body(MESSAGE).put("/desks/nobody/report").then().statusCode(404).body(containsString("no such desk"));
    }

    /** Neither half of it is used. */
    @Test
    void aFormWithTwoMessagesOrALateCodenameIsRefused() {
        byte[] large = MadeMessage.binary(DESK, 700_000);
        for (byte[] message : List.of(MESSAGE, large)) {
            // The second is refused at its first octet, and this client shows no answer that comes while it is still
            // sending.
            given().multiPart("message", "a.pgp", message)
                    .multiPart("file", "b.pgp", MESSAGE)
                    .post(REPORT)
                    .then()
                    .statusCode(422)
                    .body(containsString("more than one message"));
            given().multiPart("file", "a.pgp", message)
                    .multiPart("codename", "0f".repeat(16))
                    .post(REPORT)
                    .then()
                    .statusCode(422)
                    .body(containsString("Nothing was stored."));
        }
        assertStored(0);
    }

    @Test
    void somethingElseThanAFormIsRefused() {
        given().contentType("application/x-www-form-urlencoded")
                .body("message=x")
                .post(REPORT)
                .then()
                .statusCode(415);
        given().config(RestAssured.config()
                        .encoderConfig(encoderConfig().encodeContentTypeAs("multipart/form-data", ContentType.TEXT)))
                .contentType("multipart/form-data")
                .body("no boundary")
                .post(REPORT)
                .then()
                .statusCode(400);
        assertStored(0);
    }

    static Response paste(String message) {
        return given().multiPart("message", message).post(REPORT);
    }

    static Response upload(byte[] message) {
        return given().multiPart("file", "neighbours.pgp", message).post(REPORT);
    }

    static Response put(byte[] message) {
        return given().contentType("application/octet-stream").body(message).put(REPORT);
    }

    private static void assertStored(int entries) {
        if (entries == 0) {
            StoredNow.isNothing();
        }
        StoredNow.are(entries, entries);
    }

    private static Arguments refusal(String name, byte[] message, String reason) {
        return Arguments.of(name, message, reason);
    }

    private static byte[] sealed(int length) {
        byte[] body = noise(length);
        body[0] = 1;
        return body;
    }

    private static byte[] sessionKeys(List<EncryptionKey> keys) {
        return join(keys.stream().map(MadeMessage::sessionKeyPacket).toArray(byte[][]::new));
    }

    private static byte[] join(byte[]... parts) {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
