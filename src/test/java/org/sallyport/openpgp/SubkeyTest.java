package org.sallyport.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.openpgp.ForgedCertificate.plain;
import static org.sallyport.openpgp.ForgedKey.BORN;
import static org.sallyport.openpgp.ForgedKey.NOW;
import static org.sallyport.openpgp.ForgedKey.SHA1;
import static org.sallyport.openpgp.ForgedKey.SHA512;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Which subkeys reports may be sealed to. */
class SubkeyTest {
    private static ForgedCertificate named() {
        return new ForgedCertificate(ForgedKey.ed25519()).named();
    }

    private static void unusable(ForgedCertificate forged, CertificateFault fault) {
        assertThat(forged.read().standing(NOW)).isEqualTo(new Standing.Unusable(fault));
    }

    @Test
    void withoutASubkeyItIsNotUsable() {
        unusable(named(), CertificateFault.NO_ENCRYPTION_SUBKEY);
    }

    @Test
    void aSigningOnlySubkeyReceivesNothing() {
        unusable(
                named().receiving(ForgedKey.ed25519(), BORN, said -> said.setKeyFlags(true, 0x02)),
                CertificateFault.NO_ENCRYPTION_SUBKEY);
    }

    @Test
    void aSubkeyWithoutFlagsReceivesNothing() {
        unusable(
                named().receiving(ForgedKey.curve25519(BORN), BORN, said -> {}), CertificateFault.NO_ENCRYPTION_SUBKEY);
    }

    @Test
    void anRsaSubkeySpoilsTheCertificateEvenBesideASoundOne() {
        unusable(plain().receiving(ForgedKey.rsa()), CertificateFault.FORBIDDEN_SUBKEY);
    }

    @Test
    void aP256SubkeySpoilsTheCertificate() {
        unusable(named().receiving(ForgedKey.p256()), CertificateFault.FORBIDDEN_SUBKEY);
    }

    @Test
    void aSubkeyWithAWeakKeyDerivationSpoilsTheCertificate() {
        byte[] body = ForgedKey.curve25519(BORN).body();
        body[body.length - 2] = SHA1;
        ForgedCertificate forged = named();
        forged.bound(body, forged.primary, SHA512, BORN, said -> said.setKeyFlags(true, 0x0C));
        unusable(forged, CertificateFault.FORBIDDEN_SUBKEY);
    }

    @Test
    void anExpiredSubkeyReceivesNothing() {
        unusable(
                named().receiving(ForgedKey.curve25519(BORN), BORN, said -> {
                    said.setKeyFlags(true, 0x0C);
                    said.setKeyExpirationTime(Duration.ofDays(30).toSeconds());
                }),
                CertificateFault.NO_ENCRYPTION_SUBKEY);
    }

    @Test
    void aSubkeyFromTheFutureReceivesNothingUntilThen() {
        Instant future = NOW.plusSeconds(60);
        ForgedCertificate forged =
                named().receiving(ForgedKey.curve25519(future), future, said -> said.setKeyFlags(true, 0x0C));
        unusable(forged, CertificateFault.NOT_YET_VALID);
        assertThat(forged.read().nextChange(NOW)).contains(future);
        assertThat(forged.read().standing(future)).isInstanceOf(Standing.Usable.class);
    }

    @Test
    void aRevokedSubkeyReceivesNothing() {
        ForgedKey subkey = ForgedKey.curve25519(BORN);
        ForgedCertificate forged = named().receiving(subkey);
        forged.add(forged.primary.sign(0x28, SHA512, NOW, said -> {}, forged.primary.hashed(), subkey.hashed()));
        unusable(forged, CertificateFault.NO_ENCRYPTION_SUBKEY);
    }

    @Test
    void aSubkeyBoundBySomebodyElseReceivesNothing() {
        ForgedKey stranger = ForgedKey.ed25519();
        unusable(
                named().bound(
                                ForgedKey.curve25519(BORN).body(),
                                stranger,
                                SHA512,
                                BORN,
                                said -> said.setKeyFlags(true, 0x0C)),
                CertificateFault.NO_ENCRYPTION_SUBKEY);
    }

    @Test
    void aSubkeyBoundWithSha1ReceivesNothing() {
        ForgedCertificate forged = named();
        forged.bound(
                ForgedKey.curve25519(BORN).body(), forged.primary, SHA1, BORN, said -> said.setKeyFlags(true, 0x0C));
        unusable(forged, CertificateFault.NO_ENCRYPTION_SUBKEY);
    }

    @Test
    void anotherCertificatesSubkeyCannotBeGraftedOn() {
        ForgedKey subkey = ForgedKey.curve25519(BORN);
        ForgedCertificate owner = named().receiving(subkey);
        CertificatePacket binding = ForgedKey.forged(() -> {
            var packets = CertificatePacket.split(owner.octets());
            return packets.get(packets.size() - 1);
        });
        unusable(
                named().add(ForgedKey.packet(14, subkey.body())).add(binding.framed()),
                CertificateFault.NO_ENCRYPTION_SUBKEY);
    }
}
