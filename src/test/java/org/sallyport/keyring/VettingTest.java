package org.sallyport.keyring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.keyring.StoredRows.row;
import static org.sallyport.openpgp.ForgedCertificate.NOW;
import static org.sallyport.openpgp.ForgedCertificate.endingIn;
import static org.sallyport.openpgp.ForgedCertificate.plain;
import static org.sallyport.openpgp.ForgedCertificate.trustee;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.ForgedCertificate;
import org.sallyport.openpgp.TrialKey;
import org.sallyport.openpgp.TrialKeys;

/** Who receives reports: those for whom a quorum of trustees vouches, and nobody by any other way. */
class VettingTest {
    private static final String DESK = "urgent";
    private static final Duration DAY = Duration.ofDays(1);

    private final ForgedCertificate one = trustee();
    private final ForgedCertificate two = trustee();
    private final ForgedCertificate three = trustee();
    private final ForgedCertificate reviewer = plain();
    private final List<byte[]> revocations = new ArrayList<>();

    private Vetting vetting(Rules rules, StoredCertificate... rows) throws KeyFileRefused {
        Map<Path, ByteBuffer> trustees = new HashMap<>();
        for (ForgedCertificate trustee : List.of(one, two, three)) {
            trustees.put(Path.of(trustee.read() + ".pgp"), ByteBuffer.wrap(trustee.octets()));
        }
        Map<Path, ByteBuffer> revoked = new HashMap<>();
        for (byte[] revocation : revocations) {
            revoked.put(Path.of(revoked.size() + ".pgp"), ByteBuffer.wrap(revocation));
        }
        return new Vetting(StoredRows.of(rows), Trustees.of(new KeyFiles(trustees, revoked)), rules);
    }

    private Vetting vetting(StoredCertificate... rows) throws KeyFileRefused {
        return vetting(Rules.usual(), rows);
    }

    private static VettedDesk desk(Vetting vetting, String slug, Instant at) {
        return vetting.desks(at).stream()
                .filter(desk -> desk.slug().equals(slug))
                .findFirst()
                .orElseThrow();
    }

    private static List<Certificate> recipients(Vetting vetting, String slug, Instant at) {
        return desk(vetting, slug, at).reviewers().stream()
                .map(VettedReviewer::certificate)
                .toList();
    }

    /** Whether the test's reviewer receives the urgent desk's reports. */
    private boolean receives() throws KeyFileRefused {
        return receives(NOW);
    }

    private boolean receives(Instant at) throws KeyFileRefused {
        return !recipients(vetting(row(reviewer)), DESK, at).isEmpty();
    }

    @Test
    void twoTrusteesMakeARecipient() throws KeyFileRefused {
        reviewer.vouchedBy(one, DESK).vouchedBy(two, DESK);
        VettedDesk desk = desk(vetting(row(reviewer)), DESK, NOW);
        assertThat(desk.reviewers()).singleElement().satisfies(vetted -> {
            assertThat(vetted.desk()).isEqualTo(DESK);
            assertThat(vetted.alias()).isEqualTo("urgent-1@desk.example");
            assertThat(vetted.holder()).contains("holder of " + reviewer.read());
            assertThat(vetted.encryptionKeys()).hasSize(1);
        });
        assertThat(desk.encryptionKeys()).isEqualTo(desk.reviewers().get(0).encryptionKeys());
    }

    @Test
    void nobodyVouchesIsNobodyReceives() throws KeyFileRefused {
        assertThat(receives()).isFalse();
    }

    @Test
    void oneTrusteeIsNotEnough() throws KeyFileRefused {
        reviewer.vouchedBy(one, DESK);
        assertThat(receives()).isFalse();
    }

    @Test
    void twoSignaturesOfTheSameTrusteeAreOneVote() throws KeyFileRefused {
        reviewer.vouchedBy(one, DESK).vouchedBy(one, DESK, DAY);
        assertThat(receives()).isFalse();
    }

    @Test
    void theConfigurationSaysHowManyTrusteesAreAQuorum() throws KeyFileRefused {
        reviewer.vouchedBy(one, DESK).vouchedBy(two, DESK);
        Rules stricter = new Rules(Path.of("trustees"), Rules.usual().revocations(), 3, 2);
        assertThat(recipients(vetting(stricter, row(reviewer)), DESK, NOW)).isEmpty();
        reviewer.vouchedBy(three, DESK);
        assertThat(recipients(vetting(stricter, row(reviewer)), DESK, NOW)).hasSize(1);
    }

    @Test
    void whoeverIsNotInTheFolderHasNoVote() throws KeyFileRefused {
        reviewer.vouchedBy(one, DESK).vouchedBy(trustee(), DESK);
        assertThat(receives()).isFalse();
    }

    @Test
    void vouchingForAnotherDeskDoesNotCountHere() throws KeyFileRefused {
        reviewer.vouchedBy(one, DESK).vouchedBy(two, "country");
        assertThat(receives()).isFalse();
        assertThat(recipients(vetting(row(reviewer)), "country", NOW)).isEmpty();
    }

