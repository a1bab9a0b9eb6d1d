package org.sallyport.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What README.md and SECURITY.md name exists, and what can be set is in the README. */
class DocumentsTest {
    private static final Path MAIN = Path.of("src/main/java/org/sallyport");
    private static final Path TESTS = Path.of("src/test/java/org/sallyport");
    private static final Pattern CLASS_IN_A_ROOM = Pattern.compile(
            "`(source|review|admin|staff|intake|vault|cases|keyring|audit|codename|openpgp|web|standalone|house|testkit|benchmark)"
                    + "\\.([A-Z]\\w*)`");
    private static final Pattern TEST = Pattern.compile("`(?:\\w+\\.)?([A-Z]\\w*(?:Test|IT|Walk|Benchmark))`");
    private static final Pattern SETTING = Pattern.compile("`(sallyport\\.[a-z.-]*[a-z])`");
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]+)\\)");

    @ParameterizedTest
    @ValueSource(
            strings = {"README.md", "SECURITY.md", "keys/README.md", "deploy/keycloak/README.md", "deploy/tor/README.md"
            })
    void everyClassOfARoomExists(String document) throws IOException {
        CLASS_IN_A_ROOM.matcher(Files.readString(Path.of(document))).results().forEach(named -> {
            String file = named.group(1) + "/" + named.group(2) + ".java";
            assertThat(List.of(MAIN.resolve(file), TESTS.resolve(file)))
                    .as("%s names %s", document, named.group())
                    .anyMatch(Files::exists);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "SECURITY.md"})
    void everyTestExists(String document) throws IOException {
        Set<String> tests = files(TESTS)
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
        assertThat(tests).containsAll(named(TEST, document));
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "SECURITY.md", "keys/README.md"})
    void everySettingExists(String document) throws IOException {
        assertThat(settings()).containsAll(named(SETTING, document));
    }

    @Test
    void everySettingIsInTheReadmesTable() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        assertThat(settings()).allSatisfy(setting -> assertThat(readme).contains("\n| `" + setting + "` | "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"README.md", "SECURITY.md", "keys/README.md", "deploy/keycloak/README.md", "deploy/tor/README.md"
            })
    void everyLinkLeadsToAFile(String document) throws IOException {
        Path folder = Path.of(document).toAbsolutePath().getParent();
        assertThat(named(LINK, document))
                .allSatisfy(link -> assertThat(folder.resolve(link)).exists());
    }

    @Test
    void everyPromiseNamesATest() throws IOException {
        String promises = Files.readString(Path.of("SECURITY.md"))
                .split("\n\\| promise \\|", -1)[1]
                .split("\n\n", -1)[0];
        List<String> rows = promises.lines().skip(2).toList();
        assertThat(rows)
                .hasSizeGreaterThan(10)
                .allMatch(row -> TEST.matcher(row).find());
    }

    private static Set<String> named(Pattern pattern, String document) throws IOException {
        return pattern.matcher(Files.readString(Path.of(document)))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whatever of ours the program reads: typed configuration, single values, and what the file of defaults sets. */
    private static Set<String> settings() throws IOException {
        Set<String> settings = new TreeSet<>();
        Pattern property = Pattern.compile("[\"{](sallyport\\.[a-z.-]+)[\"}]");
        files(MAIN).map(DocumentsTest::text).forEach(code -> {
            Matcher mapping = Pattern.compile("@ConfigMapping\\(prefix = \"([a-z.]+)\"\\)")
                    .matcher(code);
            if (mapping.find()) {
                Pattern.compile("\n    [\\w<>]+ (\\w+)\\(\\);")
                        .matcher(code)
                        .results()
                        .forEach(method -> settings.add(mapping.group(1) + "." + dashed(method.group(1))));
            } else {
                property.matcher(code).results().forEach(found -> settings.add(found.group(1)));
            }
        });
        Pattern.compile("(?m)^(?:%\\w+\\.)?(sallyport\\.[a-z.-]+)=")
                .matcher(Files.readString(Path.of("src/main/resources/application.properties")))
                .results()
                .forEach(line -> settings.add(line.group(1)));
        assertThat(settings).contains("sallyport.faces", "sallyport.keyring.desk-minimum");
        return settings;
    }

    private static String dashed(String method) {
        return method.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static Stream<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
