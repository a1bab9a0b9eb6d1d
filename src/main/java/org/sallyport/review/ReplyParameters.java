package org.sallyport.review;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sallyport.cases.Replies;

/** Reads a reply as the console sends it. */
@ApplicationScoped
class ReplyParameters {
    /** Base64 is a third longer than what it holds; the certificate comes on top. */
    private static final int LONGEST_BODY = 2 * Replies.LONGEST;

    private final ObjectReader json;

    ReplyParameters(ObjectMapper mapper) {
        this.json = mapper.readerFor(Posted.class);
    }

    private record Posted(@Nullable Integer seen, byte @Nullable [] message, byte @Nullable [] replyCertificate) {}

    Replies.Draft draft(UUID entry, String alias, InputStream body) throws IOException {
        byte[] text = body.readNBytes(LONGEST_BODY + 1);
        if (text.length > LONGEST_BODY) {
            throw Problems.malformed("A reply is at most 8,000 characters long.");
        }
        Posted posted = posted(text);
        if (posted == null || posted.seen() == null || posted.message() == null) {
            throw Problems.malformed("A reply is {\"seen\": …, \"message\": …, \"replyCertificate\": …}.");
        }
        byte[] certificate = posted.replyCertificate();
        return new Replies.Draft(
                entry, alias, posted.seen(), certificate == null ? new byte[0] : certificate, posted.message());
    }

    private @Nullable Posted posted(byte[] text) throws IOException {
        try {
            return json.readValue(text);
        } catch (JsonProcessingException notJson) {
            return null;
        }
    }
}
