package org.sallyport.source;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTextTest {
    private static String shown(byte[] octets) throws IOException {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        new VisibleText(octets, octets.length).write(page);
        return page.toString(UTF_8).replaceAll("<bdi class=\"sign\" dir=\"ltr\">([^<]*)</bdi>", "$1");
    }

    private static String shown(String text) throws IOException {
        return shown(text.getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "photo\u202Egpj.exe, photo⟦U+202E⟧gpj.exe",
        "a\u2066b\u2069c, a⟦U+2066⟧b⟦U+2069⟧c",
        "a\u200Fb\u061Cc, a⟦U+200F⟧b⟦U+061C⟧c",
        "pass\u200Bword\u2060, pass⟦U+200B⟧word⟦U+2060⟧",
        "a\u200Db\u200Cc, a⟦U+200D⟧b⟦U+200C⟧c",
        "co\u00ADop\uFEFFx, co⟦U+00AD⟧op⟦U+FEFF⟧x",
        "a\u3164b\u115Fc\uFFA0, a⟦U+3164⟧b⟦U+115F⟧c⟦U+FFA0⟧",
        "a\uDB40\uDC41b, a⟦U+E0041⟧b",
        "a\uFE0Fb, a⟦U+FE0F⟧b",
        "a\u2028b, a⟦U+2028⟧b",
        "a\u0007b\u007Fc\u0085d, a␇b␡c⟦U+0085⟧d",
        "می\u200C\u200Cخ, می\u200C⟦U+200C⟧خ"
    })
    void whatNobodyWouldSeeHasASign(String text, String signs) throws IOException {
        assertThat(shown(text)).isEqualTo(signs);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "می\u200Cخواهم",
                "क्\u200Dष",
                "\u0601 ١٤٤٧",
                "\uD83D\uDC69\u200D\u2696\uFE0F \uD83D\uDC4D\uD83C\uDFFD 1\uFE0F\u20E3",
                "a\tb\r\nc",
                "Приходите 星期四 שלום"
            })
    void whatIsSpeltSoIsLeftAsItIs(String text) throws IOException {
        assertThat(shown(text)).isEqualTo(text);
        assertThat(VisibleText.isUtf8(text.getBytes(UTF_8))).isTrue();
    }

    @Test
    void itIsTextOfAnElement() throws IOException {
        assertThat(shown("<a href=\"&\">'")).isEqualTo("&lt;a href=&quot;&amp;&quot;&gt;&#39;");
    }

    @Test
    void octetsThatAreNoUtf8AreSeenToBeNone() throws IOException {
        byte[] octets = "Приходите".getBytes(Charset.forName("windows-1251"));
        assertThat(VisibleText.isUtf8(octets)).isFalse();
        assertThat(shown(octets)).contains("\uFFFD");
    }

    @Test
    void utf16WithAMarkBecomesUtf8() {
        String text = "Приходите 星期四 a\uD83D\uDC4D";
        for (Charset wide : List.of(UTF_16LE, UTF_16BE)) {
            byte[] octets = ("\uFEFF" + text).getBytes(wide);
            assertThat(new String(WideText.inUtf8(octets), UTF_8)).isEqualTo(text);
            assertThat(octets).containsOnly(0);
            byte[] half = Arrays.copyOf(("\uFEFF" + text).getBytes(wide), 2 * text.length());
            assertThat(new String(WideText.inUtf8(half), UTF_8))
                    .startsWith("Приходите")
                    .endsWith("a\uFFFD");
        }
        assertThat(WideText.inUtf8(new byte[] {(byte) 0xFE})).hasSize(1);
        assertThat(WideText.inUtf8("plain".getBytes(UTF_8))).asString(UTF_8).isEqualTo("plain");
    }

    /** As Java's own decoder, of which no string is made here. */
    @Test
    void anyOctetsAreTakenApartAsJavaDoesIt() {
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            byte[] octets = new byte[1 + random.nextInt(6)];
            random.nextBytes(octets);
            if (round % 2 == 0) {
                octets[0] = (byte) (0xC0 | (octets[0] & 0x37));
            }
            boolean same = new String(octets, UTF_8).indexOf('\uFFFD') < 0;
            assertThat(VisibleText.isUtf8(octets))
                    .as("%s", new String(octets, UTF_8))
                    .isEqualTo(same);
        }
    }
}
