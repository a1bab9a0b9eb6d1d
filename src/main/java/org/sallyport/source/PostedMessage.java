package org.sallyport.source;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.MultipartInput;
import org.jspecify.annotations.Nullable;

/**
 * The message in a posted form (RFC 7578): the first part that is not empty. The form is read straight from the request
 * as it arrives; a parser that keeps parts would keep them in files. Names of files and all else in a part's header are
 * dropped unread.
 */
final class PostedMessage {
    private static final int BUFFER = 64 * 1024;

    private PostedMessage() {}

    /**
     * The octets of the message. The stream ends only where the form says so: if the form is cut off, it fails.
     *
     * @return an empty stream if every part is empty
     * @throws BadRequestException if this is not a form
     */
    static InputStream in(InputStream form, MediaType type) throws IOException {
        MultipartInput parts = open(form, type);
        boolean part = parts.skipPreamble();
        while (part) {
            parts.readHeaders();
            InputStream found = unlessEmpty(parts.newInputStream());
            if (found != null) {
                return found;
            }
            part = parts.readBoundary();
        }
        return InputStream.nullInputStream();
    }

    private static MultipartInput open(InputStream form, MediaType type) throws IOException {
        String boundary = type.getParameters().get("boundary");
        if (boundary == null) {
            throw new BadRequestException();
        }
        try {
            return MultipartInput.builder()
                    .setInputStream(form)
                    .setBoundary(boundary.getBytes(StandardCharsets.ISO_8859_1))
                    .setBufferSize(BUFFER)
                    .get();
        } catch (IllegalArgumentException | FileUploadException e) {
            throw new BadRequestException(e);
        }
    }

    private static @Nullable InputStream unlessEmpty(InputStream part) throws IOException {
        PushbackInputStream octets = new PushbackInputStream(part, 1);
        int first = octets.read();
        if (first < 0) {
            return null;
        }
        octets.unread(first);
        return octets;
    }
}
