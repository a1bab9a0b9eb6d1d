package org.sallyport.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.openpgp.SampleMessage.ANNA;
import static org.sallyport.openpgp.SampleMessage.BORIS;
import static org.sallyport.openpgp.SampleMessage.CHEN;
import static org.sallyport.openpgp.SampleMessage.STRANGER;
import static org.sallyport.openpgp.SampleMessage.armor;
import static org.sallyport.openpgp.SampleMessage.ascii;
import static org.sallyport.openpgp.SampleMessage.join;
import static org.sallyport.openpgp.SampleMessage.packet;
import static org.sallyport.openpgp.SampleMessage.pkesk3;
import static org.sallyport.openpgp.SampleMessage.pkesk6;
import static org.sallyport.openpgp.SampleMessage.random;
import static org.sallyport.openpgp.SampleMessage.seipd1;
import static org.sallyport.openpgp.SampleMessage.seipd1Body;
import static org.sallyport.openpgp.SampleMessage.seipd2;
import static org.sallyport.openpgp.SampleMessage.skesk;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Cut off after every octet: packet borders, headers, partial lengths, bodies, armor. */
class GateTruncationTest {

    private static void isTruncatedAtEveryOctet(byte[] upload) {
        assertThat(Admitted.of(upload).body()).isNotEmpty();
        assertThat(Admitted.refusal(new byte[0])).isEqualTo(Refusal.EMPTY);
        for (int length = 1; length < upload.length; length++) {
            byte[] cut = Arrays.copyOf(upload, length);
            assertThat(Admitted.refusal(cut)).as("after %d octets", length).isEqualTo(Refusal.TRUNCATED);
        }
    }

    static Stream<byte[]> messages() {
        byte[] marker = packet(10, ascii("PGP"));
        byte[] padding = packet(21, random(20, 1));
        return Stream.of(
                join(pkesk3(ANNA), seipd1(100)),
                join(marker, pkesk3(STRANGER), padding, skesk(), pkesk3(ANNA), seipd1(300)),
                join(pkesk6(BORIS), pkesk6(CHEN), seipd2(300)),
                join(padding, pkesk3(ANNA), GateStreamTest.partial(seipd1Body(1600), 9)));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void binary(byte[] message) {
        isTruncatedAtEveryOctet(message);
    }

    @Test
    void tinyPartialLengths() {
        byte[] start = GateStreamTest.partial(seipd1Body(600), 9);
        byte[] withoutLast = Arrays.copyOf(start, start.length - 5 - 88);
        byte[] tiny = join(withoutLast, SampleMessage.octets(0xE0, 7, 0xE1, 7, 7, 0xC0, 0), random(192, 1));
        isTruncatedAtEveryOctet(join(pkesk3(ANNA), tiny));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void armored(byte[] message) {
        String text = armor(message).stripTrailing();
        String begin = "-----BEGIN PGP MESSAGE-----";
        for (int length = 1; length < text.length(); length++) {
            Refusal refusal = Admitted.refusal(ascii(text.substring(0, length)));
            // Less than "-----BEGIN PGP " could be anything.
            Refusal expected = length < begin.indexOf("MESSAGE") ? Refusal.NOT_OPENPGP : Refusal.TRUNCATED;
            assertThat(refusal).as("after %d characters", length).isEqualTo(expected);
        }
        assertThat(Admitted.of(ascii(text))).isEqualTo(Admitted.of(message));
    }

    @Test
    void insideAWholeArmor() {
        byte[] message = join(pkesk3(ANNA), GateStreamTest.partial(seipd1Body(600), 9));
        for (int length = 1; length < message.length; length++) {
            Refusal refusal = Admitted.refusal(ascii(armor(Arrays.copyOf(message, length))));
            assertThat(refusal).as("after %d octets", length).isEqualTo(Refusal.TRUNCATED);
        }
    }

    @Test
    void byOneOctetAtATime() {
        byte[] message = join(pkesk3(ANNA), GateStreamTest.partial(seipd1Body(600), 9));
        for (byte[] upload : List.of(message, ascii(armor(message).stripTrailing()))) {
            for (int length = 20; length < upload.length; length++) {
                byte[] cut = Arrays.copyOf(upload, length);
                assertThat(Admitted.refusal(new GateStreamTest.Dripping(cut), SampleMessage.DESK))
                        .contains(Refusal.TRUNCATED);
            }
        }
    }
}
