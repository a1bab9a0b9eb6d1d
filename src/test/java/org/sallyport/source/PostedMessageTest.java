package org.sallyport.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.BadRequestException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.sallyport.codename.CodenameRefused;

class PostedMessageTest {
    private static final FormType FORM = FormType.valueOf("multipart/form-data; boundary=b");
    private static final String PART =
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"secret.pgp\"\r\n\r\n";

    @Test
    void theFirstPartThatIsNotEmptyIsTheMessage() throws Exception {
        assertThat(read(PART + "\r\n" + PART + "one\r\n" + PART + "two\r\n--b--\r\n"))
                .isEqualTo("one");
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
        String field = "--b\r\nContent-Disposition: form-data; name=\"codename\"\r\n\r\n" + "0f".repeat(16) + "\r\n";
        PostedMessage posted = PostedMessage.in(stream(field + PART + "one\r\n--b--\r\n"), FORM);
        assertThat(posted.codename())
                .hasValueSatisfying(name -> assertThat(name.field())
                        .asString(StandardCharsets.US_ASCII)
                        .isEqualTo("0f".repeat(16)));
        assertThat(posted.octets()).hasContent("one");
    }

    @Test
    void aCodenameOfAnotherLengthIsRefused() {
        String field = "--b\r\nContent-Disposition: form-data; name=\"codename\"\r\n\r\n0f0f\r\n--b--\r\n";
        assertThatThrownBy(() -> PostedMessage.in(stream(field), FORM)).isInstanceOf(CodenameRefused.class);
    }

    private static String read(String form) throws IOException, CodenameRefused {
        return new String(PostedMessage.in(stream(form), FORM).octets().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
