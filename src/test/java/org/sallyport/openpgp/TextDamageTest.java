package org.sallyport.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.openpgp.Admitted.refusal;
import static org.sallyport.openpgp.SampleMessage.ANNA;
import static org.sallyport.openpgp.SampleMessage.armor;
import static org.sallyport.openpgp.SampleMessage.ascii;
import static org.sallyport.openpgp.SampleMessage.checksum;
import static org.sallyport.openpgp.SampleMessage.join;
import static org.sallyport.openpgp.SampleMessage.pkesk3;
import static org.sallyport.openpgp.SampleMessage.seipd1;

import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that some program changed on the way: each is called by what is in it, not "damaged" or "cut off". */
class TextDamageTest {

    /** Short and long, and with each way in which the last line can end. */
    static Stream<String> armors() {
        return Stream.of(100, 101, 102, 1000, 30_000, 100_000)
                .map(length -> armor(join(pkesk3(ANNA), seipd1(length))))
                .flatMap(armor ->
                        Stream.of(armor, armor.replaceFirst("\n", "\nComment: https://example.org/?a=b&c=d;\n")));
    }

    private static void isCalled(Refusal reason, String text) {
        assertThat(refusal(ascii(text)))
                .as(text.substring(0, Math.min(200, text.length())))
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @MethodSource("armors")
    void marksOfAWebPage(String armor) {
        isCalled(Refusal.HTML_IN_TEXT, armor.replace("\n", "<br>\n"));
        isCalled(Refusal.HTML_IN_TEXT, armor.replace("\n", "<br/>"));
        isCalled(Refusal.HTML_IN_TEXT, armor.replace("\n", "<BR />\r\n"));
        isCalled(Refusal.HTML_IN_TEXT, armor.replaceAll("(?m)^(.+)$", "<p>$1</p>"));
        isCalled(Refusal.HTML_IN_TEXT, armor.replaceAll("(?m)^", "&gt; "));
        isCalled(Refusal.HTML_IN_TEXT, armor.replaceAll("(?m)^", "&nbsp;&nbsp;"));
        isCalled(Refusal.HTML_IN_TEXT, armor.replace("=", "&#61;"));
        isCalled(Refusal.HTML_IN_TEXT, armor.replace("-----", "&#45;&#45;&#45;&#45;&#45;"));
    }

    @ParameterizedTest
    @MethodSource("armors")
    void asMailsTravel(String armor) {
        String quoted = armor.replace("=", "=3D");
        isCalled(Refusal.QUOTED_PRINTABLE, quoted);
        isCalled(Refusal.QUOTED_PRINTABLE, quoted.replace("\n", "\r\n"));
        isCalled(Refusal.QUOTED_PRINTABLE, quoted.replaceAll("(?m)^-----", "=2D----"));
        isCalled(Refusal.QUOTED_PRINTABLE, quoted.replaceAll("(?m)^(.{50})(?=.)", "$1=\n"));
    }

    @Test
    void asMailsTravelInLongLines() {
        for (int length = 200; length < 212; length++) {
            byte[] message = join(pkesk3(ANNA), seipd1(length));
            String data = Base64.getEncoder().encodeToString(message).replace("=", "=3D");
            String broken = data.replaceAll("(.{75})", "$1=\r\n");
            String sum = checksum(message).replace("=", "=3D");
            isCalled(
                    Refusal.QUOTED_PRINTABLE,
                    "-----BEGIN PGP MESSAGE-----\r\n\r\n" + broken + "\r\n" + sum + "-----END PGP MESSAGE-----");
        }
    }

    /** Zero-width space and joiner, direction marks, word joiner, byte order mark, soft hyphen, and what terminals write. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u200B", "\u200D", "\u200E", "\u202A", "\u2060", "\uFEFF", "\u00AD", "\u2009", "\u3000", "\u001B", "\0"
            })
    void invisibleCharacters(String mark) {
        armors().forEach(armor -> {
            isCalled(Refusal.INVISIBLE_CHARACTERS, armor.replace("\n", mark + "\n"));
            isCalled(Refusal.INVISIBLE_CHARACTERS, armor.replaceAll("(?m)^([A-Za-z0-9+/]{40})", "$1" + mark));
            isCalled(Refusal.INVISIBLE_CHARACTERS, armor.replaceAll("(?m)^(?!-----BEGIN)", mark));
            int middle = armor.length() / 2;
            isCalled(
                    Refusal.INVISIBLE_CHARACTERS,
                    armor.substring(0, middle).stripTrailing() + mark + armor.substring(middle));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "| ",
                "|",
                "* ",
                "- ",
                "+",
                "+ ",
                "# ",
                "// ",
                ": ",
                "\u2022 ",
                "\u2502 ",
                "\u00BB ",
                "$ ",
                "~",
                "; ",
                "% ",
                "Anna: ",
                "[12:03] Anna: ",
                "12:03 <anna> ",
                "| | ",
                "> | "
            })
    void marksAtTheStartsOfLines(String mark) {
        armors().forEach(armor -> {
            String sign = Matcher.quoteReplacement(mark);
            isCalled(Refusal.MARKED_LINES, armor.replaceAll("(?m)^", sign));
            isCalled(Refusal.MARKED_LINES, armor.replaceAll("(?m)^", sign).replace("\n", "\r\n"));
            String first = armor.substring(0, armor.indexOf('\n') + 1);
            isCalled(
                    Refusal.MARKED_LINES,
                    first + armor.substring(first.length()).replaceAll("(?m)^", sign));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"%d ", "%d. ", "%d: ", "%3d  ", "%d\t", "%d| ", "%04d: "})
    void numbersOfLines(String form) {
        armors().forEach(armor -> {
            AtomicInteger number = new AtomicInteger();
            String numbered = String.join(
                    "\n",
                    armor.lines()
                            .map(line -> form.formatted(number.incrementAndGet()) + line)
                            .toList());
            isCalled(Refusal.MARKED_LINES, numbered);
        });
    }

    @ParameterizedTest
    @MethodSource("armors")
    void otherChanges(String armor) {
        isCalled(Refusal.ALTERED_TEXT, armor.replace("-----", "\u2014\u2014-"));
        isCalled(Refusal.ALTERED_TEXT, armor.replace("--", "\u2013"));
        isCalled(Refusal.ALTERED_TEXT, armor.replace("-----", ""));
        isCalled(Refusal.ALTERED_TEXT, armor.replace("-----", "- - - - - "));
        isCalled(Refusal.ALTERED_TEXT, armor.replaceAll("(?m)([A-Za-z0-9+/]{64})\n", "$1\\\\n"));
        int middle = armor.length() / 2;
        isCalled(Refusal.ALTERED_TEXT, armor.substring(0, middle) + "*" + armor.substring(middle));
    }

    /** What goes in, or is cut off, is not called damaged. */
    @ParameterizedTest
    @MethodSource("armors")
    void nothingIsSaidOfATextThatIsOnlyCutOff(String armor) {
        for (int left : List.of(60, armor.length() / 2, armor.length() - 30)) {
            isCalled(Refusal.TRUNCATED, armor.substring(0, left));
        }
        assertThat(Admitted.of(ascii(armor.replaceAll("(?m)^", "> "))).recipients())
                .containsExactly(ANNA);
    }
}
