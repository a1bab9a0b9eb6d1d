package org.sallyport.keyring;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.openpgp.CertificateBundle;
import org.sallyport.openpgp.ForgedCertificate;

/** The files of an organisation as people's editors, shells and programs leave them. */
class OrganisationFolderTest {
    private static final String DESKS = "[{\"slug\": \"urgent\", \"name\": \"Urgent\", \"description\": \"First\"}]";
    private static final String BOM = "\uFEFF";

    @TempDir
    Path folder;

    private final ForgedCertificate reviewer = ForgedCertificate.plain();
    private final String fingerprint = reviewer.read().fingerprint().hex();
    private final String armored = CertificateBundle.armored(List.of(reviewer.read()));

    @BeforeEach
    void files() throws IOException {
        Files.writeString(folder.resolve("desks.json"), DESKS);
        Files.createDirectory(folder.resolve("certificates"));
        Files.writeString(folder.resolve("certificates/one.asc"), armored);
        Files.writeString(folder.resolve("holders.json"), "{\"" + fingerprint + "\": \"somebody\"}");
    }

    private void isRead() throws Exception {
        OrganisationFolder read = OrganisationFolder.read(folder);
        assertThat(read.certificates().values())
                .singleElement()
                .satisfies(one -> assertThat(one.octets()).isEqualTo(reviewer.octets()));
        assertThat(read.holders()).containsOnlyKeys(fingerprint).containsValue("somebody");
        assertThat(read.desks())
                .singleElement()
                .satisfies(desk -> assertThat(desk.slug()).isEqualTo("urgent"));
    }

    private void refuses(String file, String reason) {
        assertThatThrownBy(() -> OrganisationFolder.read(folder))
                .isInstanceOf(OrganisationRefused.class)
                .hasMessage(folder.resolve(file) + ": " + reason);
    }

    @Test
    void armorInAnyUnicodeIsRead() throws Exception {
        Path file = folder.resolve("certificates/one.asc");
        String windows = armored.replace("\n", "\r\n");
        for (byte[] written : new byte[][] {
            (BOM + windows).getBytes(UTF_8),
            windows.getBytes(UTF_16),
            (BOM + windows).getBytes(UTF_16LE),
            windows.getBytes(UTF_16LE),
            windows.getBytes(UTF_16BE)
        }) {
            Files.write(file, written);
            isRead();
        }
    }

    @Test
    void jsonInAnyUnicodeIsRead() throws Exception {
        for (String name : new String[] {"desks.json", "holders.json"}) {
            Path file = folder.resolve(name);
            String text = Files.readString(file);
            for (byte[] written : new byte[][] {
                (BOM + text).getBytes(UTF_8),
                text.getBytes(UTF_16),
                (BOM + text).getBytes(UTF_16LE),
                text.getBytes(UTF_8)
            }) {
                Files.write(file, written);
                isRead();
            }
        }
    }

    @Test
    void aFingerprintIsReadHoweverItIsWritten() throws Exception {
        String small = fingerprint.toLowerCase(Locale.ROOT);
        String groups = reviewer.read().fingerprint().spoken();
        for (String written : new String[] {
            small,
            "0x" + small,
            "0X" + fingerprint,
            groups,
            groups.replace(" ", "  "),
            groups.replace(" ", "\u00A0"),
            small.replaceAll("(..)(?!$)", "$1:"),
            " " + small + " ",
            " 0x" + small
        }) {
            Files.writeString(folder.resolve("holders.json"), "{\"" + written + "\": \"somebody\"}");
            isRead();
        }
    }

    @Test
    void aFingerprintThatIsNamedTwiceIsRefused() throws IOException {
        String small = fingerprint.toLowerCase(Locale.ROOT);
        Files.writeString(
                folder.resolve("holders.json"), "{\"" + fingerprint + "\": \"one\", \"" + small + "\": \"another\"}");
        refuses("holders.json", "it names the fingerprint twice: " + small);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\" \""})
    void aFingerprintWithoutASignInIsRefused(String nobody) throws IOException {
        Files.writeString(folder.resolve("holders.json"), "{\"" + fingerprint + "\": " + nobody + "}");
        refuses("holders.json", "nobody's sign-in stands behind the fingerprint " + fingerprint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "", "{} {}", "{\"a\": \"b\", \"a\": \"c\"}", "[]", "{\"a\": {}}"})
    void whatIsNotTheJsonOfHoldersIsRefused(String text) throws IOException {
        Files.writeString(folder.resolve("holders.json"), text);
        refuses("holders.json", "it is not the JSON that was expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[null]", "[{\"slug\": \"urgent\", \"name\": \" \", \"description\": \"First\"}]"})
    void aDeskThatSaysNothingIsRefused(String text) throws IOException {
        Files.writeString(folder.resolve("desks.json"), text);
        refuses("desks.json", "every desk needs a name, a description, and a slug (a-z, 0-9, -) of its own");
    }

    @Test
    void aFolderAmongTheCertificatesIsRefused() throws IOException {
        Files.createDirectory(folder.resolve("certificates/more"));
        refuses("certificates/more", "only files belong here, each with one certificate");
    }

    @Test
    void whatIsTooLargeForACertificateIsRefused() throws IOException {
        Files.write(folder.resolve("certificates/one.asc"), new byte[300 * 1024]);
        refuses("certificates/one.asc", "it is too large for one certificate");
    }

    @Test
    void aFileThatIsEmptyIsRefused() throws IOException {
        Files.write(folder.resolve("certificates/one.asc"), new byte[0]);
        refuses("certificates/one.asc", "this is not an OpenPGP certificate");
    }
}
