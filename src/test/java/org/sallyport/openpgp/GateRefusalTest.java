package org.sallyport.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sallyport.openpgp.Admitted.refusal;
import static org.sallyport.openpgp.Admitted.refusedAtOnce;
import static org.sallyport.openpgp.SampleMessage.ANNA;
import static org.sallyport.openpgp.SampleMessage.BORIS;
import static org.sallyport.openpgp.SampleMessage.STRANGER;
import static org.sallyport.openpgp.SampleMessage.ascii;
import static org.sallyport.openpgp.SampleMessage.join;
import static org.sallyport.openpgp.SampleMessage.octets;
import static org.sallyport.openpgp.SampleMessage.packet;
import static org.sallyport.openpgp.SampleMessage.pkesk3;
import static org.sallyport.openpgp.SampleMessage.pkesk6;
import static org.sallyport.openpgp.SampleMessage.random;
import static org.sallyport.openpgp.SampleMessage.seipd1;
import static org.sallyport.openpgp.SampleMessage.seipd2;
import static org.sallyport.openpgp.SampleMessage.skesk;
import static org.sallyport.openpgp.SampleMessage.small;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Binary uploads. What is wrong with armor is in {@link ArmorRefusalTest}. */
class GateRefusalTest {

    @Test
    void nothing() {
        assertThat(refusal(octets())).isEqualTo(Refusal.EMPTY);
        assertThat(refusal(ascii(" \r\n\t\n"))).isEqualTo(Refusal.EMPTY);
        assertThat(refusal(join(octets(0xEF, 0xBB, 0xBF), ascii("\n")))).isEqualTo(Refusal.EMPTY);
    }

