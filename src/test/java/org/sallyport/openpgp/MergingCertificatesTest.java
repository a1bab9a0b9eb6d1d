package org.sallyport.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sallyport.openpgp.ForgedKey.BORN;
import static org.sallyport.openpgp.ForgedKey.NOW;
import static org.sallyport.openpgp.ForgedKey.SHA512;
import static org.sallyport.openpgp.ForgedKey.packet;

import java.util.List;
import org.junit.jupiter.api.Test;

class MergingCertificatesTest {
    private static final String DESK = "urgent";

    private final ForgedCertificate one = ForgedCertificate.trustee();
    private final ForgedCertificate two = ForgedCertificate.trustee();
    private final List<Certificate> trustees = List.of(one.read(), two.read());
    private final ForgedKey subkey = ForgedKey.curve25519(BORN);
    private final ForgedCertificate reviewer =
            new ForgedCertificate(ForgedKey.ed25519()).named().receiving(subkey);
    private final Certificate bare = reviewer.read();

    private Certificate merge(Certificate known, Certificate other) {
        return ForgedKey.forged(() -> MergingCertificates.merge(known, other, trustees));
    }

    private int votes(Certificate certificate) {
        return certificate.certifications(trustees, DESK, NOW).size();
    }

    private static void refused(Certificate known, Certificate other, CertificateFault fault) {
        assertThatThrownBy(() -> MergingCertificates.merge(known, other, List.of()))
                .isInstanceOfSatisfying(
                        CertificateRefused.class,
                        refusal -> assertThat(refusal.fault()).isEqualTo(fault));
    }

    @Test
    void theWordsOfTwoTrusteesThatCameApartAreBothThere() {
        Certificate byOne = new ForgedCopy(reviewer).vouchedBy(one);
        Certificate byTwo = new ForgedCopy(reviewer).vouchedBy(two);

        assertThat(votes(merge(merge(bare, byOne), byTwo))).isEqualTo(2);
        assertThat(votes(merge(merge(bare, byTwo), byOne))).isEqualTo(2);
    }

    @Test
    void theSameCopyTwiceChangesNothing() {
        Certificate byOne = new ForgedCopy(reviewer).vouchedBy(one);
        Certificate once = merge(bare, byOne);

        assertThat(merge(once, byOne).octets()).isEqualTo(once.octets());
    }

    @Test
    void anOlderCopyDropsNoRevocationAndBringsNoRevokedSubkeyBack() {
        byte[] revocation = reviewer.primary.sign(
                0x28, SHA512, NOW.minusSeconds(9), said -> {}, reviewer.primary.hashed(), subkey.hashed());
        Certificate revoked = ForgedKey.forged(() -> Certificate.read(ForgedKey.join(reviewer.octets(), revocation)));
        CertificateFault none = CertificateFault.NO_ENCRYPTION_SUBKEY;
        assertThat(revoked.standing(NOW)).isEqualTo(new Standing.Unusable(none));

        assertThat(merge(revoked, bare).standing(NOW)).isEqualTo(new Standing.Unusable(none));
        assertThat(merge(bare, revoked).standing(NOW)).isEqualTo(new Standing.Unusable(none));
    }

    @Test
    void anOlderCopyDropsNoRevocationOfTheWholeCertificate() {
        Certificate revoked = new ForgedCopy(reviewer).with(reviewer.revocation());

        assertThat(merge(revoked, bare).standing(NOW)).isEqualTo(new Standing.Unusable(CertificateFault.REVOKED));
        // It stands behind the user id, where none belongs, and comes in all the same.
        assertThat(merge(bare, revoked).standing(NOW)).isEqualTo(new Standing.Unusable(CertificateFault.REVOKED));
    }

    @Test
    void aWordThatATrusteeTookBackStaysTakenBack() {
        Certificate vouched = new ForgedCopy(reviewer).vouchedBy(one);
        Certificate withdrawn = merge(vouched, new ForgedCopy(reviewer).with(reviewer.withdrawalBy(one)));

        assertThat(votes(vouched)).isOne();
        assertThat(votes(withdrawn)).isZero();
        assertThat(votes(merge(withdrawn, vouched))).isZero();
    }

