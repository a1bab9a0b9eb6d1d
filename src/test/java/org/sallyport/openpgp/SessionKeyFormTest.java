package org.sallyport.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.openpgp.Admitted.refusedAtOnce;
import static org.sallyport.openpgp.SampleMessage.ANNA;
import static org.sallyport.openpgp.SampleMessage.BORIS;
import static org.sallyport.openpgp.SampleMessage.CHEN;
import static org.sallyport.openpgp.SampleMessage.join;
import static org.sallyport.openpgp.SampleMessage.octets;
import static org.sallyport.openpgp.SampleMessage.packet;
import static org.sallyport.openpgp.SampleMessage.pkesk3Body;
import static org.sallyport.openpgp.SampleMessage.random;
import static org.sallyport.openpgp.SampleMessage.seipd1;
import static org.sallyport.openpgp.SampleMessage.seipd2;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Session-key packets that no program writes. Some programs end at one without trying the next. */
class SessionKeyFormTest {
    /** Octets in front of the length: an X25519 key, and for ML-KEM its ciphertext. */
    private static final int X25519 = 32;

    private static final int COMPOSITE = 32 + 1088;

    static Stream<EncryptionKey> keys() {
        return Stream.of(BORIS, CHEN);
    }

    private static int before(EncryptionKey key) {
        return key.algorithm() == 25 ? X25519 : COMPOSITE;
    }

    /** Of version 3: the number of the algorithm is its tenth octet. */
    private static byte[] three(EncryptionKey key, byte[]... encrypted) {
        return packet(1, join(Arrays.copyOf(pkesk3Body(key), 10), join(encrypted)));
    }

    private static byte[] six(EncryptionKey key, byte[]... encrypted) {
        byte[] fingerprint = key.key().octets();
        byte[] name = join(octets(1 + fingerprint.length, fingerprint.length == 20 ? 4 : 6), fingerprint);
        return packet(1, join(octets(6), name, octets(key.algorithm()), join(encrypted)));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aKeyOfEachLengthOfAesIsTaken(EncryptionKey key) {
        for (int cipher = 7; cipher <= 9; cipher++) {
            int wrapped = 8 + 8 * (cipher - 5);
            byte[] agreed = random(before(key), 1);
            byte[] three = three(key, agreed, octets(wrapped + 1, cipher), random(wrapped, 2));
            assertThat(Admitted.of(join(three, seipd1(100))).recipients()).containsExactly(key);
            byte[] six = six(key, agreed, octets(wrapped), random(wrapped, 2));
            assertThat(Admitted.of(join(six, seipd2(100))).recipients()).containsExactly(key);
        }
    }

    @ParameterizedTest
    @MethodSource("keys")
    void anX25519OrMlKemSessionKeyWithoutItsFormIsRefused(EncryptionKey key) {
        byte[] agreed = random(before(key), 1);
        for (byte[] wrong : List.of(
                octets(1),
                Arrays.copyOf(agreed, agreed.length - 1),
                agreed,
                join(agreed, octets(0)),
                join(agreed, octets(41)),
                join(agreed, octets(41, 9), random(39, 2)),
                join(agreed, octets(41, 9), random(41, 2)),
                join(agreed, octets(40, 9), random(40, 2)),
                join(agreed, octets(255, 9), random(254, 2)),
                join(agreed, octets(41, 7), random(40, 2)),
                join(agreed, octets(25, 9), random(24, 2)),
                join(agreed, octets(41, 10), random(40, 2)),
                join(agreed, octets(33, 3), random(32, 2)),
                join(agreed, octets(49, 11), random(48, 2)),
                join(agreed, octets(17, 6), random(16, 2)))) {
            assertThat(refusedAtOnce(three(key, wrong))).isEqualTo(Refusal.MALFORMED);
        }
        for (byte[] wrong : List.of(
                agreed,
                join(agreed, octets(0)),
                join(agreed, octets(41, 9), random(40, 2)),
                join(agreed, octets(40), random(41, 2)),
                join(agreed, octets(40), random(39, 2)),
                join(agreed, octets(16), random(16, 2)),
                join(agreed, octets(48), random(48, 2)))) {
            assertThat(refusedAtOnce(six(key, wrong))).isEqualTo(Refusal.MALFORMED);
        }
    }

    /** gpg 2.2 ends at such a packet without trying the next one. */
    @Test
    void anEcdhSessionKeyWithoutItsFormIsRefused() {
        byte[] point = join(octets(1, 7, 0x40), random(32, 1));
        for (byte[] wrong : List.of(
                random(80, 1),
                octets(0, 0, 8, 1, 2, 3, 4, 5, 6, 7, 8),
                join(octets(0, 11, 7, 1, 48), random(48, 1)),
                join(point, octets(0)),
                join(point, octets(1, 1)),
                join(point, octets(255), random(255, 1)),
                join(point, octets(48), random(47, 1)),
                join(point, octets(48), random(49, 1)),
                join(octets(1, 1, 0x40), random(32, 1), octets(48), random(48, 1)),
                point)) {
            assertThat(refusedAtOnce(three(ANNA, wrong))).isEqualTo(Refusal.MALFORMED);
        }
        byte[] right = three(ANNA, point, octets(48), random(48, 1));
        assertThat(Admitted.of(join(right, seipd1(100))).recipients()).containsExactly(ANNA);
    }
}
