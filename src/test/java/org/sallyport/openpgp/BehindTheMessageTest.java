package org.sallyport.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.openpgp.Admitted.refusal;
import static org.sallyport.openpgp.SampleMessage.ANNA;
import static org.sallyport.openpgp.SampleMessage.armor;
import static org.sallyport.openpgp.SampleMessage.ascii;
import static org.sallyport.openpgp.SampleMessage.join;
import static org.sallyport.openpgp.SampleMessage.octets;
import static org.sallyport.openpgp.SampleMessage.packet;
import static org.sallyport.openpgp.SampleMessage.pkesk3;
import static org.sallyport.openpgp.SampleMessage.random;
import static org.sallyport.openpgp.SampleMessage.seipd1;
import static org.sallyport.openpgp.SampleMessage.small;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands behind a message, or in front of it: dropped if it says nothing, else called by its name. */
class BehindTheMessageTest {
    private static final Admitted ALONE = Admitted.of(small());
    private static final String ARMOR = armor(small());
    private static final byte[] KEY = packet(6, join(octets(4), random(50, 1)));
    private static final byte[] SIGNATURE = packet(2, join(octets(4, 0, 22, 8), random(90, 1)));

    private static void isRefused(Refusal reason, byte[] behind) {
        assertThat(refusal(join(small(), behind))).isEqualTo(reason);
        assertThat(refusal(ascii(armor(join(small(), behind)))))
                .as("in one armor")
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\0", "\0\0\0\0\0\0\0\0", " \n", "\n\0\0"})
    void aLoneNewlineOrNulsAreDropped(String behind) {
        assertThat(Admitted.of(join(small(), ascii(behind)))).isEqualTo(ALONE);
    }

    @Test
    void aBlockOfADiskIsFilledUpWithNuls() {
        assertThat(Admitted.of(join(small(), new byte[100_000]))).isEqualTo(ALONE);
    }

    @Test
    void nulsHideNothing() {
        isRefused(Refusal.PUBLIC_KEY_BESIDE, join(new byte[100], KEY));
    }

    @Test
    void ownPublicKey() {
        isRefused(Refusal.PUBLIC_KEY_BESIDE, KEY);
        isRefused(Refusal.PUBLIC_KEY_BESIDE, ascii(armor("PUBLIC KEY BLOCK", KEY)));
        assertThat(refusal(ascii(ARMOR + "\nmy key:\n" + armor("PUBLIC KEY BLOCK", KEY))))
                .isEqualTo(Refusal.PUBLIC_KEY_BESIDE);
        assertThat(refusal(ascii(armor("PUBLIC KEY BLOCK", KEY) + ARMOR))).isEqualTo(Refusal.PUBLIC_KEY_BESIDE);
    }

    @Test
    void secretKey() {
        isRefused(Refusal.SECRET_KEY, packet(5, join(octets(4), random(50, 1))));
        isRefused(Refusal.SECRET_KEY, ascii(armor("PRIVATE KEY BLOCK", random(90, 1))));
        assertThat(refusal(ascii(ARMOR + armor("PRIVATE KEY BLOCK", random(90, 1)))))
                .isEqualTo(Refusal.SECRET_KEY);
        assertThat(refusal(ascii(armor("PRIVATE KEY BLOCK", random(90, 1)) + ARMOR)))
                .isEqualTo(Refusal.SECRET_KEY);
    }

    @Test
    void signature() {
        isRefused(Refusal.SIGNATURE_BESIDE, SIGNATURE);
        isRefused(Refusal.SIGNATURE_BESIDE, ascii(armor("SIGNATURE", SIGNATURE)));
        assertThat(refusal(ascii(ARMOR + armor("SIGNATURE", SIGNATURE)))).isEqualTo(Refusal.SIGNATURE_BESIDE);
        assertThat(refusal(ascii(armor("SIGNATURE", SIGNATURE) + "\n\n" + ARMOR)))
                .isEqualTo(Refusal.SIGNATURE_BESIDE);
    }

    /** Encrypted first, then signed as a text. */
    @Test
    void aSignatureAroundIt() {
        String signed = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n" + ARMOR.replaceAll("(?m)^-", "- -")
                + armor("SIGNATURE", SIGNATURE);
        assertThat(refusal(ascii(signed))).isEqualTo(Refusal.SIGNATURE_BESIDE);
    }

    @Test
    void readableText() {
        isRefused(Refusal.NOT_ENCRYPTED_BESIDE, ascii("They came at night."));
        isRefused(Refusal.NOT_ENCRYPTED_BESIDE, packet(11, ascii("b\0\0\0\0\0hello")));
        isRefused(Refusal.NOT_ENCRYPTED_BESIDE, packet(8, join(octets(1), random(90, 1))));
    }

    @Test
    void twoMessages() {
        isRefused(Refusal.TWO_MESSAGES, small());
        isRefused(Refusal.TWO_MESSAGES, seipd1(200));
        isRefused(Refusal.TWO_MESSAGES, ascii(ARMOR));
        assertThat(refusal(ascii(ARMOR + "\nand he wrote:\n" + ARMOR.replaceAll("(?m)^", "> "))))
                .isEqualTo(Refusal.TWO_MESSAGES);
    }

    @Test
    void somethingOfNoKnownKind() {
        for (byte[] behind : List.of(
                octets(1),
                octets(0xFF),
                octets(0xC6),
                packet(9, random(90, 1)),
                packet(39, random(9, 1)),
                octets(1, 2, 3))) {
            isRefused(Refusal.TRAILING_DATA, behind);
        }
        assertThat(refusal(ascii(ARMOR + "-----BEGIN PGP " + "x".repeat(100)))).isEqualTo(Refusal.TRAILING_DATA);
    }

    /** RFC 9580, 4.3 and 5.14. */
    @Test
    void paddingMarkersAndUnknownPacketsAreDroppedWhereverTheyStand() {
        byte[] marker = packet(10, ascii("PGP"));
        byte[] padding = packet(21, random(4096, 1));
        assertThat(Admitted.of(join(padding, marker, pkesk3(ANNA), padding, seipd1(200), padding, marker)))
                .isEqualTo(ALONE);
        for (int tag = 40; tag < 64; tag++) {
            byte[] unknown = packet(tag, random(300, tag));
            byte[] all = join(unknown, pkesk3(ANNA), unknown, seipd1(200), unknown, octets('\n'));
            assertThat(Admitted.of(all)).as("type %d", tag).isEqualTo(ALONE);
            assertThat(Admitted.of(ascii(armor(all)))).as("type %d", tag).isEqualTo(ALONE);
        }
    }

    @Test
    void aPacketOfAnEmptyBodyIsDropped() {
        assertThat(Admitted.of(join(packet(60, octets()), small(), packet(21, octets()))))
                .isEqualTo(ALONE);
    }

    @Test
    void noMoreThanThirtyTwoAreDropped() {
        byte[] sixteen = {};
        for (int i = 0; i < 16; i++) {
            sixteen = join(sixteen, i % 2 == 0 ? packet(21, random(9, 1)) : packet(63, random(9, 1)));
        }
        byte[] marker = packet(10, ascii("PGP"));
        assertThat(Admitted.of(join(sixteen, small(), sixteen))).isEqualTo(ALONE);
        assertThat(refusal(join(marker, sixteen, small(), sixteen))).isEqualTo(Refusal.TRAILING_DATA);
        assertThat(refusal(join(sixteen, sixteen, marker, small()))).isEqualTo(Refusal.MALFORMED);
    }

    @Test
    void aLargeOneIsNotRead() {
        byte[] gibibyte = octets(255, 0x40, 0, 0, 0);
        for (int tag : new int[] {10, 21, 40, 63}) {
            byte[] header = join(octets(0xC0 | tag), gibibyte);
            assertThat(Admitted.refusedAtOnce(join(pkesk3(ANNA), header))).isEqualTo(Refusal.MALFORMED);
            assertThat(refusal(join(small(), header, random(90, 1)))).isEqualTo(Refusal.TRAILING_DATA);
            assertThat(Admitted.refusedAtOnce(join(pkesk3(ANNA), packet(tag, random(4097, 1)))))
                    .isEqualTo(Refusal.MALFORMED);
            // In partial lengths.
            assertThat(Admitted.refusedAtOnce(join(pkesk3(ANNA), octets(0xC0 | tag, 0xE9), random(600, 1))))
                    .isEqualTo(Refusal.MALFORMED);
        }
    }
}
