package org.sallyport.openpgp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertificateBundleTest {
    private final List<Certificate> three = List.of(
            ForgedCertificate.plain().read(),
            ForgedCertificate.trustee().read(),
            ForgedCertificate.plain().read());

    private static List<String> hex(List<Certificate> certificates) {
        return certificates.stream()
                .map(certificate -> java.util.HexFormat.of().formatHex(certificate.octets()))
                .toList();
    }

    @Test
    void certificatesComeOutToTheOctetAsTheyWentIn() throws CertificateRefused {
        assertThat(hex(CertificateBundle.read(CertificateBundle.binary(three)))).isEqualTo(hex(three));
        assertThat(hex(CertificateBundle.read(CertificateBundle.armored(three).getBytes(US_ASCII))))
                .isEqualTo(hex(three));
        assertThat(CertificateBundle.read(new byte[0])).isEmpty();
    }

    @Test
    void whatIsCutOffOrNotACertificateIsRefused() {
        byte[] binary = CertificateBundle.binary(three);
        assertThatThrownBy(() -> CertificateBundle.read(Arrays.copyOf(binary, binary.length - 1)))
                .isInstanceOf(CertificateRefused.class);
        assertThatThrownBy(() -> CertificateBundle.read(Arrays.copyOfRange(binary, 2, binary.length)))
                .isInstanceOf(CertificateRefused.class);
        assertThatThrownBy(() -> CertificateBundle.read("hello".getBytes(US_ASCII)))
                .isInstanceOf(CertificateRefused.class);
    }
}
