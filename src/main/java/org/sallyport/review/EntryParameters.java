package org.sallyport.review;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.MissingNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.sallyport.cases.EntryState;
import org.sallyport.cases.EntryThreads;

/** Reads what a call brings, and refuses what it is not without repeating it. */
@ApplicationScoped
class EntryParameters {
    private static final int LONGEST_STATE = 1024;
    /** Room for the ids of a whole thread. */
    private static final int LONGEST_MESSAGES = 32 * 1024;
    // UUID.fromString also takes "1-1-1-1-1".
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

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

    EntryState state(InputStream body) throws IOException {
        JsonNode state = field(body, LONGEST_STATE, "state");
        return (state.isTextual() ? EntryState.named(state.textValue()) : Optional.<EntryState>empty())
                .orElseThrow(() -> Problems.malformed(
                        "The body is {\"state\": …} with one of \"received\", \"opened\", \"waiting\", \"done\"."));
    }

    Set<UUID> messages(InputStream body) throws IOException {
        JsonNode messages = field(body, LONGEST_MESSAGES, "messages");
        Set<UUID> ids = new HashSet<>();
        for (JsonNode message : messages) {
            if (message.isTextual() && ID.matcher(message.textValue()).matches()) {
                ids.add(UUID.fromString(message.textValue()));
            }
        }
        if (!messages.isArray() || ids.size() != messages.size() || ids.size() > EntryThreads.MOST) {
            throw Problems.malformed("The body is {\"messages\": […]} with ids of the entry's messages, each once.");
        }
        return ids;
    }

    private JsonNode field(InputStream body, int longest, String name) throws IOException {
        byte[] text = body.readNBytes(longest + 1);
        try {
            return text.length > longest
                    ? MissingNode.getInstance()
                    : json.<JsonNode>readValue(text).path(name);
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }
}
