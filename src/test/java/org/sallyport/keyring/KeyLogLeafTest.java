package org.sallyport.keyring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.audit.NoteVerifier;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.ForgedCertificate;

class KeyLogLeafTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 25);
    private static final String KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private static final String FINGERPRINT = "0123456789ABCDEF0123456789ABCDEF01234567";
    private static final String HASH = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static KeyLogLeaf parse(String leaf) throws KeysRefused {
        return KeyLogLeaf.parse(leaf.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void aDesksLeafNamesFingerprintsAndHashesAndNothingElse() throws Exception {
        Certificate certificate = ForgedCertificate.plain().read();
        KeyLogLeaf leaf = new KeyLogLeaf.GivenAtDesk(DAY, GivenKeys.of("urgent", List.of(certificate)));
        assertThat(leaf.text())
                .matches("sallyport-keys/v1\nday 2026-11-25\ndesk urgent\ncertificate "
                        + certificate.fingerprint().hex() + " sha256 [0-9a-f]{64}\n")
                .doesNotContain("@");
        assertThat(KeyLogLeaf.parse(leaf.octets())).isEqualTo(leaf);
    }

    @Test
    void certificatesStandInOneOrder() {
        List<Certificate> three = List.of(
                ForgedCertificate.plain().read(),
                ForgedCertificate.plain().read(),
                ForgedCertificate.plain().read());
        assertThat(GivenKeys.of("urgent", three))
                .isEqualTo(GivenKeys.of("urgent", List.of(three.get(2), three.get(0), three.get(1))));
    }

    @Test
    void aClosedDesksLeafNamesNothing() throws Exception {
        KeyLogLeaf leaf = new KeyLogLeaf.GivenAtDesk(DAY, GivenKeys.nothing("urgent"));
        assertThat(leaf.text()).isEqualTo("sallyport-keys/v1\nday 2026-11-25\ndesk urgent\n");
        assertThat(KeyLogLeaf.parse(leaf.octets())).isEqualTo(leaf);
    }

    @Test
    void aLeafSaysWhichKeySigns() throws Exception {
        KeyLogLeaf leaf = new KeyLogLeaf.SignedBy(DAY, NoteVerifier.parse(KEY));
        assertThat(leaf.text()).isEqualTo("sallyport-keys/v1\nday 2026-11-25\nsigned-by " + KEY + "\n");
        assertThat(KeyLogLeaf.parse(leaf.octets())).isEqualTo(leaf);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n\n",
                "sallyport-keys/v2\nday 2026-11-25\ndesk urgent\n",
                "sallyport-keys/v1\nday 2026-11-25\ndesk urgent",
                "sallyport-keys/v1\nday 2026-11-25\ndesk urgent\n\n",
                "sallyport-keys/v1\nday 2026-11-25\ndesk Urgent\n",
                "sallyport-keys/v1\nday 2026-11-25\ndesk ../urgent\n",
                "sallyport-keys/v1\nday 2026-13-25\ndesk urgent\n",
                "sallyport-keys/v1\nday today\ndesk urgent\n",
                "sallyport-keys/v1\nday 2026-11-25\nchair urgent\n",
                "sallyport-keys/v1\nday 2026-11-25\nsigned-by nobody\n",
                "sallyport-keys/v1\nday 2026-11-25\nsigned-by " + KEY + "\nmore\n",
                "sallyport-keys/v1\nday 2026-11-25\ndesk urgent\ncertificate " + FINGERPRINT + "\n",
                "sallyport-keys/v1\nday 2026-11-25\ndesk urgent\ncertificate " + FINGERPRINT + " sha256 " + HASH
                        + " x\n",
                "sallyport-keys/v1\nday 2026-11-25\ndesk urgent\ncertificate " + FINGERPRINT + " sha256 " + HASH
                        + "\ncertificate " + FINGERPRINT + " sha256 " + HASH + "\n"
            })
    void whatNoLeafLooksLikeIsRefused(String leaf) {
        assertThatThrownBy(() -> parse(leaf)).isInstanceOf(KeysRefused.class);
    }

    @Test
    void theNewestLeafOfEachDeskCounts() throws Exception {
        Certificate one = ForgedCertificate.plain().read();
        Certificate two = ForgedCertificate.plain().read();
        LoggedKeys logged = LoggedKeys.of(List.of(
                new KeyLogLeaf.SignedBy(DAY, NoteVerifier.parse(KEY)).octets(),
                new KeyLogLeaf.GivenAtDesk(DAY, GivenKeys.of("urgent", List.of(one))).octets(),
                new KeyLogLeaf.GivenAtDesk(DAY, GivenKeys.of("country", List.of(one))).octets(),
                new KeyLogLeaf.GivenAtDesk(DAY, GivenKeys.of("urgent", List.of(two))).octets(),
                new KeyLogLeaf.GivenAtDesk(DAY, GivenKeys.nothing("country")).octets()));
        assertThat(logged.signer()).contains(NoteVerifier.parse(KEY));
        assertThat(logged.open()).containsExactly("urgent");
        assertThat(logged.at("urgent")).isEqualTo(GivenKeys.of("urgent", List.of(two)));
        assertThat(logged.at("country").isNothing()).isTrue();
        assertThat(logged.at("never-named").isNothing()).isTrue();
    }
}
