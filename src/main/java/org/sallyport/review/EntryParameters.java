package org.sallyport.review;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sallyport.report.Entries;
import org.sallyport.report.EntryState;

/** Reads what a call brings, and refuses what it is not without repeating it. */
@ApplicationScoped
class EntryParameters {
    private static final int USUAL_PAGE = 50;
    private static final int LONGEST_BODY = 1024;
    // UUID.fromString also takes "1-1-1-1-1".
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern SIZE = Pattern.compile("[1-9][0-9]{0,3}");

    private final ObjectReader json;

    EntryParameters(ObjectMapper mapper) {
        this.json = mapper.readerFor(JsonNode.class);
    }

    /** What is no id names no entry. */
    static UUID id(String text) {
        if (!ID.matcher(text).matches()) {
            throw Problems.noSuchEntry();
        }
        return UUID.fromString(text);
    }

    /** @param text how many entries; null for the usual {@value #USUAL_PAGE} */
    static int size(@Nullable String text) {
        if (text == null) {
            return USUAL_PAGE;
        }
        if (!SIZE.matcher(text).matches() || Integer.parseInt(text) > Entries.MOST) {
            throw Problems.malformed("\"size\" is a number from 1 to " + Entries.MOST + ".");
        }
        return Integer.parseInt(text);
    }

    EntryState state(InputStream body) throws IOException {
        byte[] text = body.readNBytes(LONGEST_BODY + 1);
        return (text.length > LONGEST_BODY ? Optional.<EntryState>empty() : named(text))
                .orElseThrow(() -> Problems.malformed(
                        "The body is {\"state\": …} with one of \"received\", \"opened\", \"waiting\", \"done\"."));
    }

    private Optional<EntryState> named(byte[] text) throws IOException {
        try {
            JsonNode state = json.<JsonNode>readValue(text).path("state");
            return state.isTextual() ? EntryState.named(state.textValue()) : Optional.empty();
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }
}
