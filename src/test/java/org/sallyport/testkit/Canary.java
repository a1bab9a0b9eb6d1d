package org.sallyport.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.stream.Stream;

/**
 * Octets that are nowhere else in the world. One place of a request carries them; whatever holds them afterwards has kept
 * that place.
 *
 * @param texts each is looked for in every encoding that a text may have
 * @param octets each is looked for as it is, and in every encoding that octets may have
 */
public record Canary(String name, List<byte[]> texts, List<byte[]> octets) {
    public static Canary text(String name, String... texts) {
        return new Canary(
                name, Stream.of(texts).map(text -> text.getBytes(UTF_8)).toList(), List.of());
    }

    public static Canary octets(String name, byte[]... octets) {
        return new Canary(name, List.of(), List.of(octets));
    }
}
