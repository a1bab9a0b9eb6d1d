package org.sallyport.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.BadRequestException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.codename.CodenameRefused;

class PostedMessageTest {
    private static final FormType FORM = FormType.valueOf("multipart/form-data; boundary=b");
    private static final String PART =
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"secret.pgp\"\r\n\r\n";

    @Test
    void theOnlyPartThatIsNotEmptyIsTheMessage() throws Exception {
        assertThat(read(PART + "\r\n" + PART + "one\r\n" + PART + "\r\n--b--\r\n"))
                .isEqualTo("one");
    }

    @Test
    void aSecondMessageIsRefusedBeforeTheFirstEnds() throws Exception {
        InputStream message = message(PART + "\r\n" + PART + "one\r\n" + PART + "\r\n" + PART + "two\r\n--b--\r\n");
        assertThat(message.readNBytes(3)).asString(StandardCharsets.UTF_8).isEqualTo("one");
        for (int again = 0; again < 3; again++) {
            assertThatThrownBy(message::read)
                    .isInstanceOfSatisfying(
                            UnexpectedPart.class,
                            two -> assertThat(two.reason()).isEqualTo(FormRefused.Reason.TWO_MESSAGES));
        }
    }

    @Test
    void aCodenameBehindTheMessageIsRefused() throws Exception {
        for (String value : List.of("0f".repeat(16), "")) {
            InputStream message = message(PART + "one\r\n" + codename(value) + "--b--\r\n");
            assertThatThrownBy(message::readAllBytes)
                    .isInstanceOfSatisfying(
                            UnexpectedPart.class,
                            late -> assertThat(late.reason()).isEqualTo(FormRefused.Reason.NOT_OURS));
        }
    }

    @Test
    void aSecondCodenameIsRefused() {
        String twice = codename("0f".repeat(16)) + codename("0e".repeat(16)) + PART + "one\r\n--b--\r\n";
        assertThatThrownBy(() -> message(twice)).isInstanceOf(FormRefused.class);
        assertThatThrownBy(() -> message(PART + "\r\n" + codename("0f".repeat(16)) + PART + "one\r\n--b--\r\n"))
                .isInstanceOf(FormRefused.class);
    }

    @Test
    void aFormThatIsCutOffBehindItsMessageFails() throws Exception {
        InputStream message = message(PART + "one\r\n" + PART + "tw");
        assertThatThrownBy(message::readAllBytes).isInstanceOf(IOException.class);
    }

    @Test
    void behindItsEndItStaysAtItsEnd() throws Exception {
        InputStream message = message(PART + "one\r\n" + PART + "\r\n--b--\r\n");
        message.readAllBytes();
        for (int again = 0; again < 3; again++) {
            assertThat(message.read()).isEqualTo(-1);
            assertThat(message.read(new byte[9], 0, 9)).isEqualTo(-1);
        }
    }

    @Test
    void emptyPartsAreNoMessage() throws Exception {
        assertThat(read(PART + "\r\n--b--\r\n")).isEmpty();
    }

    @Test
    void aFormWithoutPartsIsNoMessage() throws Exception {
        assertThat(read("--b--\r\n")).isEmpty();
    }

    @Test
    void aFormThatIsCutOffFailsInsteadOfEnding() {
        assertThatThrownBy(() -> read(PART + "half of it")).isInstanceOf(IOException.class);
    }

    @Test
    void aBoundaryThatNeverComesIsNoMessage() throws Exception {
        assertThat(read("nothing of a form in here")).isEmpty();
    }

    @Test
    void aPartWithAnEmptyNameIsAPart() throws Exception {
        assertThat(read("--b\r\nContent-Disposition: form-data; name=\"\"\r\n\r\nmessage\r\n--b--\r\n"))
                .isEqualTo("message");
    }

    @Test
    void aPartWithAHugeHeaderFails() {
        String header = "--b\r\nX: " + "x".repeat(1 << 20) + "\r\n\r\nmessage\r\n--b--\r\n";
        assertThatThrownBy(() -> read(header)).isInstanceOf(IOException.class);
    }

    @Test
    void aTypeWithoutABoundaryIsNoForm() {
        assertThatThrownBy(() -> PostedMessage.in(stream(""), FormType.valueOf("multipart/form-data")))
                .isInstanceOf(BadRequestException.class);
    }

    @Test
    void aHugeBoundaryIsNoForm() {
        FormType type = FormType.valueOf("multipart/form-data; boundary=" + "b".repeat(100_000));
        assertThatThrownBy(() -> PostedMessage.in(stream(""), type)).isInstanceOf(BadRequestException.class);
    }

    @Test
    void aCodenameInFrontIsTaken() throws Exception {
        PostedMessage posted = PostedMessage.in(stream(codename("0f".repeat(16)) + PART + "one\r\n--b--\r\n"), FORM);
        assertThat(posted.codename())
                .hasValueSatisfying(name -> assertThat(name.field())
                        .asString(StandardCharsets.US_ASCII)
                        .isEqualTo("0f".repeat(16)));
        assertThat(posted.octets()).hasContent("one");
    }

    @Test
    void aCodenameOfAnotherLengthIsRefused() {
        assertThatThrownBy(() -> PostedMessage.in(stream(codename("0f0f") + "--b--\r\n"), FORM))
                .isInstanceOf(CodenameRefused.class);
    }

    private static String codename(String value) {
        return "--b\r\nContent-Disposition: form-data; name=\"codename\"\r\n\r\n" + value + "\r\n";
    }

    private static InputStream message(String form) throws IOException, CodenameRefused, FormRefused {
        return PostedMessage.in(stream(form), FORM).octets();
    }

    private static String read(String form) throws IOException, CodenameRefused, FormRefused {
        return new String(message(form).readAllBytes(), StandardCharsets.UTF_8);
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
