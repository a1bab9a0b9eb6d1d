package org.sallyport.review;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sallyport.cases.EntryThreads;
import org.sallyport.cases.HandingOn;
import org.sallyport.cases.Readdressing;

/** Reads what a browser sends that hands an entry on. */
@ApplicationScoped
class HandingOnParameters {
    /** The longest thread, and the largest desk with ML-KEM: what a long thread has more, a small desk has less. */
    private static final int LONGEST_BODY = 8 * 1024 * 1024;

    private static final int MOST_PACKETS = EntryThreads.MOST * HandingOn.MOST_COLLEAGUES;

    private final ObjectReader json;

    HandingOnParameters(ObjectMapper mapper) {
        this.json = mapper.readerFor(Posted.class);
    }

    private record Posted(
            @Nullable String desk,
            @Nullable List<@Nullable String> to,
            @Nullable List<ReaddressingParameters.@Nullable Packet> packets) {}

    record Handed(String desk, List<String> to, List<Readdressing.Replacement> packets) {}

    Handed handed(InputStream body) throws IOException {
        byte[] text = body.readNBytes(LONGEST_BODY + 1);
        Posted posted = text.length > LONGEST_BODY ? null : posted(text);
        if (posted == null
                || posted.desk() == null
                || posted.to() == null
                || posted.to().contains(null)
                || posted.packets() == null
                || posted.packets().size() > MOST_PACKETS) {
            throw Problems.malformed(
                    "The body is {\"desk\": …, \"to\": […], \"packets\": [{\"message\": …, \"packet\": …}, …]}.");
        }
        return new Handed(
                posted.desk(),
                List.copyOf(posted.to()),
                posted.packets().stream()
                        .map(ReaddressingParameters::replacement)
                        .toList());
    }

    private @Nullable Posted posted(byte[] text) throws IOException {
        try {
            return json.readValue(text);
        } catch (JsonProcessingException notJson) {
            return null;
        }
    }
}
