package org.sallyport.codename;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigInteger;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
    private static final String OZONE = "9e885d952ad362caeb4efe34a8e91bd2";
    private static final String ENGLISH =
            "ozone drill grab fiber curtain grace pudding thank cruise elder eight picnic";

    private static String read(String words) throws CodenameRefused {
        try (Codename codename = Codename.ofWords(words.getBytes(UTF_8))) {
            return new String(codename.field(), UTF_8);
        }
    }

    private static CodenameRefused refusal(String words) {
        CodenameRefused refused = catchThrowableOfType(CodenameRefused.class, () -> read(words));
        assertThat(refused).isNotNull();
        return refused;
    }

    /** The vectors of BIP-39 with twelve words, and what the lists' other users make of one of them in other languages. */
    @ParameterizedTest
    @CsvSource({
        "00000000000000000000000000000000,ENGLISH,abandon abandon abandon abandon abandon abandon abandon abandon abandon"
                + " abandon abandon about",
        "7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f,ENGLISH,legal winner thank year wave sausage worth useful legal winner thank"
                + " yellow",
        "80808080808080808080808080808080,ENGLISH,letter advice cage absurd amount doctor acoustic avoid letter advice"
                + " cage above",
        "ffffffffffffffffffffffffffffffff,ENGLISH,zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong",
        "9e885d952ad362caeb4efe34a8e91bd2,ENGLISH,ozone drill grab fiber curtain grace pudding thank cruise elder eight"
                + " picnic",
        "c0ba5a8e914111210f2bd131f3d5e08d,ENGLISH,scheme spot photo card baby mountain device kick cradle pact join"
                + " borrow",
        "23db8160a31d3e0dca3688ed941adbf3,ENGLISH,cat swing flag economy stadium alone churn speed unique patch report"
                + " train",
        "f30f8c1da665478f49b001d94c5fc452,ENGLISH,vessel ladder alter error federal sibling chat ability sun glass valve"
                + " picture",
        "9e885d952ad362caeb4efe34a8e91bd2,FRENCH,monument dépenser féroce entasser comédie ferveur optique sonnette codifier discuter dioxyde nerveux",
        "9e885d952ad362caeb4efe34a8e91bd2,SPANISH,obra diadema gorila farmacia colgar gorra pausa talar cocina duda dragón optar",
        "9e885d952ad362caeb4efe34a8e91bd2,CHINESE_SIMPLIFIED,蒙 台 脱 纪 构 硫 浆 霉 感 仅 鱼 汤",
        "9e885d952ad362caeb4efe34a8e91bd2,CHINESE_TRADITIONAL,蒙 台 脫 紀 構 硫 漿 黴 感 僅 魚 湯",
    })
    void publishedVectors(String entropy, WordList list, String words) throws CodenameRefused {
        try (Codename codename = Codename.ofField(entropy.getBytes(UTF_8))) {
            assertThat(codename.words(list)).asString(UTF_8).isEqualTo(words);
        }
        assertThat(read(words)).isEqualTo(entropy);
    }

    @Test
    void howItWasTypedDoesNotMatter() throws CodenameRefused {
        assertThat(read(ENGLISH.toUpperCase(Locale.ROOT))).isEqualTo(OZONE);
        assertThat(read("\r\n\t" + ENGLISH.replace(" ", "\u00A0 \r\n") + "\u3000\n"))
                .isEqualTo(OZONE);
        assertThat(read("\uFEFF" + ENGLISH.replace(" ", ", ") + ".")).isEqualTo(OZONE);
        assertThat(read("ｏｚｏｎｅ ＤＲＩＬＬ " + ENGLISH.substring(12))).isEqualTo(OZONE);
        assertThat(read(" 1. " + ENGLISH.replace(" ", "\n 2. "))).isEqualTo(OZONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FRENCH", "SPANISH"})
    void accentsAreOptionalAndMayStandAlone(WordList list) throws CodenameRefused {
        // Every word of the list, twelve at a time.
        for (int first = 0; first < ListedWords.SIZE; first += 11) {
            try (Codename codename =
                    Codename.ofField(HexFormat.of().formatHex(withWords(first)).getBytes(UTF_8))) {
                String words = new String(codename.words(list), UTF_8);
                String apart = Normalizer.normalize(words, Normalizer.Form.NFD);
                String without = apart.replaceAll("\\p{M}", "");
                String field = new String(codename.field(), UTF_8);
                assertThat(read(apart)).isEqualTo(field);
                assertThat(read(without)).isEqualTo(field);
                assertThat(read(words.toUpperCase(Locale.ROOT))).isEqualTo(field);
            }
        }
    }

    /** Entropy whose first eleven words are those from {@code first} on. */
    private static byte[] withWords(int first) {
        BigInteger bits = BigInteger.ZERO;
        for (int word = 0; word < 12; word++) {
            bits = bits.shiftLeft(11).or(BigInteger.valueOf((first + word) % ListedWords.SIZE));
        }
        byte[] padded = bits.shiftRight(4).toByteArray();
        byte[] entropy = new byte[16];
        int length = Math.min(16, padded.length);
        System.arraycopy(padded, padded.length - length, entropy, 16 - length, length);
        return entropy;
    }

    @ParameterizedTest
    @ValueSource(strings = {"CHINESE_SIMPLIFIED", "CHINESE_TRADITIONAL"})
    void chineseNeedsNoSpaces(WordList list) throws CodenameRefused {
        try (Codename codename = Codename.ofField(OZONE.getBytes(UTF_8))) {
            String words = new String(codename.words(list), UTF_8);
            assertThat(read(words.replace(" ", ""))).isEqualTo(OZONE);
            assertThat(read(words.replace(" ", "\u3000"))).isEqualTo(OZONE);
            assertThat(read(words.replace(" ", "、\n"))).isEqualTo(OZONE);
        }
    }

    @ParameterizedTest
    @CsvSource({"'',0", "ozone,1", "'ozone drill grab fiber curtain grace pudding thank cruise elder eight',11"})
    void notTwelveWords(String words, int count) {
        CodenameRefused refused = refusal(words);
        assertThat(refused.reason()).isEqualTo(CodenameRefused.Reason.WORD_COUNT);
        assertThat(refused.number()).isEqualTo(count);
    }

    @Test
    void aWholePageOfText() {
        assertThat(refusal("eight ".repeat(200_000)).number()).isEqualTo(200_000);
        assertThat(refusal("八".repeat(13)).number()).isEqualTo(13);
        assertThat(refusal("\u0301").number()).isZero();
    }

    @Test
    void aMisspeltWordIsNamed() {
        CodenameRefused refused = refusal(ENGLISH.replace("curtain", "Cúrtian"));
        assertThat(refused.reason()).isEqualTo(CodenameRefused.Reason.UNKNOWN_WORD);
        assertThat(refused.number()).isEqualTo(5);
        assertThat(refused.word()).asString(UTF_8).isEqualTo("Cúrtian");
        assertThat(refused.getMessage()).doesNotContain("rtian");
    }

    @Test
    void wordsOfTwoLists() {
        assertThat(refusal(ENGLISH.replace("picnic", "zurdo")).reason())
                .isEqualTo(CodenameRefused.Reason.SEVERAL_LISTS);
    }

    @Test
    void theRightWordsInTheWrongOrder() {
        assertThat(refusal("drill ozone" + ENGLISH.substring(11)).reason()).isEqualTo(CodenameRefused.Reason.CHECKSUM);
    }

    @Test
    void octetsThatAreNoText() {
        byte[] noise = {(byte) 0xC3, (byte) 0x28, (byte) 0xFF, (byte) 0xF0};
        CodenameRefused refused = catchThrowableOfType(CodenameRefused.class, () -> Codename.ofWords(noise));
        assertThat(refused.reason()).isEqualTo(CodenameRefused.Reason.WORD_COUNT);
        assertThat(refused.number()).isZero();
    }
}
