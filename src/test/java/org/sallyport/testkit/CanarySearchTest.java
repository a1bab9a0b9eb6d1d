package org.sallyport.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A search that finds nothing proves something only if it finds what is there. */
class CanarySearchTest {
    private static final String TOKEN = "k4nq9 rieß7vogel";
    private static final byte[] OCTETS = HexFormat.of().parseHex("9ac4ff00e12b7d03");
    private static final int BUFFER = 256 * 1024;
    private static final CanarySearch SEARCH =
            new CanarySearch(List.of(Canary.text("text", TOKEN), Canary.octets("octets", OCTETS)));

    @TempDir
    Path folder;

    static Stream<Arguments> encodings() {
        byte[] text = TOKEN.getBytes(UTF_8);
        Base64.Encoder mime = Base64.getEncoder();
        return Stream.of(
                        encoded("text", "UTF-8", text),
                        encoded("text", "UTF-16LE", TOKEN.getBytes(UTF_16LE)),
                        encoded("text", "UTF-16BE", TOKEN.getBytes(UTF_16BE)),
                        encoded("text", "hexadecimal", HexFormat.of().formatHex(text)),
                        encoded(
                                "text",
                                "HEXADECIMAL",
                                HexFormat.of().withUpperCase().formatHex(text)),
                        encoded("text", "form", URLEncoder.encode(TOKEN, UTF_8)),
                        encoded("text", "URL", URLEncoder.encode(TOKEN, UTF_8).replace("+", "%20")),
                        encoded("text", "url", "k4nq9%20rie%c3%9f7vogel"),
                        encoded(
                                "text",
                                "all octets",
                                HexFormat.of().withPrefix("%").formatHex(text)),
                        encoded("octets", "as they are", OCTETS),
                        encoded("octets", "hexadecimal", HexFormat.of().formatHex(OCTETS)),
                        encoded(
                                "octets",
                                "HEXADECIMAL",
                                HexFormat.of().withUpperCase().formatHex(OCTETS)),
                        encoded("octets", "URL", URLEncoder.encode(new String(OCTETS, ISO_8859_1), ISO_8859_1)),
                        encoded("octets", "escapes", "\\232\\304\\377\\000\\341\\053\\175\\003"))
                .flatMap(each -> Stream.concat(
                        Stream.of(each),
                        IntStream.range(0, 3)
                                .mapToObj(offset -> encoded(
                                        (String) each.get()[0],
                                        each.get()[1] + " in base64 behind " + offset,
                                        mime.encode(
                                                between(new byte[offset], (byte[]) each.get()[2], new byte[] {7, 7}))))
                                .filter(base64 ->
                                        each.get()[1].equals("UTF-8") || each.get()[1].equals("as they are"))));
    }

    private static Arguments encoded(String canary, String how, String ascii) {
        return encoded(canary, how, ascii.getBytes(US_ASCII));
    }

    private static Arguments encoded(String canary, String how, byte[] octets) {
        return Arguments.of(canary, how, octets);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("encodings")
    void finds(String canary, String how, byte[] encoded) throws IOException {
        assertThat(found(between(noise(100), encoded, noise(100)))).containsOnlyKeys(canary);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("encodings")
    void doesNotFindWhatLacksOneOctetInTheMiddle(String canary, String how, byte[] encoded) throws IOException {
        byte[] other = encoded.clone();
        other[other.length / 2] ^= 0x10;
        assertThat(found(between(noise(100), other, noise(100)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-17, -16, -9, -1, 0, 1})
    void findsAcrossTheBordersOfItsBuffer(int shift) throws IOException {
        byte[] text = TOKEN.getBytes(UTF_8);
        byte[] whole = between(new byte[BUFFER + shift], text, between(new byte[BUFFER - text.length], text, noise(9)));
        assertThat(found(whole)).containsEntry("text", 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100_000, BUFFER - 5, BUFFER - 2, BUFFER - 1})
    void findsInsideAGzipMember(int before) throws IOException {
        byte[] member = gzip(between(noise(5000), TOKEN.getBytes(UTF_16LE), noise(500_000)));
        assertThat(found(between(new byte[before], member, noise(100)))).containsOnlyKeys("text");
    }

    @Test
    void findsInsideTheBeginningOfAGzipMemberThatWasCutOff() throws IOException {
        byte[] member = gzip(between(noise(5000), OCTETS, noise(500_000)));
        assertThat(found(Arrays.copyOf(member, 300_000))).containsOnlyKeys("octets");
    }

    @Test
    void findsInsideAGzipMemberInsideAnother() throws IOException {
        byte[] inner = gzip(TOKEN.getBytes(UTF_8));
        assertThat(found(between(noise(10), gzip(between(noise(50), inner, noise(50))), noise(10))))
                .containsOnlyKeys("text");
    }

    @Test
    void whatOnlyBeginsLikeGzipIsNoError() throws IOException {
        byte[] begins = {0x1F, (byte) 0x8B, 8, 0, 0};
        assertThat(found(between(begins, noise(1000), between(begins, OCTETS, begins))))
                .containsOnlyKeys("octets");
    }

    @Test
    void findsInAFolderWithinAFolder() throws IOException {
        Path deep = Files.createDirectories(folder.resolve("a/b"));
        Files.writeString(deep.resolve("one"), TOKEN);
        Files.writeString(folder.resolve("two"), TOKEN + TOKEN);
        assertThat(SEARCH.inAll(folder)).isEqualTo(Map.of("text", 3));
    }

    @Test
    void findsEachOfManyAndNothingElse() throws IOException {
        List<Canary> many = IntStream.range(0, 100)
                .mapToObj(number ->
                        Canary.text("canary " + number, HexFormat.of().formatHex(noise(1000 + number), 0, 10)))
                .toList();
        CanarySearch search = new CanarySearch(many);
        assertThat(search.in(Files.write(folder.resolve("noise"), noise(5_000_000))))
                .isEmpty();
        for (Canary canary : many) {
            byte[] utf16 = new String(canary.texts().get(0), UTF_8).getBytes(UTF_16BE);
            Path file = Files.write(folder.resolve("file"), between(noise(77), utf16, noise(77)));
            assertThat(search.in(file)).isEqualTo(Map.of(canary.name(), 1));
        }
    }

    @Test
    void aCanaryThatWouldBeFoundByChanceIsRefused() {
        List<Canary> tooShort = List.of(Canary.octets("address", new byte[] {127, 1, 2, 3}));
        assertThatThrownBy(() -> new CanarySearch(tooShort)).hasMessageContaining("address is found by chance");
    }

    private Map<String, Integer> found(byte[] content) throws IOException {
        return SEARCH.in(Files.write(folder.resolve("file"), content));
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(octets)) {
            out.write(content);
        }
        return octets.toByteArray();
    }

    private static byte[] between(byte[] before, byte[] octets, byte[] after) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(before);
        whole.writeBytes(octets);
        whole.writeBytes(after);
        return whole.toByteArray();
    }

    /** Always the same, and nothing in it looks like what is searched for. */
    private static byte[] noise(int length) {
        byte[] noise = new byte[length];
        new Random(length).nextBytes(noise);
        return noise;
    }
}
