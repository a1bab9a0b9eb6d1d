package org.sallyport.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.openpgp.SampleMessage.ANNA;
import static org.sallyport.openpgp.SampleMessage.BORIS;
import static org.sallyport.openpgp.SampleMessage.CHEN;
import static org.sallyport.openpgp.SampleMessage.STRANGER;
import static org.sallyport.openpgp.SampleMessage.ascii;
import static org.sallyport.openpgp.SampleMessage.hiddenPkesk3;
import static org.sallyport.openpgp.SampleMessage.hiddenPkesk3Body;
import static org.sallyport.openpgp.SampleMessage.hiddenPkesk6;
import static org.sallyport.openpgp.SampleMessage.join;
import static org.sallyport.openpgp.SampleMessage.packet;
import static org.sallyport.openpgp.SampleMessage.pkesk3;
import static org.sallyport.openpgp.SampleMessage.pkesk3Body;
import static org.sallyport.openpgp.SampleMessage.pkesk6;
import static org.sallyport.openpgp.SampleMessage.random;
import static org.sallyport.openpgp.SampleMessage.seipd1;
import static org.sallyport.openpgp.SampleMessage.seipd2;
import static org.sallyport.openpgp.SampleMessage.skesk;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is kept of a message that goes in. */
class SessionKeyPacketsTest {

    @Test
    void theDesksAreKeptUnchanged() {
        Admitted admitted = Admitted.of(join(pkesk3(ANNA), seipd1(100)));
        assertThat(admitted.version()).isEqualTo(1);
        assertThat(admitted.recipients()).containsExactly(ANNA);
        assertThat(admitted.packets().get(0).octets()).isEqualTo(pkesk3Body(ANNA));
        assertThat(admitted.body()).isEqualTo(SampleMessage.seipd1Body(100));
    }

    @Test
    void version6IsKnownByItsWholeFingerprint() {
        Admitted admitted = Admitted.of(join(pkesk6(BORIS), pkesk6(CHEN), pkesk6(STRANGER), seipd2(100)));
        assertThat(admitted.version()).isEqualTo(2);
        assertThat(admitted.recipients()).containsExactlyInAnyOrder(BORIS, CHEN);
        assertThat(admitted.body()).isEqualTo(SampleMessage.seipd2Body(100));
    }

    @Test
    void version3CanNameAVersion6Key() {
        assertThat(Admitted.of(join(pkesk3(BORIS), seipd1(100))).recipients()).containsExactly(BORIS);
    }

    @Test
    void everybodyElseIsDropped() {
        Admitted admitted =
                Admitted.of(join(pkesk3(STRANGER), hiddenPkesk3(18, 1), pkesk3(ANNA), hiddenPkesk3(1, 2), seipd1(100)));
        assertThat(admitted.packets()).hasSize(1);
        assertThat(admitted.recipients()).containsExactly(ANNA);
    }

    @Test
    void passwordsMarkersAndPaddingAreDropped() {
        Admitted plain = Admitted.of(join(pkesk3(ANNA), seipd1(100)));
        byte[] marker = packet(10, ascii("PGP"));
        byte[] padding = packet(21, random(500, 1));
        assertThat(Admitted.of(join(marker, padding, skesk(), pkesk3(ANNA), marker, skesk(), padding, seipd1(100))))
                .isEqualTo(plain);
    }

    @Test
    void theOrderDoesNotTellHowTheyCame() {
        Admitted one = Admitted.of(join(pkesk3(ANNA), pkesk3(BORIS), pkesk3(CHEN), seipd1(100)));
        Admitted other = Admitted.of(join(pkesk3(CHEN), pkesk3(ANNA), pkesk3(BORIS), seipd1(100)));
        assertThat(one.recipients()).hasSize(3);
        assertThat(one).isEqualTo(other);
    }

    @Test
    void theSamePacketTwiceIsKeptOnce() {
        assertThat(Admitted.of(join(pkesk3(ANNA), pkesk3(ANNA), seipd1(100))).packets())
                .hasSize(1);
        assertThat(Admitted.of(join(hiddenPkesk3(18, 1), hiddenPkesk3(18, 1), seipd1(100)))
                        .packets())
                .hasSize(1);
    }

    @Test
    void hiddenOnesAreKeptWhereNobodyIsNamed() {
        Admitted admitted = Admitted.of(join(hiddenPkesk3(18, 1), pkesk3(STRANGER), hiddenPkesk3(25, 2), seipd1(100)));
        assertThat(admitted.packets())
                .hasSize(2)
                .allSatisfy(packet -> assertThat(packet.recipient()).isEmpty());
        assertThat(Admitted.of(join(hiddenPkesk6(25, 1), seipd2(100))).packets())
                .hasSize(1);
    }

    @Test
    void hiddenOnesForOtherAlgorithmsAreDropped() {
        assertThat(Admitted.of(join(hiddenPkesk3(1, 1), hiddenPkesk3(35, 2), seipd1(100)))
                        .packets())
                .hasSize(1);
        assertThat(Admitted.refusal(join(hiddenPkesk3(1, 1), seipd1(100)))).isEqualTo(Refusal.NOT_FOR_THIS_DESK);
    }

    @Test
    void noMoreHiddenOnesThanTheDeskHasCertificates() {
        EncryptionKey second = new EncryptionKey(ANNA.certificate(), BORIS.key(), 25);
        byte[] upload = join(hiddenPkesk3(18, 1), hiddenPkesk3(18, 2), hiddenPkesk3(18, 3), seipd1(100));
        assertThat(Admitted.of(upload, List.of(ANNA, CHEN)).packets())
                .extracting(SessionKeyPacket::octets)
                .containsExactlyInAnyOrder(hiddenPkesk3Body(18, 1), hiddenPkesk3Body(18, 2));
        assertThat(Admitted.of(upload, List.of(ANNA, second)).packets()).hasSize(1);
    }

    @Test
    void thirtyTwoAreStillRead() {
        byte[] upload = pkesk3(ANNA);
        for (int i = 1; i < 32; i++) {
            upload = join(upload, pkesk3(STRANGER));
        }
        assertThat(Admitted.of(join(upload, seipd1(100))).recipients()).containsExactly(ANNA);
    }

    @Test
    void theLongestIsKept() {
        byte[] longest = join(pkesk3Body(BORIS), random(4096 - 90, 1));
        assertThat(Admitted.of(join(packet(1, longest), seipd1(100)))
                        .packets()
                        .get(0)
                        .octets())
                .isEqualTo(longest)
                .hasSize(4096);
    }
}
