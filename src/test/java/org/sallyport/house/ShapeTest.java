package org.sallyport.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The house style that a program can check. */
class ShapeTest {
    private static final int LONGEST_MAIN_FILE = 250;
    private static final int LONGEST_TEST_FILE = 400;
    private static final int MAIN_FILES_90TH_PERCENTILE = 130;
    private static final Pattern VAGUE_NAME =
            Pattern.compile(".*(Impl|Manager|Helper|Helpers|Util|Utils|Dto|DTO|Service)\\.(java|ts|vue)");

    @Test
    void noFileIsTooLong() throws IOException {
        assertThat(longerThan(LONGEST_MAIN_FILE, "src/main/java", "src/main/webui/src"))
                .isEmpty();
        assertThat(longerThan(LONGEST_TEST_FILE, "src/test/java")).isEmpty();
    }

    @Test
    void nineOfTenMainFilesAreShort() throws IOException {
        List<Integer> lengths =
                code("src/main/java").stream().map(ShapeTest::lines).sorted().toList();
        assertThat(lengths.get(lengths.size() * 9 / 10)).isLessThan(MAIN_FILES_90TH_PERCENTILE);
    }

    @Test
    void noNameHidesWhatItIs() throws IOException {
        assertThat(code("src").stream().map(file -> file.getFileName().toString()))
                .noneMatch(VAGUE_NAME.asMatchPredicate());
    }

    @Test
    void theTopLevelHoldsOnlyWhatBelongsThere() throws IOException {
        Set<String> allowed = Set.of("pom.xml", "src", "keys", "deploy", "SECURITY.md", "README.md", "target");
        try (Stream<Path> top = Files.list(Path.of(""))) {
            assertThat(top.map(Path::toString)
                            .filter(name -> !name.startsWith("."))
                            .toList())
                    .isSubsetOf(allowed);
        }
    }

    @Test
    void nothingIsLeftForLater() throws IOException {
        Pattern leftOpen = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X|HA" + "CK)\\b|@Dis" + "abled");
        assertThat(code("src")).noneMatch(file -> leftOpen.matcher(text(file)).find());
    }

    private static List<String> longerThan(int most, String... folders) throws IOException {
        return code(folders).stream()
                .filter(file -> lines(file) > most)
                .map(file -> file + ": " + lines(file))
                .toList();
    }

    private static List<Path> code(String... folders) throws IOException {
        Predicate<String> isCode = Pattern.compile(".*\\.(java|ts|vue)").asMatchPredicate();
        Stream<Path> all = Stream.empty();
        for (String folder : folders) {
            if (Files.isDirectory(Path.of(folder))) {
                try (Stream<Path> files = Files.walk(Path.of(folder))) {
                    all = Stream.concat(all, files.toList().stream());
                }
            }
        }
        return all.filter(file -> !file.toString().contains("node_modules"))
                .filter(file -> isCode.test(file.toString()))
                .toList();
    }

    private static int lines(Path file) {
        return (int) text(file).lines().count();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
