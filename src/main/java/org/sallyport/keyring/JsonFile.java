package org.sallyport.keyring;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of JSON that somebody wrote, in UTF-8 or UTF-16, with or without a byte order mark. */
record JsonFile(Path file) {
    static final String UNREADABLE = "it cannot be read: look whose it is, and who may read it";

    /** What is named twice could be meant either way. */
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    <T> T read(TypeReference<T> type) throws OrganisationRefused {
        if (!Files.isRegularFile(file)) {
            throw new OrganisationRefused(file, "there is no such file");
        }
        try {
            T read = JSON.readValue(file.toFile(), type);
            if (read != null) {
                return read;
            }
        } catch (JsonProcessingException notJson) {
            // Said below: its own message quotes the file.
        } catch (IOException unreadable) {
            throw new OrganisationRefused(file, UNREADABLE);
        }
        throw new OrganisationRefused(file, "it is not the JSON that was expected");
    }
}