    @Test
    void anExpiredCertificationIsNoVote() throws KeyFileRefused {
        reviewer.vouchedBy(one, DESK).vouchedBy(two, DESK, DAY);
        assertThat(receives(NOW.plus(DAY).minusSeconds(1))).isTrue();
        assertThat(receives(NOW.plus(DAY))).isFalse();
    }

    @Test
    void aCertificationThatIsTakenBackIsNoVote() throws KeyFileRefused {
        reviewer.vouchedBy(one, DESK).vouchedBy(two, DESK).with(reviewer.withdrawalBy(two));
        assertThat(receives()).isFalse();
    }

    @Test
    void aCertificationTakenBackInTheRevocationsFolderIsNoVoteWhateverTheRowHolds() throws KeyFileRefused {
        reviewer.vouchedBy(one, DESK).vouchedBy(two, DESK);
        revocations.add(reviewer.withdrawalBy(two));
        assertThat(receives()).isFalse();
    }

    @Test
    void anExpiredCertificateReceivesNothing() throws KeyFileRefused {
        ForgedCertificate ending = endingIn(DAY).vouchedBy(one, DESK).vouchedBy(two, DESK);
        Vetting vetting = vetting(row(ending));
        assertThat(recipients(vetting, DESK, NOW.plus(DAY).minusSeconds(1))).hasSize(1);
        assertThat(recipients(vetting, DESK, NOW.plus(DAY))).isEmpty();
    }

    @Test
    void aRevokedCertificateReceivesNothing() throws KeyFileRefused {
        reviewer.vouchedBy(one, DESK).vouchedBy(two, DESK);
        assertThat(receives()).isTrue();
        revocations.add(reviewer.revocation());
        assertThat(receives()).isFalse();
    }

    @Test
    void aRevokedTrusteeHasNoVote() throws KeyFileRefused {
        reviewer.vouchedBy(one, DESK).vouchedBy(two, DESK);
        revocations.add(two.revocation());
        assertThat(receives()).isFalse();
        reviewer.vouchedBy(three, DESK);
        assertThat(receives()).isTrue();
    }

    @Test
    void aRowWhoseFingerprintIsNotItsOctetsOwnReceivesNothing() throws KeyFileRefused {
        reviewer.vouchedBy(one, DESK).vouchedBy(two, DESK);
        StoredCertificate swapped = row(plain().read().fingerprint().hex(), reviewer.octets());
        assertThat(recipients(vetting(swapped), DESK, NOW)).isEmpty();
    }

    @Test
    void aTrusteesOwnCertificateReceivesNothing() throws KeyFileRefused {
        three.receiving().vouchedBy(one, DESK).vouchedBy(two, DESK);
        assertThat(recipients(vetting(row(three)), DESK, NOW)).isEmpty();
    }

    @Test
    void garbageRowsDoNotStopTheOthers() throws KeyFileRefused {
        reviewer.vouchedBy(one, DESK).vouchedBy(two, DESK);
        Vetting vetting = vetting(
                row("00", new byte[0]), row("01", new byte[] {1, 2, 3}), row(reviewer), row("02", new byte[99]));
        assertThat(recipients(vetting, DESK, NOW))
                .extracting(Certificate::toString)
                .containsExactly(reviewer.read().toString());
    }

    @Test
    void aDeskIsOpenWithTwoReviewersAndClosedWithFewer() throws KeyFileRefused {
        reviewer.vouchedBy(one, DESK).vouchedBy(two, DESK);
        ForgedCertificate second =
                plain("urgent-2@desk.example").vouchedBy(two, DESK).vouchedBy(three, DESK);
        assertThat(desk(vetting(), DESK, NOW).isOpen()).isFalse();
        assertThat(desk(vetting(row(reviewer)), DESK, NOW).isOpen()).isFalse();
        Vetting both = vetting(row(reviewer), row(second));
        assertThat(desk(both, DESK, NOW).isOpen()).isTrue();
        assertThat(desk(both, "country", NOW).isOpen()).isFalse();
    }

    @Test
    void twoCertificatesOfOnePersonAreOneReviewer() throws KeyFileRefused {
        Certificate first = reviewer.vouchedBy(one, DESK).vouchedBy(two, DESK).read();
        Certificate sameAlias =
                plain().vouchedBy(one, DESK).vouchedBy(two, DESK).read();
        Certificate sameSignIn = plain("urgent-2@desk.example")
                .vouchedBy(one, DESK)
                .vouchedBy(two, DESK)
                .read();
        Vetting byAlias = vetting(row(first, "a"), row(sameAlias, "b"));
        Vetting bySignIn = vetting(row(first, "a"), row(sameSignIn, "a"));
        assertThat(recipients(byAlias, DESK, NOW)).hasSize(2);
        assertThat(desk(byAlias, DESK, NOW).isOpen()).isFalse();
        assertThat(recipients(bySignIn, DESK, NOW)).hasSize(2);
        assertThat(desk(bySignIn, DESK, NOW).isOpen()).isFalse();
        assertThat(desk(vetting(row(first, "a"), row(sameSignIn, "b")), DESK, NOW)
                        .isOpen())
                .isTrue();
    }

