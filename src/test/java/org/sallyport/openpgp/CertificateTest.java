package org.sallyport.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sallyport.openpgp.ForgedCertificate.ALIAS;
import static org.sallyport.openpgp.ForgedCertificate.plain;
import static org.sallyport.openpgp.ForgedKey.BORN;
import static org.sallyport.openpgp.ForgedKey.NOW;
import static org.sallyport.openpgp.ForgedKey.SHA1;
import static org.sallyport.openpgp.ForgedKey.SHA512;
import static org.sallyport.openpgp.ForgedKey.YEAR;
import static org.sallyport.openpgp.ForgedKey.join;
import static org.sallyport.openpgp.ForgedKey.packet;
import static org.sallyport.openpgp.ForgedKey.userId;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a certificate is worth by itself: its own signatures, user id, times and subkeys. */
class CertificateTest {
    private static final Duration DAY = Duration.ofDays(1);

    private static ForgedCertificate bare() {
        return new ForgedCertificate(ForgedKey.ed25519());
    }

    private static Standing.Usable usable(ForgedCertificate forged) {
        Standing standing = forged.read().standing(NOW);
        assertThat(standing).isInstanceOf(Standing.Usable.class);
        return (Standing.Usable) standing;
    }

    private static void unusable(ForgedCertificate forged, CertificateFault fault) {
        assertThat(forged.read().standing(NOW)).isEqualTo(new Standing.Unusable(fault));
    }

    private static void refused(byte[] octets, CertificateFault fault) {
        assertThatThrownBy(() -> Certificate.read(octets))
                .isInstanceOfSatisfying(
                        CertificateRefused.class,
                        refusal -> assertThat(refusal.fault()).isEqualTo(fault));
    }

    @Test
    void aSoundCertificateIsUsableAndItsOctetsStayAsTheyCame() {
        ForgedKey subkey = ForgedKey.curve25519(BORN);
        ForgedCertificate forged = bare().named().receiving(subkey);
        Standing.Usable usable = usable(forged);
        assertThat(usable.alias()).isEqualTo(ALIAS);
        assertThat(usable.keys())
                .containsExactly(new EncryptionKey(forged.primary.fingerprint(), subkey.fingerprint(), 18));
        assertThat(usable.until()).isEqualTo(Instant.MAX);
        assertThat(forged.read().octets()).isEqualTo(forged.octets());
    }

    @Test
    void x25519AndMlKemSubkeysReceive() {
        byte[] mlKem = new byte[6 + 32 + 1184];
        System.arraycopy(ForgedKey.x25519(BORN).body(), 0, mlKem, 0, 5);
        mlKem[5] = 35;
        ForgedCertificate forged = bare().named().receiving(ForgedKey.x25519(BORN));
        forged.bound(mlKem, forged.primary, SHA512, BORN, said -> said.setKeyFlags(true, 0x0C));
        assertThat(usable(forged).keys()).extracting(EncryptionKey::algorithm).containsExactly(25, 35);
    }

    @Test
    void aSubkeyThatWasReplacedReceivesForSevenDaysMore() throws Exception {
        ForgedKey older = ForgedKey.curve25519(BORN);
        Instant rotated = BORN.plus(DAY);
        ForgedKey newer = ForgedKey.curve25519(rotated);
        ForgedCertificate forged =
                bare().named().receiving(older).receiving(newer, rotated, said -> said.setKeyFlags(true, 0x0C));
        Certificate certificate = forged.read();
        EncryptionKey first = new EncryptionKey(forged.primary.fingerprint(), older.fingerprint(), 18);
        EncryptionKey second = new EncryptionKey(forged.primary.fingerprint(), newer.fingerprint(), 18);
        Instant grace = rotated.plus(DAY.multipliedBy(7));
        assertThat(((Standing.Usable) certificate.standing(grace.minusSeconds(1))).keys())
                .containsExactly(first, second);
        assertThat(((Standing.Usable) certificate.standing(grace)).keys()).containsExactly(second);
        assertThat(certificate.newestEncryptionKeys(rotated)).containsExactly(second);
        assertThat(certificate.newestKeysSince(rotated.minusSeconds(1))).contains(BORN);
        assertThat(certificate.newestKeysSince(rotated)).contains(rotated);
        assertThat(certificate.nextChange(grace.minusSeconds(1))).contains(grace);
    }

    @Test
    void itEndsWithItsOnlySubkeyOrWithThePrimaryKey() {
        ForgedCertificate subkeyFirst = bare().named(
                        ALIAS, SHA512, BORN, said -> said.setKeyExpirationTime(YEAR.toSeconds()))
                .receiving(ForgedKey.curve25519(BORN), BORN, said -> {
                    said.setKeyFlags(true, 0x0C);
                    said.setKeyExpirationTime(DAY.toSeconds() * 40);
                });
        assertThat(usable(subkeyFirst).until()).isEqualTo(BORN.plus(DAY.multipliedBy(40)));
        subkeyFirst.receiving();
        assertThat(usable(subkeyFirst).until()).isEqualTo(BORN.plus(YEAR));
        assertThat(subkeyFirst.read().nextChange(NOW)).contains(BORN.plus(DAY.multipliedBy(40)));
    }

