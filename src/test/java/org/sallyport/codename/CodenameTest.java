package org.sallyport.codename;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.ReplyKey;

class CodenameTest {
    private static final byte[] FIELD = "000102030405060708090a0b0c0d0e0f".getBytes(US_ASCII);

    /** Pinned: were one of them ever another, every codename that exists would lose its mailbox. */
    @Test
    void theSameCodenameHasTheSameSecretsForEver() throws Exception {
        try (Codename codename = Codename.ofField(FIELD);
                ReplyKey key = codename.replyKey()) {
            assertThat(codename.mailboxId()).hasToString("985650a5-9ade-316a-16c2-0f57a1424494");
            assertThat(HexFormat.of().formatHex(codename.token()))
                    .isEqualTo("2278f2a51939eaa15816ccb21e0761ed5da941392b82cf342eee6df3d6d117dc");
            assertThat(key.fingerprint().hex()).isEqualTo("E31ACFD4368F862997EB6F76BDA79016BE83549E");
            assertThat(Certificate.read(key.certificate()).livingEncryptionKeys(Instant.now()))
                    .extracting(subkey -> subkey.key().hex())
                    .containsExactly(
                            "5AB268CF2723FC6FE3E29755C6D4F7544444A6D1", "77E45C760EB14F45013486C3FD9FF0FBEBC8226A");
        }
    }

    @Test
    void theServerKeepsTheHashOfTheTokenOnly() throws Exception {
        try (Codename codename = Codename.ofField(FIELD)) {
            assertThat(codename.tokenHash())
                    .isEqualTo(MessageDigest.getInstance("SHA-256").digest(codename.token()));
        }
    }

    @Test
    void mintedOnesDiffer() {
        SecureRandom random = new SecureRandom();
        try (Codename one = Codename.mint(random);
                Codename other = Codename.mint(random)) {
            assertThat(one.field()).isNotEqualTo(other.field());
            assertThat(one.mailboxId()).isNotEqualTo(other.mailboxId());
        }
    }

    @ParameterizedTest
    @EnumSource(WordList.class)
    void itComesBackFromItsFieldAndFromItsWordsInEveryList(WordList list) throws Exception {
        try (Codename minted = Codename.mint(new SecureRandom());
                Codename fromField = Codename.ofField(minted.field());
                Codename fromWords = Codename.ofWords(minted.words(list))) {
            assertThat(fromField.field()).isEqualTo(minted.field());
            assertThat(fromWords.field()).isEqualTo(minted.field());
            assertThat(new String(minted.words(list), UTF_8).split(" ")).hasSize(12);
        }
    }

    @Test
    void closedItIsWipedAndItNeverShowsItself() throws Exception {
        Codename codename = Codename.ofField(FIELD);
        assertThat(codename).hasToString("[REDACTED]");
        codename.close();
        assertThat(codename.field()).containsOnly('0');
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "000102030405060708090a0b0c0d0e0",
                "000102030405060708090a0b0c0d0e0f0",
                "000102030405060708090a0b0c0d0e0F",
                "000102030405060708090a0b0c0d0e0g",
                "000102030405060708090a0b0c0d0e0 ",
                "000102030405060708090a0b0c0d0e0\0",
                "000102030405060708090a0b0c0d0eé"
            })
    void aFieldThatIsNotThirtyTwoDigitsIsRefused(String field) {
        assertThatThrownBy(() -> Codename.ofField(field.getBytes(UTF_8)))
                .isInstanceOfSatisfying(
                        CodenameRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(CodenameRefused.Reason.FIELD));
    }
}
