package org.sallyport.review;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sallyport.cases.Readdressing;

/** Reads what a browser sends that moves its reviewer's packets. */
@ApplicationScoped
class ReaddressingParameters {
    /** Base64 of the largest packets, and their names. */
    private static final int LONGEST_BODY = Readdressing.MOST * 6 * 1024;

    private static final Pattern CURSOR = Pattern.compile("([0-9a-f-]{36})\\.([0-9a-f-]{36})");

    private final ObjectReader json;

    ReaddressingParameters(ObjectMapper mapper) {
        this.json = mapper.readerFor(Posted.class);
    }

    private record Posted(@Nullable List<@Nullable Packet> packets) {}

    record Packet(@Nullable UUID message, byte @Nullable [] packet) {}

    List<Readdressing.Replacement> replacements(InputStream body) throws IOException {
        byte[] text = body.readNBytes(LONGEST_BODY + 1);
        Posted posted = text.length > LONGEST_BODY ? null : posted(text);
        if (posted == null || posted.packets() == null || posted.packets().size() > Readdressing.MOST) {
            throw malformed();
        }
        return posted.packets().stream()
                .map(ReaddressingParameters::replacement)
                .toList();
    }

    static Readdressing.Replacement replacement(@Nullable Packet packet) {
        if (packet == null || packet.message() == null || packet.packet() == null) {
            throw malformed();
        }
        return new Readdressing.Replacement(packet.message(), packet.packet());
    }

    private @Nullable Posted posted(byte[] text) throws IOException {
        try {
            return json.readValue(text);
        } catch (JsonProcessingException notJson) {
            return null;
        }
    }

    private static RuntimeException malformed() {
        return Problems.malformed("The body is {\"packets\": [{\"message\": …, \"packet\": …}, …]}, at most "
                + Readdressing.MOST + " of them.");
    }

    /** Where a page goes on. */
    static String cursor(Readdressing.Dependent last) {
        return last.entry() + "." + last.message();
    }

    static Readdressing.Dependent cursor(String text) {
        Matcher cursor = CURSOR.matcher(text);
        if (!cursor.matches()) {
            throw Problems.malformed("\"after\" is \"next\" of the page before.");
        }
        return new Readdressing.Dependent(
                EntryParameters.id(cursor.group(1)), EntryParameters.id(cursor.group(2)), List.of(), new byte[0]);
    }
}