    @Test
    void garbageIsRefused() {
        refused(new byte[0], CertificateFault.GARBAGE);
        refused("hello".getBytes(StandardCharsets.US_ASCII), CertificateFault.GARBAGE);
        Random random = new Random(3);
        for (int round = 0; round < 2000; round++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            assertThatThrownBy(() -> Certificate.read(noise)).isInstanceOf(CertificateRefused.class);
        }
    }

    @Test
    void noCutOrChangedOctetMakesAnotherCertificateOrAnotherError() {
        ForgedCertificate forged = plain();
        byte[] sound = forged.octets();
        Standing whole = forged.read().standing(NOW);
        for (int at = 0; at < sound.length; at++) {
            byte[] changed = sound.clone();
            changed[at] ^= 1;
            // A changed hint in what is not signed may leave it as it was; it can never make anything else of it.
            assertThat(standingOf(changed)).isIn(whole, "refused", "unusable");
            assertThat(standingOf(Arrays.copyOf(sound, at))).isIn("refused", "unusable");
        }
    }

    private static Object standingOf(byte[] octets) {
        try {
            Standing standing = Certificate.read(octets).standing(NOW);
            return standing instanceof Standing.Usable ? standing : "unusable";
        } catch (CertificateRefused refusal) {
            return "refused";
        }
    }

    @Test
    void anOversizedCertificateIsRefusedBeforeItIsRead() {
        refused(new byte[64 * 1024 + 1], CertificateFault.TOO_LARGE);
        byte[] text = new byte[92 * 1024 + 1];
        Arrays.fill(text, (byte) 'A');
        refused(text, CertificateFault.TOO_LARGE);
    }

    @Test
    void tooManyUserIdsSubkeysOrPacketsAreRefused() {
        ForgedCertificate ids = bare();
        for (int id = 0; id < 9; id++) {
            ids.add(packet(13, new byte[] {'a'}));
        }
        refused(ids.octets(), CertificateFault.TOO_MANY_PARTS);
        ForgedCertificate subkeys = plain();
        byte[] subkey = packet(14, ForgedKey.curve25519(BORN).body());
        for (int key = 0; key < 25; key++) {
            subkeys.add(subkey);
        }
        refused(subkeys.octets(), CertificateFault.TOO_MANY_PARTS);
        ForgedCertificate signatures = plain();
        for (int signature = 0; signature < 300; signature++) {
            signatures.add(packet(2, new byte[10]));
        }
        refused(signatures.octets(), CertificateFault.TOO_MANY_PARTS);
    }

    @Test
    void aLengthBeyondTheEndIsRefused() {
        refused(new byte[] {(byte) 0xC6, (byte) 0xFF, 0x40, 0, 0, 0, 4}, CertificateFault.GARBAGE);
        refused(new byte[] {(byte) 0xC6, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF}, CertificateFault.GARBAGE);
    }

    @Test
    void aSecretKeyIsRefused() {
        refused(packet(5, ForgedKey.ed25519().body()), CertificateFault.SECRET_KEY);
        refused(plain().add(packet(7, new byte[20])).octets(), CertificateFault.SECRET_KEY);
    }

    @Test
    void twoCertificatesInOneAreRefused() {
        refused(join(plain().octets(), plain().octets()), CertificateFault.SEVERAL_CERTIFICATES);
    }

    @Test
    void aPictureIsRefused() {
        refused(plain().add(packet(17, new byte[20])).octets(), CertificateFault.USER_ATTRIBUTE);
    }

    @Test
    void aVersion6KeyIsRefused() {
        byte[] body = ForgedKey.ed25519().body();
        body[0] = 6;
        refused(packet(6, body), CertificateFault.UNSUPPORTED_VERSION);
    }

    @Test
    void anRsaPrimaryKeyIsRefused() {
        refused(new ForgedCertificate(ForgedKey.rsa()).octets(), CertificateFault.PRIMARY_ALGORITHM);
    }

    @Test
    void withoutAUserIdItIsRefused() {
        refused(bare().receiving().octets(), CertificateFault.NO_SELF_SIGNATURE);
    }

    @Test
    void twoUserIdsAreNotUsable() {
        unusable(
                bare().named()
                        .named("other@desk.example", SHA512, BORN, said -> {})
                        .receiving(),
                CertificateFault.SEVERAL_USER_IDS);
    }

    @Test
    void aPersonsNameIsNoRoleAlias() {
        unusable(
                bare().named("Ada L. <urgent-1@desk.example>", SHA512, BORN, said -> {})
                        .receiving(),
                CertificateFault.NOT_A_ROLE_ALIAS);
    }

    @Test
    void aSelfSignatureWithSha1IsNotBelieved() {
        unusable(bare().named(ALIAS, SHA1, BORN, said -> {}).receiving(), CertificateFault.NO_SELF_SIGNATURE);
    }

