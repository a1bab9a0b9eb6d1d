package org.sallyport.openpgp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class KeyDerivationTest {
    private static final byte[] SECRET = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");

    @Test
    void itIsWhatRfc5869Says() throws Exception {
        byte[] extracted = hmac("sallyport/codename/v1".getBytes(StandardCharsets.US_ASCII), SECRET);
        byte[] first = hmac(extracted, SampleMessage.join(SampleMessage.ascii("some-use"), new byte[] {1}));
        byte[] second = hmac(extracted, SampleMessage.join(first, SampleMessage.ascii("some-use"), new byte[] {2}));

        assertThat(KeyDerivation.derive(SECRET, "some-use", 64)).isEqualTo(SampleMessage.join(first, second));
    }

    @Test
    void anotherLabelOrAnotherSecretGivesSomethingElse() {
        byte[] other = SECRET.clone();
        other[15]++;
        byte[] derived = KeyDerivation.derive(SECRET, "some-use", 32);
        assertThat(KeyDerivation.derive(SECRET, "some-use ", 32)).isNotEqualTo(derived);
        assertThat(KeyDerivation.derive(other, "some-use", 32)).isNotEqualTo(derived);
    }

    @Test
    void theSecretStaysAsItIs() {
        byte[] secret = SECRET.clone();
        KeyDerivation.derive(secret, "some-use", 32);
        assertThat(secret).isEqualTo(SECRET);
    }

    private static byte[] hmac(byte[] key, byte[] data) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(data);
    }
}
