package org.sallyport.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.openpgp.SampleMessage.ANNA;
import static org.sallyport.openpgp.SampleMessage.armor;
import static org.sallyport.openpgp.SampleMessage.ascii;
import static org.sallyport.openpgp.SampleMessage.checksum;
import static org.sallyport.openpgp.SampleMessage.join;
import static org.sallyport.openpgp.SampleMessage.octets;
import static org.sallyport.openpgp.SampleMessage.pkesk3;
import static org.sallyport.openpgp.SampleMessage.seipd1;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What mail programs, text fields and people do to an armored message, and it goes in all the same. */
class ArmorTest {
    private static final byte[] MESSAGE = join(pkesk3(ANNA), seipd1(1000));
    private static final Admitted EXPECTED = Admitted.of(MESSAGE);
    private static final String ARMOR = armor(MESSAGE);
    private static final String WITH_HEADERS = ARMOR.replaceFirst("\n\n", """

            Version: GnuPG v2.2.40 (GNU/Linux)
            Comment: https://example.org/+/key 0123456789ABCDEF0123456789ABCDEF01234567
            Charset: utf-8

            """);

    private static void goesIn(String text) {
        assertThat(Admitted.of(ascii(text))).isEqualTo(EXPECTED);
    }

    @Test
    void asItIs() {
        goesIn(ARMOR);
        goesIn(WITH_HEADERS);
    }

    @ParameterizedTest
    @ValueSource(ints = {41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 100, 1000, 24000, 40000, 100000})
    void ofEveryLength(int length) {
        byte[] message = join(pkesk3(ANNA), seipd1(length));
        assertThat(Admitted.of(ascii(armor(message)))).isEqualTo(Admitted.of(message));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 60, 63, 65, 72, 76, 77, 998, 100000})
    void inLinesOfEveryLength(int length) {
        byte[] message = join(pkesk3(ANNA), seipd1(70_000));
        String text = Base64.getEncoder().encodeToString(message).replaceAll("(.{" + length + "})", "$1\n");
        String armor =
                "-----BEGIN PGP MESSAGE-----\n\n" + text + "\n" + checksum(message) + "-----END PGP MESSAGE-----";
        assertThat(Admitted.of(ascii(armor))).isEqualTo(Admitted.of(message));
    }

    @Test
    void withWindowsLineEnds() {
        goesIn(WITH_HEADERS.replace("\n", "\r\n"));
    }

    @Test
    void withOldMacLineEnds() {
        goesIn(WITH_HEADERS.replace('\n', '\r'));
    }

    @Test
    void withoutTheBlankLine() {
        goesIn(ARMOR.replace("\n\n", "\n"));
        goesIn(WITH_HEADERS.replace("\n\n", "\n"));
    }

    @Test
    void withItsLinesJoined() {
        goesIn(ARMOR.replace('\n', ' '));
        goesIn(WITH_HEADERS.replace('\n', ' '));
        goesIn(ARMOR.replace("\n\n", "\n").replace('\n', ' '));
        goesIn(ARMOR.replace("\n", ""));
    }

    @Test
    void withItsHeadersJoinedAndItsDataNot() {
        int data = WITH_HEADERS.indexOf("\n\n");
        goesIn(WITH_HEADERS.substring(0, data).replace('\n', ' ') + WITH_HEADERS.substring(data));
    }

    @Test
    void withABlankLineAfterEachLine() {
        goesIn(WITH_HEADERS.replace("\n", "\n\n"));
        goesIn(WITH_HEADERS.replace("\n", "\r\n\r\n"));
    }

    @Test
    void withItsLinesWrappedAgain() {
        goesIn(WITH_HEADERS.replaceAll("(?m)^([A-Za-z0-9+/]{50})", "$1\n"));
    }

    @Test
    void indented() {
        goesIn(WITH_HEADERS.replaceAll("(?m)^", "    "));
        goesIn(WITH_HEADERS.replaceAll("(?m)^", "\t"));
        goesIn(WITH_HEADERS.replaceAll("(?m)^", "\u00A0 "));
    }

    @Test
    void quoted() {
        goesIn(WITH_HEADERS.replaceAll("(?m)^", "> "));
        goesIn(WITH_HEADERS.replaceAll("(?m)^", ">>> > "));
        goesIn(WITH_HEADERS.replaceAll("(?m)^", "> > ").replace('\n', ' '));
    }

    @Test
    void withSpacesAtLineEnds() {
        goesIn(WITH_HEADERS.replace("\n", "  \t\n"));
    }

    @Test
    void withTextBeforeAndAfter() {
        goesIn("Здравствуйте, - please read -----\nthis --:\n\n" + WITH_HEADERS + "\n--\nBest regards -----\n");
        goesIn("\n".repeat(1000) + ARMOR + "x".repeat(100_000));
        goesIn("Hello: -----" + ARMOR.replace('\n', ' ') + " bye");
    }

    @Test
    void withTextInAnOlderEncodingBefore() {
        byte[] text = "Здравствуйте, прочитайте\n".getBytes(Charset.forName("windows-1251"));
        assertThat(Admitted.of(join(text, ascii(ARMOR)))).isEqualTo(EXPECTED);
        byte[] kazakh = "Қазақстаннан хабарлама\n".getBytes(StandardCharsets.UTF_8);
        assertThat(Admitted.of(join(kazakh, ascii(ARMOR)))).isEqualTo(EXPECTED);
    }

    @Test
    void withoutTheChecksum() {
        goesIn(ARMOR.replaceAll("(?m)^=.{4}\n", ""));
        byte[] unpadded = join(pkesk3(ANNA), seipd1(1001 + (2 - MESSAGE.length % 3)));
        assertThat(unpadded.length % 3).isZero();
        assertThat(Admitted.of(ascii(armor(unpadded).replaceAll("(?m)^=.{4}\n", ""))))
                .isEqualTo(Admitted.of(unpadded));
    }

    @Test
    void withTheChecksumOnTheLastLine() {
        goesIn(ARMOR.replace("\n=", "="));
    }

    @Test
    void withAByteOrderMark() {
        assertThat(Admitted.of(join(octets(0xEF, 0xBB, 0xBF), ascii(ARMOR)))).isEqualTo(EXPECTED);
    }

    @Test
    void withALongComment() {
        goesIn(ARMOR.replaceFirst("\n", "\nComment: " + "word ".repeat(10_000) + "\n"));
    }

    @Test
    void withAHeaderThatWrapped() {
        goesIn(ARMOR.replaceFirst("\n", "\nComment: made by me\nand my friends\n"));
    }

    @Test
    void itsHeadersAreNowhereInWhatIsKept() {
        Admitted admitted = Admitted.of(ascii(WITH_HEADERS));
        assertThat(new String(admitted.message(), StandardCharsets.ISO_8859_1)).doesNotContain("GnuPG", "example");
    }
}