    @Test
    void plaintext() {
        assertThat(refusal(ascii("They came at night."))).isEqualTo(Refusal.NOT_OPENPGP);
        assertThat(refusal(ascii("Они пришли ночью.\n".repeat(40)))).isEqualTo(Refusal.NOT_OPENPGP);
        assertThat(refusal(ascii("جاءوا ليلا"))).isEqualTo(Refusal.NOT_OPENPGP);
        assertThat(refusal(ascii("他们在晚上来了"))).isEqualTo(Refusal.NOT_OPENPGP);
        assertThat(refusal("Éric a été arrêté".getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo(Refusal.NOT_OPENPGP);
    }

    @Test
    void aGibibyteOfPlaintextIsNotReadToItsEnd() {
        InputStream text = new InputStream() {
            private long read;

            @Override
            public int read() {
                return 'a';
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                read += length;
                assertThat(read).isLessThan(2 * 1024 * 1024);
                Arrays.fill(target, offset, offset + length, (byte) 'a');
                return length;
            }
        };

        assertThat(refusal(text, SampleMessage.DESK)).contains(Refusal.NOT_OPENPGP);
    }

    @Test
    void picturesAndOtherFiles() {
        assertThat(refusedAtOnce(join(octets(0x89, 'P', 'N', 'G', 13, 10, 26, 10), random(400, 1))))
                .isEqualTo(Refusal.NOT_OPENPGP);
        assertThat(refusedAtOnce(join(octets(0xFF, 0xD8, 0xFF, 0xE0, 0, 16), ascii("JFIF"), random(400, 1))))
                .isEqualTo(Refusal.NOT_OPENPGP);
        // Begins like a packet of a type that is passed over, and goes on like none.
        assertThat(refusal(join(octets(0xFF, 9), random(9, 1), ascii("MP3"), random(400, 1))))
                .isEqualTo(Refusal.NOT_OPENPGP);
        assertThat(refusal(join(ascii("PK"), octets(3, 4), random(400, 1)))).isEqualTo(Refusal.NOT_OPENPGP);
    }

    @Test
    void textAsUtf16() {
        byte[] text = SampleMessage.armor(small()).getBytes(StandardCharsets.UTF_16LE);
        assertThat(refusal(join(octets(0xFF, 0xFE), text))).isEqualTo(Refusal.UTF_16);
        assertThat(refusal(SampleMessage.armor(small()).getBytes(StandardCharsets.UTF_16)))
                .isEqualTo(Refusal.UTF_16);
        assertThat(refusal(text)).isEqualTo(Refusal.UTF_16);
    }

    @Test
    void literalData() {
        assertThat(refusedAtOnce(packet(11, ascii("b\0\0\0\0\0hello")))).isEqualTo(Refusal.NOT_ENCRYPTED);
        assertThat(refusedAtOnce(join(octets(0xCB, 0xED), ascii("t\0\0\0\0\0hello"))))
                .isEqualTo(Refusal.NOT_ENCRYPTED);
    }

    @Test
    void signedOnly() {
        byte[] onePassSignature = packet(4, octets(3, 0, 8, 22, 1, 2, 3, 4, 5, 6, 7, 8, 1));
        byte[] signature = packet(2, join(octets(4, 0, 22, 8), random(100, 1)));
        assertThat(refusedAtOnce(onePassSignature)).isEqualTo(Refusal.SIGNED_ONLY);
        assertThat(refusedAtOnce(join(signature, packet(11, ascii("b\0\0\0\0\0hello")))))
                .isEqualTo(Refusal.SIGNED_ONLY);
        assertThat(refusedAtOnce(join(octets(0xC2, 0xED, 4), random(100, 1)))).isEqualTo(Refusal.SIGNED_ONLY);
    }

    @Test
    void detachedSignature() {
        assertThat(refusal(packet(2, join(octets(4, 0, 22, 8), random(100, 1)))))
                .isEqualTo(Refusal.DETACHED_SIGNATURE);
    }

    @Test
    void compressedOnly() {
        // As gpg writes it: the old format, with an indeterminate length.
        assertThat(refusedAtOnce(join(octets(0xA3, 1), random(100, 1)))).isEqualTo(Refusal.COMPRESSED_ONLY);
        assertThat(refusedAtOnce(packet(8, join(octets(2), random(100, 1))))).isEqualTo(Refusal.COMPRESSED_ONLY);
    }

    @Test
    void passwordOnly() {
        assertThat(refusedAtOnce(join(skesk(), seipd1(200)))).isEqualTo(Refusal.PASSWORD_ONLY);
    }

    @Test
    void publicKey() {
        assertThat(refusedAtOnce(packet(6, join(octets(4), random(50, 1))))).isEqualTo(Refusal.PUBLIC_KEY);
        assertThat(refusedAtOnce(packet(14, join(octets(6), random(50, 1))))).isEqualTo(Refusal.PUBLIC_KEY);
    }

    @Test
    void secretKey() {
        assertThat(refusedAtOnce(packet(5, join(octets(4), random(50, 1))))).isEqualTo(Refusal.SECRET_KEY);
        assertThat(refusedAtOnce(packet(7, join(octets(6), random(50, 1))))).isEqualTo(Refusal.SECRET_KEY);
        assertThat(refusedAtOnce(join(pkesk3(ANNA), packet(5, join(octets(4), random(50, 1))))))
                .isEqualTo(Refusal.SECRET_KEY);
    }

    @Test
    void noIntegrityProtection() {
        assertThat(refusedAtOnce(join(pkesk3(ANNA), packet(9, random(100, 1)))))
                .isEqualTo(Refusal.NO_INTEGRITY_PROTECTION);
        assertThat(refusedAtOnce(packet(9, random(100, 1)))).isEqualTo(Refusal.NO_INTEGRITY_PROTECTION);
    }

    @Test
    void tag20OfLibrePgp() {
        assertThat(refusedAtOnce(join(pkesk3(ANNA), packet(20, join(octets(1, 9, 2, 16), random(100, 1))))))
                .isEqualTo(Refusal.LIBREPGP);
    }

    @Test
    void theEndOfARefusedBodyStaysRefused() throws Exception {
        InputStream body = Gate.admit(new ByteArrayInputStream(join(small(), octets(1))), SampleMessage.DESK)
                .body();

        assertThatThrownBy(body::readAllBytes).isInstanceOf(MessageRefused.class);
        assertThatThrownBy(body::read).isInstanceOf(MessageRefused.class).hasMessage("TRAILING_DATA");
    }

    @Test
    void aGibibyteDeclaredInSixteenOctets() {
        byte[] gibibyte = octets(255, 0x40, 0, 0, 0);
        assertThat(refusal(join(octets(0xC1), gibibyte, octets(3), random(9, 1))))
                .isEqualTo(Refusal.SESSION_KEY_TOO_LARGE);
        assertThat(refusal(join(octets(0xD5), gibibyte, random(10, 1)))).isEqualTo(Refusal.MALFORMED);
        assertThat(refusal(join(pkesk3(ANNA), octets(0xD2), gibibyte, octets(1), random(9, 1))))
                .isEqualTo(Refusal.TRUNCATED);
    }

    @Test
    void thirtyThreeSessionKeys() {
        byte[] upload = pkesk3(ANNA);
        for (int i = 1; i < 33; i++) {
            upload = join(upload, pkesk3(STRANGER));
        }
        assertThat(refusedAtOnce(upload)).isEqualTo(Refusal.TOO_MANY_SESSION_KEYS);
    }

    @Test
    void aSessionKeyOfFiveThousandOctets() {
        assertThat(refusedAtOnce(packet(1, join(octets(3), random(4999, 1))))).isEqualTo(Refusal.SESSION_KEY_TOO_LARGE);
    }

    @Test
    void aSessionKeyWithoutDefiniteLength() {
        byte[] partial = join(octets(0xC1, 0xE9, 3), random(511, 1), octets(10), random(10, 2));
        byte[] indeterminate = join(octets(0x87, 3), random(90, 1));
        assertThat(refusedAtOnce(partial)).isEqualTo(Refusal.SESSION_KEY_WITHOUT_LENGTH);
        assertThat(refusedAtOnce(indeterminate)).isEqualTo(Refusal.SESSION_KEY_WITHOUT_LENGTH);
    }

    @Test
    void nobodyOnTheDesk() {
        assertThat(refusedAtOnce(join(pkesk3(STRANGER), seipd1(200)))).isEqualTo(Refusal.NOT_FOR_THIS_DESK);
        assertThat(refusedAtOnce(seipd1(200))).isEqualTo(Refusal.NOT_FOR_THIS_DESK);
    }

    @Test
    void aKeyOfTheDeskNamedWithAnotherAlgorithm() {
        EncryptionKey disguised = new EncryptionKey(ANNA.certificate(), ANNA.key(), 1);
        assertThat(refusedAtOnce(join(pkesk3(disguised), seipd1(200)))).isEqualTo(Refusal.NOT_FOR_THIS_DESK);
    }

    @Test
    void unsupportedCipherAeadOrChunkSize() {
        int[][] parameters = {{6, 3, 10}, {10, 3, 10}, {9, 0, 10}, {9, 4, 10}, {9, 3, 17}};
        for (int[] p : parameters) {
            byte[] body = join(octets(2, p[0], p[1], p[2]), random(100, 1));
            assertThat(refusedAtOnce(join(pkesk6(BORIS), packet(18, body)))).isEqualTo(Refusal.UNSUPPORTED_CIPHER);
        }
    }

    @Test
    void mismatchedVersions() {
        assertThat(refusedAtOnce(join(pkesk3(ANNA), seipd2(200)))).isEqualTo(Refusal.MISMATCHED_VERSIONS);
        assertThat(refusedAtOnce(join(pkesk6(BORIS), seipd1(200)))).isEqualTo(Refusal.MISMATCHED_VERSIONS);
        assertThat(refusedAtOnce(join(pkesk6(BORIS), pkesk3(ANNA), seipd2(200))))
                .isEqualTo(Refusal.MISMATCHED_VERSIONS);
    }

    @Test
    void unknownVersions() {
        assertThat(refusedAtOnce(packet(1, join(octets(2), random(90, 1))))).isEqualTo(Refusal.UNKNOWN_VERSION);
        assertThat(refusedAtOnce(join(pkesk3(ANNA), packet(18, join(octets(3), random(90, 1))))))
                .isEqualTo(Refusal.UNKNOWN_VERSION);
    }

    @Test
    void malformed() {
        assertThat(refusedAtOnce(packet(1, octets()))).isEqualTo(Refusal.MALFORMED);
        assertThat(refusedAtOnce(packet(1, join(octets(3), random(9, 1))))).isEqualTo(Refusal.MALFORMED);
        assertThat(refusedAtOnce(packet(1, join(octets(6, 20, 4), random(90, 1)))))
                .isEqualTo(Refusal.MALFORMED);
        assertThat(refusedAtOnce(packet(1, join(octets(6, 33, 4), random(90, 1)))))
                .isEqualTo(Refusal.MALFORMED);
        assertThat(refusedAtOnce(join(pkesk3(ANNA), ascii("hello")))).isEqualTo(Refusal.MALFORMED);
        assertThat(refusedAtOnce(join(pkesk3(ANNA), packet(39, random(9, 1))))).isEqualTo(Refusal.MALFORMED);
    }

    @Test
    void aBodyTooShortToBeOne() {
        assertThat(refusedAtOnce(join(pkesk3(ANNA), seipd1(40)))).isEqualTo(Refusal.MALFORMED);
        assertThat(refusedAtOnce(join(pkesk6(BORIS), seipd2(67)))).isEqualTo(Refusal.MALFORMED);
        assertThat(refusedAtOnce(join(pkesk3(ANNA), packet(18, octets())))).isEqualTo(Refusal.MALFORMED);
        assertThat(Admitted.of(join(pkesk3(ANNA), seipd1(41))).body()).hasSize(41);
        assertThat(Admitted.of(join(pkesk6(BORIS), seipd2(68))).body()).hasSize(68);
    }

    @Test
    void aFirstPartialLengthUnder512() {
        assertThat(refusedAtOnce(join(pkesk3(ANNA), octets(0xD2, 0xE8, 1), random(400, 1))))
                .isEqualTo(Refusal.MALFORMED);
    }
}
