package org.sallyport.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.openpgp.Admitted.refusal;
import static org.sallyport.openpgp.Admitted.refusedAtOnce;
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

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Armored text that the gate refuses. */
class ArmorRefusalTest {
    private static final String ARMOR = armor(small());

    @Test
    void clearSigned() {
        String text = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nThey came at night.\n"
                + armor("SIGNATURE", random(90, 1));
        assertThat(refusedAtOnce(ascii(text))).isEqualTo(Refusal.CLEAR_SIGNED);
    }

    @Test
    void detachedSignature() {
        assertThat(refusedAtOnce(ascii(armor("SIGNATURE", random(90, 1))))).isEqualTo(Refusal.DETACHED_SIGNATURE);
    }

    @Test
    void publicKeyBlock() {
        assertThat(refusedAtOnce(ascii(armor("PUBLIC KEY BLOCK", random(90, 1)))))
                .isEqualTo(Refusal.PUBLIC_KEY);
    }

    @Test
    void secretKeyBlock() {
        assertThat(refusedAtOnce(ascii(armor("PRIVATE KEY BLOCK", random(90, 1)))))
                .isEqualTo(Refusal.SECRET_KEY);
        assertThat(refusedAtOnce(ascii("my key:\n> -----BEGIN PGP SECRET KEY BLOCK-----\n> ")))
                .isEqualTo(Refusal.SECRET_KEY);
    }

    @Test
    void secretKeyInAMessageBlock() {
        assertThat(refusedAtOnce(ascii(armor(packet(5, join(octets(4), random(90, 1)))))))
                .isEqualTo(Refusal.SECRET_KEY);
    }

    @Test
    void notEncryptedInAMessageBlock() {
        assertThat(refusedAtOnce(ascii(armor(packet(11, ascii("b\0\0\0\0\0hi"))))))
                .isEqualTo(Refusal.NOT_ENCRYPTED);
        assertThat(refusedAtOnce(ascii(armor(packet(8, octets(1, 2, 3)))))).isEqualTo(Refusal.COMPRESSED_ONLY);
    }

    @Test
    void anotherKindOfBlock() {
        assertThat(refusedAtOnce(ascii(armor("ARMORED FILE", random(90, 1))))).isEqualTo(Refusal.MALFORMED);
        assertThat(refusedAtOnce(ascii(armor("MESSAGE, PART 1/2", random(90, 1)))))
                .isEqualTo(Refusal.MALFORMED);
        assertThat(refusedAtOnce(ascii("-----BEGIN PGP " + "X".repeat(100)))).isEqualTo(Refusal.MALFORMED);
    }

    @Test
    void anEmptyBlock() {
        assertThat(refusal(ascii("-----BEGIN PGP MESSAGE-----\n\n-----END PGP MESSAGE-----\n")))
                .isEqualTo(Refusal.EMPTY);
    }

    @Test
    void wrongChecksum() {
        String wrong = ARMOR.replaceAll("(?m)^=.{4}$", "=AAAA");
        assertThat(wrong).isNotEqualTo(ARMOR);
        assertThat(refusal(ascii(wrong))).isEqualTo(Refusal.DAMAGED);
        assertThat(refusal(ascii(wrong.replace('\n', ' ')))).isEqualTo(Refusal.DAMAGED);
    }

    @Test
    void aLetterChanged() {
        char letter = ARMOR.charAt(200);
        String changed = ARMOR.substring(0, 200) + (letter == 'A' ? 'B' : 'A') + ARMOR.substring(201);
        assertThat(refusal(ascii(changed))).isEqualTo(Refusal.DAMAGED);
    }

    @Test
    void aLineMissing() {
        List<String> lines = ARMOR.lines().toList();
        assertThat(refusal(ascii(ARMOR.replace(lines.get(6) + "\n", "")))).isEqualTo(Refusal.DAMAGED);
    }

    @Test
    void aLineTwice() {
        List<String> lines = ARMOR.lines().toList();
        assertThat(refusal(ascii(ARMOR.replace(lines.get(6), lines.get(6) + "\n" + lines.get(6)))))
                .isIn(Refusal.DAMAGED, Refusal.TRAILING_DATA, Refusal.TWO_MESSAGES);
    }

    @Test
    void aStrangeCharacter() {
        assertThat(refusal(ascii(ARMOR.substring(0, 200) + "*" + ARMOR.substring(200))))
                .isEqualTo(Refusal.ALTERED_TEXT);
        assertThat(refusal(ascii(ARMOR.substring(0, 200) + "=" + ARMOR.substring(200))))
                .isEqualTo(Refusal.DAMAGED);
    }

    @Test
    void noEndLine() {
        int end = ARMOR.indexOf("-----END");
        assertThat(refusal(ascii(ARMOR.substring(0, end)))).isEqualTo(Refusal.TRUNCATED);
        assertThat(refusal(ascii(ARMOR.substring(0, end) + "----- bye"))).isEqualTo(Refusal.DAMAGED);
    }

    @Test
    void anotherBeginsInTheMiddle() {
        assertThat(refusal(ascii(ARMOR.substring(0, 300) + "\n" + ARMOR))).isEqualTo(Refusal.DAMAGED);
    }

    @Test
    void cutOffInsideButArmoredWhole() {
        byte[] message = join(pkesk3(ANNA), seipd1(1000));
        String text = armor(Arrays.copyOf(message, message.length - 10));
        assertThat(refusal(ascii(text))).isEqualTo(Refusal.TRUNCATED);
    }

    @Test
    void endlessHeadersOrSpaces() {
        String begin = "-----BEGIN PGP MESSAGE-----\n";
        assertThat(refusal(ascii(begin + "Comment: x\n".repeat(10_000) + "\n" + ARMOR.substring(begin.length()))))
                .isEqualTo(Refusal.MALFORMED);
        assertThat(refusal(ascii(begin + "Comment: " + "x".repeat(100_000)))).isEqualTo(Refusal.MALFORMED);
        assertThat(refusal(ascii(begin + " ".repeat(100_000)))).isEqualTo(Refusal.MALFORMED);
        assertThat(refusal(ascii(begin + " ".repeat(1000)))).isEqualTo(Refusal.TRUNCATED);
    }
}
