package org.sallyport.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostedMessageTest {
    private static final String PART =
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"secret.pgp\"\r\n\r\n";

    @Test
    void theFirstPartThatIsNotEmptyIsTheMessage() throws IOException {
        assertThat(read(PART + "\r\n" + PART + "one\r\n" + PART + "two\r\n--b--\r\n"))
                .isEqualTo("one");
    }

    @Test
    void emptyPartsAreNoMessage() throws IOException {
        assertThat(read(PART + "\r\n--b--\r\n")).isEmpty();
    }

    @Test
    void aFormWithoutPartsIsNoMessage() throws IOException {
        assertThat(read("--b--\r\n")).isEmpty();
    }

    @Test
    void aFormThatIsCutOffFailsInsteadOfEnding() {
        assertThatThrownBy(() -> read(PART + "half of it")).isInstanceOf(IOException.class);
    }

    @Test
    void aBoundaryThatNeverComesIsNoMessage() throws IOException {
        assertThat(read("nothing of a form in here")).isEmpty();
    }

    @Test
    void aPartWithAHugeHeaderFails() {
        String header = "--b\r\nX: " + "x".repeat(1 << 20) + "\r\n\r\nmessage\r\n--b--\r\n";
        assertThatThrownBy(() -> read(header)).isInstanceOf(IOException.class);
    }

    @Test
    void aTypeWithoutABoundaryIsNoForm() {
        assertThatThrownBy(() -> PostedMessage.in(stream(""), MediaType.MULTIPART_FORM_DATA_TYPE))
                .isInstanceOf(BadRequestException.class);
    }

    @Test
    void aHugeBoundaryIsNoForm() {
        MediaType type = new MediaType("multipart", "form-data", Map.of("boundary", "b".repeat(100_000)));
        assertThatThrownBy(() -> PostedMessage.in(stream(""), type)).isInstanceOf(BadRequestException.class);
    }

    private static String read(String form) throws IOException {
        MediaType type = new MediaType("multipart", "form-data", Map.of("boundary", "b"));
        return new String(PostedMessage.in(stream(form), type).readAllBytes(), StandardCharsets.UTF_8);
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