    @Test
    void aRetiredCertificateReceivesNothingWhoeverVouchesAndItsAliasStaysKnown() throws KeyFileRefused {
        StoredCertificate retired =
                StoredRows.retired(row(reviewer.vouchedBy(one, DESK).vouchedBy(two, DESK)));
        Vetting vetting = vetting(retired);
        assertThat(recipients(vetting, DESK, NOW)).isEmpty();
        assertThat(vetting.alias(retired.fingerprint())).contains("urgent-1@desk.example");
        assertThat(vetting.people().all()).containsOnlyKeys(retired.fingerprint());
    }

    @Test
    void aRetiredDeskIsClosedHoweverManyReviewersItHasAndTheyKeepWhatWasSentToIt() throws KeyFileRefused {
        StoredCertificate first = row(reviewer.vouchedBy(one, DESK).vouchedBy(two, DESK));
        StoredCertificate second =
                row(plain("urgent-2@desk.example").vouchedBy(two, DESK).vouchedBy(three, DESK));
        VettedDesk open = desk(vetting(first, second), DESK, NOW);
        VettedDesk retired = new VettedDesk(
                open.slug(), open.name(), open.description(), open.reviewers(), open.minimum(), true, false);
        assertThat(open.isOpen()).isTrue();
        assertThat(retired.isOpen()).isFalse();
        assertThat(retired.encryptionKeys()).hasSize(2);
    }

    @Test
    void reviewersComeByAliasAndDesksByName() throws KeyFileRefused {
        TrialKey[] keys = {key("urgent-2@desk.example"), key("urgent-1@desk.example")};
        StoredCertificate[] rows = new StoredCertificate[keys.length];
        TrialKey[] makers = {key("a@trustees.example"), key("b@trustees.example")};
        Map<Path, ByteBuffer> trustees = new HashMap<>();
        for (TrialKey maker : makers) {
            trustees.put(Path.of(maker.fingerprint().hex()), ByteBuffer.wrap(maker.armoredCertificate()));
        }
        for (int number = 0; number < keys.length; number++) {
            byte[] certificate = keys[number].certificate();
            for (TrialKey maker : makers) {
                certificate = maker.vouchFor(certificate, DESK, NOW.minus(DAY), DAY.multipliedBy(9));
            }
            rows[number] = row(keys[number].fingerprint().hex(), certificate);
        }
        Vetting vetting =
                new Vetting(StoredRows.of(rows), Trustees.of(new KeyFiles(trustees, Map.of())), Rules.usual());
        assertThat(vetting.desks(NOW)).extracting(VettedDesk::slug).containsExactly("country", "urgent");
        assertThat(desk(vetting, DESK, NOW).reviewers())
                .extracting(VettedReviewer::alias)
                .containsExactly("urgent-1@desk.example", "urgent-2@desk.example");
    }

    private static TrialKey key(String userId) {
        return new TrialKeys().reviewer(userId, NOW.minus(DAY), DAY.multipliedBy(30), new char[] {'x'});
    }

    @Test
    void aReviewerIsValidUntilTheQuorumCannotBeReachedAnyMore() throws KeyFileRefused {
        reviewer.vouchedBy(one, DESK, DAY)
                .vouchedBy(two, DESK, DAY.multipliedBy(2))
                .vouchedBy(three, DESK, DAY.multipliedBy(3));
        assertThat(validUntil(reviewer)).isEqualTo(NOW.plus(DAY.multipliedBy(2)));
        assertThat(receives(NOW.plus(DAY.multipliedBy(2)).minusSeconds(1))).isTrue();
        assertThat(receives(NOW.plus(DAY.multipliedBy(2)))).isFalse();
    }

    @Test
    void aReviewerIsValidNoLongerThanTheCertificate() throws KeyFileRefused {
        assertThat(validUntil(endingIn(DAY).vouchedBy(one, DESK).vouchedBy(two, DESK)))
                .isEqualTo(NOW.plus(DAY));
    }

    private Instant validUntil(ForgedCertificate certificate) throws KeyFileRefused {
        return desk(vetting(row(certificate)), DESK, NOW).reviewers().get(0).validUntil();
    }

    @Test
    void theNextChangeIsTheFirstEndOfAnything() throws KeyFileRefused {
        ForgedCertificate ending = endingIn(DAY.multipliedBy(2)).vouchedBy(one, DESK);
        reviewer.vouchedBy(one, DESK, DAY).vouchedBy(two, DESK, DAY.multipliedBy(3));
        Vetting vetting = vetting(row(reviewer), row(ending));
        assertThat(vetting.nextChange(NOW)).contains(NOW.plus(DAY));
        assertThat(vetting.nextChange(NOW.plus(DAY))).contains(NOW.plus(DAY.multipliedBy(2)));
        assertThat(vetting.nextChange(NOW.plus(DAY.multipliedBy(2)))).contains(NOW.plus(DAY.multipliedBy(3)));
    }
}
