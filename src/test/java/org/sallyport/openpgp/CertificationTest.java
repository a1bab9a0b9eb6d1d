package org.sallyport.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.openpgp.ForgedCertificate.ALIAS;
import static org.sallyport.openpgp.ForgedCertificate.plain;
import static org.sallyport.openpgp.ForgedCertificate.trustee;
import static org.sallyport.openpgp.ForgedKey.BORN;
import static org.sallyport.openpgp.ForgedKey.NOW;
import static org.sallyport.openpgp.ForgedKey.SHA1;
import static org.sallyport.openpgp.ForgedKey.SHA512;
import static org.sallyport.openpgp.ForgedKey.userId;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.junit.jupiter.api.Test;

/** Which trustee's word counts. */
class CertificationTest {
    private static final String DESK = "urgent";
    private static final Duration DAY = Duration.ofDays(1);
    private static final Instant YESTERDAY = NOW.minus(DAY);

    private final ForgedCertificate one = trustee();
    private final ForgedCertificate two = trustee();
    private final ForgedCertificate reviewer = plain();

    private List<Fingerprint> votes(ForgedCertificate... trustees) {
        return votes(NOW, trustees);
    }

    private List<Fingerprint> votes(Instant at, ForgedCertificate... trustees) {
        List<Certificate> read =
                Arrays.stream(trustees).map(ForgedCertificate::read).toList();
        return reviewer.read().certifications(read, DESK, at).stream()
                .map(Certification::trustee)
                .toList();
    }

    private static Consumer<PGPSignatureSubpacketGenerator> forDesk(String desk) {
        return said -> said.addNotationData(false, true, Certificate.DESK_NOTATION, desk);
    }

    @Test
    void everyTypeOfCertificationByATrusteeIsOneVote() {
        for (int type = 0x10; type <= 0x13; type++) {
            ForgedCertificate trustee = trustee();
            reviewer.vouchedBy(trustee, type, SHA512, YESTERDAY, forDesk(DESK));
            assertThat(votes(trustee)).containsExactly(trustee.primary.fingerprint());
        }
    }

    @Test
    void twoTrusteesAreTwoVotesAndTheLongestLastingComesFirst() {
        reviewer.vouchedBy(one, DESK).vouchedBy(two, 0x10, SHA512, YESTERDAY, forDesk(DESK));
        List<Certification> words = reviewer.read().certifications(List.of(one.read(), two.read()), DESK, NOW);
        assertThat(words)
                .containsExactly(
                        new Certification(two.primary.fingerprint(), YESTERDAY.plus(Certificate.LONGEST_CERTIFICATION)),
                        new Certification(one.primary.fingerprint(), YESTERDAY.plus(Duration.ofDays(90))));
    }

    @Test
    void twoCertificationsByTheSameTrusteeAreOneVote() {
        reviewer.vouchedBy(one, DESK).vouchedBy(one, 0x12, SHA512, NOW, forDesk(DESK));
        assertThat(votes(one, one)).hasSize(1);
    }

    @Test
    void nobodyWhoIsNoTrusteeHasAVote() {
        reviewer.vouchedBy(one, DESK);
        assertThat(votes(two)).isEmpty();
        assertThat(votes()).isEmpty();
    }

    @Test
    void notationForAnotherDeskIsNoVote() {
        reviewer.vouchedBy(one, "country");
        assertThat(votes(one)).isEmpty();
    }

    @Test
    void noNotationIsNoVote() {
        reviewer.vouchedBy(one, 0x10, SHA512, YESTERDAY, said -> {});
        assertThat(votes(one)).isEmpty();
    }

    @Test
    void notationThatIsOnlyAlikeIsNoVote() {
        reviewer.vouchedBy(one, 0x10, SHA512, YESTERDAY, forDesk("urgent "));
        assertThat(votes(one)).isEmpty();
        reviewer.vouchedBy(
                two, 0x10, SHA512, YESTERDAY, said -> said.addNotationData(false, true, "desk@example.org", DESK));
        assertThat(votes(two)).isEmpty();
    }

    @Test
    void oneCertificationCanNameSeveralDesks() {
        reviewer.vouchedBy(one, 0x10, SHA512, YESTERDAY, forDesk("country").andThen(forDesk(DESK)));
        assertThat(votes(one)).hasSize(1);
    }

    @Test
    void anExpiredCertificationIsNoVote() {
        reviewer.vouchedBy(one, DESK);
        Instant end = YESTERDAY.plus(Duration.ofDays(90));
        assertThat(votes(end.minusSeconds(1), one)).hasSize(1);
        assertThat(votes(end, one)).isEmpty();
    }

    @Test
    void noCertificationCountsLongerThanHalfAYear() {
        reviewer.vouchedBy(one, 0x10, SHA512, YESTERDAY, forDesk(DESK));
        Instant end = YESTERDAY.plus(Certificate.LONGEST_CERTIFICATION);
        assertThat(votes(end.minusSeconds(1), one)).hasSize(1);
        assertThat(votes(end, one)).isEmpty();
        assertThat(reviewer.read().nextChange(end.minusSeconds(1))).contains(end);
    }

