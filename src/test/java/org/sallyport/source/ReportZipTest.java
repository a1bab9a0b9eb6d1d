package org.sallyport.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.testkit.Programs;
import org.sallyport.testkit.Ran;

class ReportZipTest {
    private static final byte[] TEXT = "They came at night.\nОни пришли ночью.\n".getBytes(UTF_8);
    private static final byte[] REPLY_KEY = random(400, 1);
    private static final ReportZip.Details DETAILS =
            new ReportZip.Details(ReportZip.SCHEMA, "fr", "urgent", "no-script");

    @TempDir
    Path folder;

    private static byte[] random(int length, int seed) {
        byte[] octets = new byte[length];
        new Random(seed).nextBytes(octets);
        return octets;
    }

    private static byte[] zip(byte[] text, Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ReportZip zip = new ReportZip(out)) {
            zip.begin(DETAILS, text, text.length);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.startFile(file.getKey());
                byte[] octets = file.getValue();
                for (int at = 0; at < octets.length; at += 70_000) {
                    zip.write(octets, at, Math.min(70_000, octets.length - at));
                }
                zip.endFile();
            }
            zip.finish(REPLY_KEY);
        }
        return out.toByteArray();
    }

    private static Map<String, byte[]> read(byte[] zip) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                assertThat(entries.put(entry.getName(), in.readAllBytes())).isNull();
                assertThat(entry.getTimeLocal()).isEqualTo(LocalDateTime.of(1980, 2, 1, 0, 0));
            }
        }
        return entries;
    }

    private static Map<String, byte[]> evidence() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("photo.jpg", random(300_000, 2));
        files.put("empty.txt", new byte[0]);
        files.put("C:\\Users\\anna\\违反.docx", random(65_536, 3));
        return files;
    }

    @Test
    void everythingIsInsideInItsOrder() throws Exception {
        byte[] zip = zip(TEXT, evidence());
        Map<String, byte[]> entries = read(zip);

        assertThat(entries.keySet())
                .containsExactly(
                        "report.json",
                        "report.txt",
                        "files/photo.jpg",
                        "files/empty.txt",
                        "files/违反.docx",
                        "reply-key.pgp",
                        "manifest.json",
                        "padding");
        assertThat(entries.get("report.json"))
                .asString(UTF_8)
                .isEqualTo("{\"schema\":1,\"language\":\"fr\",\"desk\":\"urgent\",\"lane\":\"no-script\"}");
        assertThat(entries.get("report.txt")).isEqualTo(TEXT);
        assertThat(entries.get("files/photo.jpg")).isEqualTo(random(300_000, 2));
        assertThat(entries.get("reply-key.pgp")).isEqualTo(REPLY_KEY);
        assertThat(entries.get("padding")).containsOnly(0);
    }

    @Test
    void closedBeforeItsEndItIsNoZip() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ReportZip zip = new ReportZip(out)) {
            zip.begin(DETAILS, TEXT, TEXT.length);
            zip.startFile("photo.jpg");
            zip.write(random(200_000, 1), 0, 200_000);
        }
        Path file = Files.write(folder.resolve("half.zip"), out.toByteArray());
        assertThatThrownBy(() -> new ZipFile(file.toFile()).close()).isInstanceOf(ZipException.class);
    }

    @Test
    void theManifestHoldsTheDigestOfEach() throws Exception {
        Map<String, byte[]> entries = read(zip(TEXT, evidence()));
        JsonNode manifest = new ObjectMapper().readTree(entries.get("manifest.json"));

        List<String> names = new ArrayList<>();
        for (JsonNode file : manifest.get("files")) {
            byte[] octets = Objects.requireNonNull(entries.get(file.get("name").asText()));
            names.add(file.get("name").asText());
            assertThat(file.get("size").asLong()).isEqualTo(octets.length);
            assertThat(file.get("sha256").asText())
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(octets)));
        }
        List<String> expected = new ArrayList<>(entries.keySet());
        expected.removeAll(List.of("manifest.json", "padding"));
        assertThat(names).isEqualTo(expected);
    }

    @Test
    void theWholeIsAPadmeSizeWhateverIsInside() throws IOException {
        List<Map<String, byte[]>> shapes = new ArrayList<>();
        shapes.add(Map.of());
        shapes.add(Map.of("", new byte[0]));
        shapes.add(Map.of("x".repeat(300) + ".pdf", random(10, 1)));
        shapes.add(Map.of("违".repeat(300) + ".pdf", random(65_537, 1)));
        for (int size : List.of(1, 65_535, 65_536, 131_072, 1_000_003)) {
            shapes.add(Map.of("one.bin", new byte[size]));
        }
        Map<String, byte[]> many = new LinkedHashMap<>();
        for (int i = 0; i < 1000; i++) {
            many.put("/" + i + "/photo.jpg", random(i, i));
        }
        shapes.add(many);
        shapes.add(evidence());
        for (Map<String, byte[]> files : shapes) {
            long size = zip(TEXT, files).length;
            assertThat(Padme.size(size)).as("%d files", files.size()).isEqualTo(size);
        }
        assertThat(read(zip(TEXT, many))).hasSize(1005);
        for (int length = 0; length < 300; length++) {
            long size = zip(new byte[length], Map.of()).length;
            assertThat(Padme.size(size)).isEqualTo(size);
        }
    }

    /** A sentence more or less is not told by the size. */
    @Test
    void textsOfNearlyTheSameLengthHaveTheSameSize() throws IOException {
        assertThat(zip(new byte[2_000], Map.of())).hasSameSizeAs(zip(new byte[2_020], Map.of()));
    }

    /** Equal octets make no shorter ZIP than random ones. */
    @Test
    void nothingIsCompressed() throws IOException {
        assertThat(zip(new byte[100_000], Map.of())).hasSameSizeAs(zip(random(100_000, 4), Map.of()));
    }

    @Test
    void otherReadersOpenIt() throws Exception {
        Path file = Files.write(folder.resolve("report.zip"), zip(TEXT, evidence()));
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(Collections.list(zip.entries())).hasSize(8);
            assertThat(zip.getInputStream(zip.getEntry("files/违反.docx")).readAllBytes())
                    .isEqualTo(random(65_536, 3));
        }
        String tested = "import zipfile, sys; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None;"
                + " print(*z.namelist(), sep='|')";
        Ran python = Ran.with(
                        Map.of("PYTHONIOENCODING", "utf-8"),
                        new byte[0],
                        List.of(Programs.require("python3").toString(), "-c", tested, file.toString()))
                .succeeded();
        assertThat(python.text()).contains("report.json|report.txt|files/photo.jpg|files/empty.txt|files/违反.docx");
    }

    @Test
    void infoZipOpensIt() throws Exception {
        Path file = Files.write(folder.resolve("report.zip"), zip(TEXT, evidence()));
        Ran.with(Map.of(), new byte[0], List.of(Programs.require("unzip").toString(), "-t", file.toString()))
                .succeeded();
    }
}
