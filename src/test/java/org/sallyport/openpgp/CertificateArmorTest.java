package org.sallyport.openpgp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.nio.charset.Charset;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates in their text form, as people keep and send them. */
class CertificateArmorTest {
    private final byte[] binary = ForgedCertificate.plain().octets();
    private final String armor = CertificateArmor.encode(binary);

    private void assertRead(String text, Charset charset) throws CertificateRefused {
        assertThat(Certificate.read(text.getBytes(charset)).octets()).isEqualTo(binary);
    }

    private static void assertRefused(String text, Charset charset, CertificateFault fault) {
        assertThatThrownBy(() -> Certificate.read(text.getBytes(charset)))
                .isInstanceOfSatisfying(
                        CertificateRefused.class,
                        refusal -> assertThat(refusal.fault()).isEqualTo(fault));
    }

    @Test
    void itIsReadInUtf16AsPowerShellWritesIt() throws Exception {
        assertRead("\uFEFF" + armor, UTF_16LE);
        assertRead("\uFEFF" + armor, UTF_16BE);
        assertRead(armor, UTF_16LE);
        assertRead(armor, UTF_16BE);
        assertRead(armor, UTF_16);
    }

    @Test
    void itIsReadBehindAByteOrderMark() throws Exception {
        assertRead("\uFEFF" + armor, UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"> ", ">> ", "    ", "\t", "| ", "\u00A0", "\u200B"})
    void itIsReadQuotedAndIndented(String before) throws Exception {
        assertRead(armor.lines().map(line -> before + line + "\r\n").reduce("He wrote:\r\n", String::concat), UTF_8);
    }

    @Test
    void itIsReadWithHeadersOrWithoutItsBlankLine() throws Exception {
        assertRead(armor.replaceFirst("\n\n", "\nVersion: GnuPG v2\nComment: mine\n\n"), US_ASCII);
        assertRead(armor.replaceFirst("\n\n", "\n"), US_ASCII);
    }

    @Test
    void itIsReadWithAllItsLinesJoined() throws Exception {
        assertRead(
                armor.replaceFirst("\n\n", " Comment: 4F7A90AB4F7A90AB4F7A90AB4F7A90AB4F7A90AB ")
                        .replace('\n', ' '),
                US_ASCII);
    }

    @Test
    void aSecretKeyIsRefusedAsOneInEveryForm() {
        String secret = armor.replace("PUBLIC", "PRIVATE");
        assertRefused("\uFEFF" + secret, UTF_16LE, CertificateFault.SECRET_KEY);
        assertRefused(armor + secret, US_ASCII, CertificateFault.SECRET_KEY);
        assertRefused(secret.indent(4), US_ASCII, CertificateFault.SECRET_KEY);
    }

    @Test
    void twoBlocksAreRefused() {
        assertRefused(armor + armor, US_ASCII, CertificateFault.SEVERAL_CERTIFICATES);
        assertRefused(
                armor + armor.replace("PUBLIC KEY BLOCK", "MESSAGE"), US_ASCII, CertificateFault.SEVERAL_CERTIFICATES);
    }

    /** gpg writes one in front of a revocation that is not to be used by accident. */
    @Test
    void aBlockBehindAColonIsNone() {
        assertRefused(":" + armor, US_ASCII, CertificateFault.GARBAGE);
    }

    @Test
    void aDamagedOneIsRefused() {
        assertRefused(armor.substring(0, armor.length() - 10), US_ASCII, CertificateFault.BAD_ARMOR);
        assertRefused(armor.replaceFirst("\n=....", "\n=AAAA"), US_ASCII, CertificateFault.BAD_ARMOR);
        assertRefused(armor.replaceFirst("\n\n", "\n\n!"), US_ASCII, CertificateFault.BAD_ARMOR);
        assertRefused("\uFEFF", UTF_8, CertificateFault.GARBAGE);
    }

    @Test
    void nothingKeepsItBusy() {
        String blanks = "\n ".repeat(40_000);
        String begins = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n".repeat(2_000);
        assertTimeout(Duration.ofSeconds(5), () -> {
            assertRefused("A" + blanks, US_ASCII, CertificateFault.GARBAGE);
            assertRefused(begins, US_ASCII, CertificateFault.SEVERAL_CERTIFICATES);
        });
    }
}