    @Test
    void aSelfSignatureOfAnotherKeyIsNotBelieved() {
        ForgedCertificate forged = bare();
        forged.add(packet(13, ALIAS.getBytes(StandardCharsets.UTF_8)))
                .add(ForgedKey.ed25519().sign(0x13, SHA512, BORN, said -> {}, forged.primary.hashed(), userId(ALIAS)));
        unusable(forged.receiving(), CertificateFault.NO_SELF_SIGNATURE);
    }

    @Test
    void aSelfSignatureFromTheFutureIsNotBelieved() {
        unusable(
                bare().named(ALIAS, SHA512, NOW.plusSeconds(1), said -> {}).receiving(),
                CertificateFault.NOT_YET_VALID);
    }

    @Test
    void aSubkeyFromTheFutureDoesNotReceiveYet() {
        Instant future = NOW.plusSeconds(180);
        unusable(
                bare().named().receiving(ForgedKey.curve25519(future), future, said -> said.setKeyFlags(true, 0x0C)),
                CertificateFault.NOT_YET_VALID);
    }

    @Test
    void aSignatureWithAnUnknownCriticalPartIsNotBelieved() {
        unusable(
                bare().named(ALIAS, SHA512, BORN, said -> said.addNotationData(true, true, "odd@example.org", "1"))
                        .receiving(),
                CertificateFault.NO_SELF_SIGNATURE);
    }

    @Test
    void aKeyFromTheFutureIsNotUsable() {
        Instant future = NOW.plus(DAY);
        unusable(
                new ForgedCertificate(ForgedKey.ed25519(future)).named(ALIAS, SHA512, future, said -> {}),
                CertificateFault.NOT_YET_VALID);
    }

    @Test
    void anExpiredCertificateIsNotUsable() {
        unusable(
                bare().named(ALIAS, SHA512, BORN, said -> said.setKeyExpirationTime(DAY.toSeconds()))
                        .receiving(),
                CertificateFault.EXPIRED);
        unusable(
                bare().named(ALIAS, SHA512, BORN, said -> said.setSignatureExpirationTime(DAY.toSeconds()))
                        .receiving(),
                CertificateFault.EXPIRED);
    }

    @Test
    void theNewestSelfSignatureSaysWhenItExpires() {
        ForgedCertificate forged =
                bare().named(ALIAS, SHA512, BORN, said -> said.setKeyExpirationTime(DAY.toSeconds()));
        forged.add(forged.primary.sign(
                0x13,
                SHA512,
                BORN.plus(DAY),
                said -> said.setKeyExpirationTime(YEAR.toSeconds()),
                forged.primary.hashed(),
                userId(ALIAS)));
        assertThat(usable(forged.receiving()).until()).isEqualTo(BORN.plus(YEAR));
    }

    @Test
    void aDirectKeySignatureCanEndItSooner() {
        ForgedCertificate forged = bare();
        forged.add(forged.primary.sign(
                0x1F, SHA512, BORN, said -> said.setKeyExpirationTime(DAY.toSeconds()), forged.primary.hashed()));
        unusable(forged.named().receiving(), CertificateFault.EXPIRED);
    }

    @Test
    void aRevokedCertificateIsNotUsableWhereverTheRevocationStands() {
        ForgedCertificate forged = plain();
        forged.add(forged.primary.sign(0x20, SHA1, NOW.plus(DAY), said -> {}, forged.primary.hashed()));
        unusable(forged, CertificateFault.REVOKED);
    }

    @Test
    void aRevocationByAnotherKeyRevokesNothing() {
        ForgedCertificate forged = plain();
        ForgedKey stranger = ForgedKey.ed25519();
        forged.add(stranger.sign(0x20, SHA512, NOW, said -> {}, forged.primary.hashed()));
        usable(forged);
    }

    @Test
    void aRevocationKeptApartRevokesAnOlderCopy() throws CertificateRefused {
        ForgedCertificate forged = plain();
        byte[] revocation = forged.primary.sign(0x20, SHA512, NOW, said -> {}, forged.primary.hashed());
        Revocations kept = Revocations.NONE.and(Revocations.read(revocation));
        assertThat(forged.read().under(kept).standing(NOW)).isEqualTo(new Standing.Unusable(CertificateFault.REVOKED));
        assertThat(plain().read().under(kept).standing(NOW)).isInstanceOf(Standing.Usable.class);
        assertThatThrownBy(() -> Revocations.read(plain().octets())).isInstanceOf(CertificateRefused.class);
    }

    @Test
    void aRevokedUserIdIsNotUsable() {
        ForgedCertificate forged = plain();
        forged.add(forged.primary.sign(
                0x30,
                SHA512,
                BORN,
                said -> said.setSignatureCreationTime(Date.from(BORN)),
                forged.primary.hashed(),
                userId(ALIAS)));
        unusable(forged, CertificateFault.USER_ID_REVOKED);
    }
}
