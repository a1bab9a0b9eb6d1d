package org.sallyport.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sallyport.openpgp.ForgedKey.BORN;
import static org.sallyport.openpgp.ForgedKey.NOW;
import static org.sallyport.openpgp.ForgedKey.SHA512;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** To which subkeys a message goes, on desks of every mixture. */
class SealingKeysTest {
    private static final byte[] REPORT = SampleMessage.random(3_000, 1);

    private final CompositeSecret secret = new CompositeSecret(SampleMessage.random(CompositeSecret.OCTETS, 1));

    private static ForgedCertificate named() {
        return SealingTest.Reviewer.named(0x09);
    }

    private Certificate both() {
        return named().receiving(ForgedKey.curve25519(BORN)).receiving(secret).read();
    }

    private static Certificate classical() {
        return named().receiving(ForgedKey.x25519(BORN)).read();
    }

    private Certificate postQuantumOnly() {
        return named().receiving(secret).read();
    }

    private static List<PublicKeyBody> chosen(Certificate... to) {
        return SealingKeys.choose(
                Arrays.stream(to).map(certificate -> certificate.recipient(NOW)).toList());
    }

    private static List<Integer> algorithms(Certificate... to) {
        return chosen(to).stream().map(PublicKeyBody::algorithm).toList();
    }

    @Test
    void mlKemWhereEveryRecipientHasIt() {
        assertThat(algorithms(both())).containsExactly(35);
        assertThat(algorithms(both(), postQuantumOnly(), both())).containsExactly(35, 35, 35);
    }

    @Test
    void noMlKemWhereOneRecipientHasNone() {
        assertThat(algorithms(both(), classical())).containsExactly(18, 25);
    }

    /** Nobody is left out, and nothing throws: whoever has nothing else is sealed to with what they have. */
    @Test
    void whoHasOnlyMlKemReceivesOnAMixedDeskToo() throws Exception {
        Certificate[] desk = {classical(), postQuantumOnly(), both()};
        assertThat(algorithms(desk)).containsExactly(25, 35, 18);
        byte[] message = Sealing.seal(List.of(desk), NOW, SealingTest.pieces(REPORT, 1_000))
                .readAllBytes();
        List<EncryptionKey> keys = Arrays.stream(desk)
                .flatMap(certificate -> SealingTest.keys(certificate).stream())
                .toList();
        Admitted admitted = Admitted.of(message, keys);
        assertThat(admitted.recipients())
                .extracting(EncryptionKey::certificate)
                .containsExactlyInAnyOrder(desk[0].fingerprint(), desk[1].fingerprint(), desk[2].fingerprint());
        List<SessionKeyPacket> own = admitted.packets().stream()
                .filter(packet -> packet.recipient().algorithm() == 35)
                .toList();
        var opening = new ReplySecrets(
                desk[1].fingerprint(), ForgedKey.curve25519(BORN).pair(), secret);
        assertThat(opening.open(own, admitted.body())).endsWith(REPORT);
    }

    @Test
    void theNewestLivingOneOfItsKind() {
        CompositeSecret newer = new CompositeSecret(SampleMessage.random(CompositeSecret.OCTETS, 2));
        CompositeSecret future = new CompositeSecret(SampleMessage.random(CompositeSecret.OCTETS, 3));
        Instant later = BORN.plus(Duration.ofDays(2));
        Certificate certificate = named().receiving(newer, later)
                .receiving(secret)
                .receiving(future, NOW.plus(Duration.ofDays(1)))
                .receiving(ForgedKey.curve25519(later), later, said -> said.setKeyFlags(true, 0x0C))
                .read();
        assertThat(chosen(certificate))
                .singleElement()
                .satisfies(key -> assertThat(key.fingerprint())
                        .isEqualTo(newer.publicKey(later).fingerprint()));
    }

    /** One that has ended counts for nothing: the others are not sealed to with ML-KEM on its account. */
    @Test
    void anEndedMlKemSubkeyIsNone() {
        ForgedCertificate forged = named().receiving(ForgedKey.curve25519(BORN));
        Certificate ended = forged.bound(secret.publicKey(BORN).octets(), forged.primary, SHA512, BORN, said -> {
                    said.setKeyFlags(true, 0x0C);
                    said.setKeyExpirationTime(Duration.ofDays(29).toSeconds());
                })
                .read();
        assertThat(algorithms(both(), ended)).containsExactly(18, 18);
    }

    /** FIPS 203, 7.2: numbers beyond the modulus. It must be seen before sealing, which would break off. */
    @Test
    void anMlKemKeyThatIsNoneSpoilsTheCertificate() {
        byte[] body = secret.publicKey(BORN).octets();
        Arrays.fill(body, 6 + 32, 6 + 32 + 3, (byte) 0xFF);
        ForgedCertificate forged = named().receiving(ForgedKey.curve25519(BORN));
        Certificate certificate = forged.bound(body, forged.primary, SHA512, BORN, said -> said.setKeyFlags(true, 0x0C))
                .read();
        assertThat(certificate.standing(NOW)).isEqualTo(new Standing.Unusable(CertificateFault.FORBIDDEN_SUBKEY));
        assertThatThrownBy(() -> algorithms(certificate)).isInstanceOf(IllegalArgumentException.class);
    }
}