    @Test
    void aCertificationFromTheFutureIsNoVote() {
        reviewer.vouchedBy(one, 0x10, SHA512, NOW.plusSeconds(1), forDesk(DESK));
        assertThat(votes(one)).isEmpty();
        assertThat(votes(NOW.plusSeconds(1), one)).hasSize(1);
    }

    @Test
    void aRevokedCertificationIsNoVote() {
        reviewer.vouchedBy(one, DESK).vouchedBy(one, 0x30, SHA512, NOW, said -> {});
        assertThat(votes(one)).isEmpty();
    }

    @Test
    void aRevocationKeptApartEndsTheVote() throws CertificateRefused {
        reviewer.vouchedBy(one, DESK).vouchedBy(two, DESK);
        Revocations kept = Revocations.read(
                one.primary.sign(0x30, SHA512, NOW, said -> {}, reviewer.primary.hashed(), userId(ALIAS)));
        assertThat(reviewer.read().under(kept).certifications(List.of(one.read(), two.read()), DESK, NOW))
                .extracting(Certification::trustee)
                .containsExactly(two.primary.fingerprint());
    }

    @Test
    void aCertificationNewerThanItsRevocationIsAVote() {
        reviewer.vouchedBy(one, 0x30, SHA512, YESTERDAY.minus(DAY), said -> {}).vouchedBy(one, DESK);
        assertThat(votes(one)).hasSize(1);
    }

    @Test
    void onlyTheMakerOfACertificationCanRevokeIt() {
        reviewer.vouchedBy(one, DESK).vouchedBy(two, 0x30, SHA512, NOW, said -> {});
        assertThat(votes(one)).hasSize(1);
    }

    @Test
    void onlyATrusteesNewestWordCounts() {
        reviewer.vouchedBy(one, DESK).vouchedBy(one, 0x10, SHA512, NOW, forDesk("country"));
        assertThat(votes(one)).isEmpty();
    }

    @Test
    void anExpiredTrusteeHasNoVote() {
        ForgedCertificate expiring = new ForgedCertificate(ForgedKey.ed25519())
                .named(
                        "trustee@example.org",
                        SHA512,
                        BORN,
                        said -> said.setKeyExpirationTime(Duration.ofDays(31).toSeconds()));
        reviewer.vouchedBy(expiring, DESK);
        Instant end = BORN.plus(Duration.ofDays(31));
        assertThat(reviewer.read().certifications(List.of(expiring.read()), DESK, NOW))
                .containsExactly(new Certification(expiring.primary.fingerprint(), end));
        assertThat(votes(end, expiring)).isEmpty();
    }

    @Test
    void aRevokedTrusteeHasNoVote() {
        reviewer.vouchedBy(one, DESK);
        one.add(one.primary.sign(0x20, SHA512, NOW, said -> {}, one.primary.hashed()));
        assertThat(votes(one)).isEmpty();
    }

    @Test
    void aTrusteeWhoseKeyMayNotCertifyHasNoVote() {
        ForgedCertificate signer = new ForgedCertificate(ForgedKey.ed25519())
                .named("trustee@example.org", SHA512, BORN, said -> said.setKeyFlags(true, 0x02));
        reviewer.vouchedBy(signer, DESK);
        assertThat(votes(signer)).isEmpty();
    }

    @Test
    void aTrusteeCannotVouchForTheirOwnKey() {
        reviewer.vouchedBy(reviewer, DESK);
        assertThat(votes(reviewer)).isEmpty();
    }

    @Test
    void aCertificationOfAnotherUserIdIsNoVote() {
        reviewer.onUserId(one.primary.sign(
                0x10, SHA512, YESTERDAY, forDesk(DESK), reviewer.primary.hashed(), userId("country-1@desk.example")));
        assertThat(votes(one)).isEmpty();
    }

    @Test
    void aCertificationOfAnotherKeyIsNoVote() {
        reviewer.onUserId(one.primary.sign(
                0x10, SHA512, YESTERDAY, forDesk(DESK), ForgedKey.ed25519().hashed(), userId(ALIAS)));
        assertThat(votes(one)).isEmpty();
    }

    @Test
    void aSha1CertificationIsNoVote() {
        reviewer.vouchedBy(one, 0x10, SHA1, YESTERDAY, forDesk(DESK));
        assertThat(votes(one)).isEmpty();
    }

    @Test
    void aCertificationThatIsNotToBeExportedIsNoVote() {
        reviewer.vouchedBy(one, 0x10, SHA512, YESTERDAY, forDesk(DESK).andThen(said -> said.setExportable(false)));
        assertThat(votes(one)).isEmpty();
    }

    @Test
    void aCertificationOlderThanItsMakersKeyIsNoVote() {
        reviewer.vouchedBy(one, 0x10, SHA512, BORN.minusSeconds(1), forDesk(DESK));
        assertThat(votes(one)).isEmpty();
    }

    @Test
    void aSubkeyOfATrusteeCannotVouch() {
        ForgedKey subkey = ForgedKey.ed25519();
        one.receiving(subkey, BORN, said -> said.setKeyFlags(true, 0x01));
        reviewer.onUserId(
                subkey.sign(0x10, SHA512, YESTERDAY, forDesk(DESK), reviewer.primary.hashed(), userId(ALIAS)));
        assertThat(votes(one)).isEmpty();
    }
}
