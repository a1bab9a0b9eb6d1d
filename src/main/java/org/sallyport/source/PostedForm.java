package org.sallyport.source;

import jakarta.ws.rs.BadRequestException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.MultipartInput;
import org.apache.commons.fileupload2.core.ParameterParser;
import org.jspecify.annotations.Nullable;

/**
 * A posted form (RFC 7578), read part by part straight from the request as it arrives: a parser that keeps parts would keep
 * them in files. A form that is cut off fails; it never just ends.
 */
final class PostedForm {
    private static final int BUFFER = 16 * 1024;
    /** Octets; a name of 300 characters in any script, escaped or not, fits. */
    private static final int LONGEST_HEADER = 8 * 1024;

    private final MultipartInput parts;
    private boolean begun;
    private boolean ended;

    /**
     * @param name of the field
     * @param fileName as the browser sent it; null for a field that is no file
     * @param octets to be read before the next part is asked for
     */
    record Part(String name, @Nullable String fileName, InputStream octets) {
        @Override
        public String toString() {
            return "Part[REDACTED]";
        }
    }

    private PostedForm(MultipartInput parts) {
        this.parts = parts;
    }

    /**
     * @param type null if the request did not say
     * @throws BadRequestException if this is not a form
     */
    static PostedForm open(InputStream body, @Nullable FormType type) throws IOException {
        if (type == null || type.boundary().isEmpty()) {
            throw new BadRequestException();
        }
        byte[] boundary = type.boundary().get().getBytes(StandardCharsets.ISO_8859_1);
        try {
            MultipartInput parts = MultipartInput.builder()
                    .setInputStream(body)
                    .setBoundary(boundary)
                    .setBufferSize(BUFFER)
                    .setMaxPartHeaderSize(LONGEST_HEADER)
                    .get();
            parts.setHeaderCharset(StandardCharsets.UTF_8);
            return new PostedForm(parts);
        } catch (IllegalArgumentException | FileUploadException e) {
            throw new BadRequestException(e);
        }
    }

    /** Null after the last part. What was not read of the part before is skipped. */
    @Nullable
    Part next() throws IOException {
        if (ended) {
            return null;
        }
        ended = !(begun ? parts.readBoundary() : parts.skipPreamble());
        begun = true;
        if (ended) {
            return null;
        }
        Map<String, String> disposition = disposition(parts.readHeaders());
        // A field whose name is empty is in the map, with null.
        String name = Objects.requireNonNullElse(disposition.get("name"), "");
        return new Part(name, disposition.get("filename"), parts.newInputStream());
    }

    private static Map<String, String> disposition(String headers) {
        String wanted = "content-disposition:";
        for (String line : headers.split("\r\n", -1)) {
            if (line.regionMatches(true, 0, wanted, 0, wanted.length())) {
                ParameterParser parser = new ParameterParser();
                parser.setLowerCaseNames(true);
                return parser.parse(line.substring(wanted.length()), ';');
            }
        }
        return Map.of();
    }
}