    @Test
    void aNewSubkeyOfTheOwnerComesIn() {
        ForgedKey newer = ForgedKey.curve25519(BORN.plusSeconds(60));
        Certificate rotated = ForgedKey.forged(() -> Certificate.read(ForgedKey.join(
                reviewer.octets(),
                packet(14, newer.body()),
                reviewer.primary.sign(
                        0x18,
                        SHA512,
                        BORN.plusSeconds(60),
                        said -> said.setKeyFlags(true, 0x0C),
                        reviewer.primary.hashed(),
                        newer.hashed()))));

        Certificate merged = merge(bare, rotated);
        assertThat(merged.livingEncryptionKeys(NOW)).hasSize(2);
        assertThat(merged.newestEncryptionKeys(NOW)).hasSize(1);
    }

    @Test
    void aSubkeyThatTheOwnerDidNotBindStaysOut() {
        ForgedKey strange = ForgedKey.curve25519(BORN);
        ForgedKey stranger = ForgedKey.ed25519();
        Certificate grafted = ForgedKey.forged(() -> Certificate.read(ForgedKey.join(
                reviewer.octets(),
                packet(14, strange.body()),
                stranger.sign(
                        0x18,
                        SHA512,
                        BORN,
                        said -> said.setKeyFlags(true, 0x0C),
                        reviewer.primary.hashed(),
                        strange.hashed()))));

        assertThat(merge(bare, grafted).octets()).isEqualTo(merge(bare, bare).octets());
    }

    @Test
    void whoeverIsNoTrusteeAddsNothingSoNobodyCanFillACertificateUp() {
        Certificate byStranger = new ForgedCopy(reviewer).vouchedBy(ForgedCertificate.trustee());

        assertThat(merge(bare, byStranger).octets()).isEqualTo(merge(bare, bare).octets());
    }

    @Test
    void aWordOverAnotherUserIdIsRefused() {
        String other = "urgent-2@desk.example";
        ForgedCertificate twoNames = new ForgedCopy(reviewer)
                .copy()
                .onUserId(packet(13, other.getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .onUserId(one.primary.sign(
                        0x10, SHA512, BORN, said -> {}, reviewer.primary.hashed(), ForgedKey.userId(other)));

        refused(bare, twoNames.read(), CertificateFault.ANOTHER_USER_ID);
    }

    @Test
    void anothersCertificateIsRefused() {
        refused(bare, ForgedCertificate.plain().read(), CertificateFault.SEVERAL_CERTIFICATES);
    }

    @Test
    void theResultKeepsTheBoundsOfACertificate() {
        Certificate full = bare;
        for (int number = 0; number < 23; number++) {
            full = merge(full, withSubkey(number));
        }
        refused(full, withSubkey(23), CertificateFault.TOO_MANY_PARTS);
    }

    private Certificate withSubkey(int number) {
        ForgedKey more = ForgedKey.curve25519(BORN.plusSeconds(number));
        return ForgedKey.forged(() -> Certificate.read(ForgedKey.join(
                reviewer.octets(),
                packet(14, more.body()),
                reviewer.primary.sign(
                        0x18,
                        SHA512,
                        BORN.plusSeconds(number),
                        said -> said.setKeyFlags(true, 0x0C),
                        reviewer.primary.hashed(),
                        more.hashed()))));
    }

    /** A forged certificate grows in place; this is how it was, with one thing more. */
    private record ForgedCopy(ForgedCertificate of) {
        ForgedCertificate copy() {
            ForgedCertificate copy = new ForgedCertificate(of.primary);
            for (CertificatePacket part : ForgedKey.forged(() -> CertificatePacket.split(of.octets()))) {
                if (part.tag() == CertificatePacket.PUBLIC_SUBKEY) {
                    break;
                }
                if (part.tag() != CertificatePacket.PUBLIC_KEY) {
                    copy.onUserId(part.framed());
                }
            }
            return copy;
        }

        Certificate vouchedBy(ForgedCertificate trustee) {
            return copy().vouchedBy(trustee, DESK).read();
        }

        Certificate with(byte[] signature) {
            return copy().with(signature).read();
        }
    }
}
