package org.sallyport.openpgp;

import static org.sallyport.openpgp.ForgedKey.BORN;
import static org.sallyport.openpgp.ForgedKey.SHA1;
import static org.sallyport.openpgp.ForgedKey.packet;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Certificates of urgent-1, each wrong in one way. */
public final class FaultyCertificates {
    private FaultyCertificates() {}

    private static ForgedCertificate named() {
        return new ForgedCertificate(ForgedKey.ed25519()).named();
    }

    /** What is wrong, the octets, and the fault that says so. */
    public static Stream<Arguments> all() {
        ForgedCertificate sha1 = new ForgedCertificate(ForgedKey.ed25519())
                .named(ForgedCertificate.ALIAS, SHA1, BORN, said -> said.setKeyFlags(true, 0x03))
                .receiving();
        ForgedCertificate sha1Binding = named();
        sha1Binding.bound(
                ForgedKey.curve25519(BORN).body(),
                sha1Binding.primary,
                SHA1,
                BORN,
                said -> said.setKeyFlags(true, 0x0C));
        return Stream.of(
                faulty("no encryption subkey", named(), CertificateFault.NO_ENCRYPTION_SUBKEY),
                faulty(
                        "a subkey that only signs, and did not agree to be bound",
                        named().receiving(ForgedKey.ed25519(), BORN, said -> said.setKeyFlags(true, 0x02)),
                        CertificateFault.NO_ENCRYPTION_SUBKEY),
                faulty(
                        "an RSA subkey beside a sound one",
                        named().receiving().receiving(ForgedKey.rsa()),
                        CertificateFault.FORBIDDEN_SUBKEY),
                faulty("a P-256 subkey", named().receiving(ForgedKey.p256()), CertificateFault.FORBIDDEN_SUBKEY),
                faulty("a self-signature with SHA-1", sha1, CertificateFault.NO_SELF_SIGNATURE),
                faulty("a binding with SHA-1", sha1Binding, CertificateFault.NO_ENCRYPTION_SUBKEY),
                faulty("a revoked certificate", revoked(), CertificateFault.REVOKED),
                faulty(
                        "a second user id",
                        new ForgedCertificate(ForgedKey.ed25519())
                                .named()
                                .add(packet(13, "another@desk.example".getBytes(StandardCharsets.US_ASCII)))
                                .receiving(),
                        CertificateFault.SEVERAL_USER_IDS),
                faulty("no certificate", "hello".getBytes(StandardCharsets.US_ASCII), CertificateFault.GARBAGE));
    }

    private static ForgedCertificate revoked() {
        ForgedCertificate plain = ForgedCertificate.plain();
        return plain.with(plain.revocation());
    }

    private static Arguments faulty(String what, ForgedCertificate forged, CertificateFault fault) {
        return faulty(what, forged.octets(), fault);
    }

    private static Arguments faulty(String what, byte[] octets, CertificateFault fault) {
        return Arguments.of(what, octets, fault);
    }
}
