package org.sallyport.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.openpgp.SampleMessage.ANNA;
import static org.sallyport.openpgp.SampleMessage.BORIS;
import static org.sallyport.openpgp.SampleMessage.CHEN;
import static org.sallyport.openpgp.SampleMessage.STRANGER;
import static org.sallyport.openpgp.SampleMessage.ascii;
import static org.sallyport.openpgp.SampleMessage.join;
import static org.sallyport.openpgp.SampleMessage.packet;
import static org.sallyport.openpgp.SampleMessage.pkesk3;
import static org.sallyport.openpgp.SampleMessage.pkesk3Body;
import static org.sallyport.openpgp.SampleMessage.pkesk6;
import static org.sallyport.openpgp.SampleMessage.random;
import static org.sallyport.openpgp.SampleMessage.seipd1;
import static org.sallyport.openpgp.SampleMessage.seipd2;
import static org.sallyport.openpgp.SampleMessage.skesk;

import org.junit.jupiter.api.Test;

/** What is kept of a message that goes in. */
class SessionKeyPacketsTest {
    private static final EncryptionKey RSA_STRANGER = SampleMessage.key(8, 1);

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
        Admitted admitted = Admitted.of(join(pkesk3(STRANGER), pkesk3(ANNA), pkesk3(RSA_STRANGER), seipd1(100)));
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
    void theLongestOfAStrangerIsDropped() {
        byte[] longest = join(pkesk3Body(RSA_STRANGER), random(4096 - 90, 1));
        assertThat(longest).hasSize(4096);
        assertThat(Admitted.of(join(packet(1, longest), pkesk3(ANNA), seipd1(100)))
                        .packets())
                .hasSize(1);
    }
}
