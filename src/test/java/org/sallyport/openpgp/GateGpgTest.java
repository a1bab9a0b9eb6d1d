package org.sallyport.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.openpgp.SampleMessage.ascii;
import static org.sallyport.openpgp.SampleMessage.random;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages by the real gpg 2.2 go in, and gpg opens what comes out. */
class GateGpgTest {
    private static final byte[] REPORT = ascii("They came at night.\n");
    private static final String ANNA = "urgent-1@desk.example";
    private static final String BORIS = "urgent-2@desk.example";
    private static final String SELF = "me@home.example";

    private static GpgHome anna;
    private static GpgHome boris;
    private static GpgHome source;
    private static List<EncryptionKey> desk;

    @BeforeAll
    static void make() throws IOException {
        anna = GpgHome.of(ANNA);
        boris = GpgHome.of(BORIS);
        source = GpgHome.of(SELF);
        source.knows(anna, boris);
        desk = List.of(anna.encryptionKey(), boris.encryptionKey());
    }

    @AfterAll
    static void end() throws Exception {
        for (GpgHome home : new GpgHome[] {anna, boris, source}) {
            if (home != null) {
                home.close();
            }
        }
    }

    private static Admitted admit(byte[] message) {
        return Admitted.of(message, desk);
    }

    private static boolean contains(byte[] octets, byte[] part) {
        return new String(octets, StandardCharsets.ISO_8859_1).contains(new String(part, StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--armor", "--no-armor"})
    void everyReviewerOpensIt(String armor) {
        Admitted admitted = admit(source.encrypt(REPORT, armor, "-r", ANNA, "-r", BORIS));

        assertThat(admitted.version()).isEqualTo(1);
        assertThat(admitted.recipients()).containsExactlyInAnyOrderElementsOf(desk);
        assertThat(anna.decrypt(admitted.message())).isEqualTo(REPORT);
        assertThat(boris.decrypt(admitted.message())).isEqualTo(REPORT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--armor", "--no-armor"})
    void aLargeFileInPartialLengths(String armor) {
        byte[] evidence = random(1_000_003, 1);
        byte[] message = source.encrypt(evidence, armor, "-r", ANNA);
        Admitted admitted = admit(message);

        assertThat(anna.decrypt(admitted.message())).isEqualTo(evidence);
        assertThat(admit(admitted.message())).isEqualTo(admitted);
    }

    @Test
    void theSourcesOwnKeyAndCommentAreGone() {
        byte[] own = source.encryptionKey().key().octets();
        byte[] ownKeyId = Arrays.copyOfRange(own, 12, 20);
        byte[] message = source.encrypt(
                REPORT,
                "-r",
                ANNA,
                "-r",
                BORIS,
                "--encrypt-to",
                SELF,
                "--armor",
                "--comment",
                "sent by me",
                "--emit-version");
        byte[] binary = source.run(message, "--dearmor");
        assertThat(new String(message, StandardCharsets.US_ASCII)).contains("Comment: sent by me", "Version: GnuPG");
        assertThat(contains(binary, ownKeyId)).isTrue();

        Admitted admitted = admit(message);

        assertThat(contains(admitted.message(), ownKeyId)).isFalse();
        assertThat(contains(admitted.message(), ascii("sent by me"))).isFalse();
        assertThat(contains(admitted.message(), ascii("GnuPG"))).isFalse();
        assertThat(admitted.recipients()).containsExactlyInAnyOrderElementsOf(desk);
        assertThat(anna.decrypt(admitted.message())).isEqualTo(REPORT);
        assertThat(boris.decrypt(admitted.message())).isEqualTo(REPORT);
        assertThat(source.cannotDecrypt(admitted.message())).isTrue();
    }

    /** With it in front of the command, a line {@code throw-keyids} in gpg.conf does no harm. */
    @Test
    void noThrowKeyidsUndoesThePersonsOwnSetting() {
        byte[] message = source.encrypt(REPORT, "--throw-keyids", "--no-throw-keyids", "-r", ANNA, "-r", BORIS);
        assertThat(admit(message).recipients()).containsExactlyInAnyOrderElementsOf(desk);
    }

    @Test
    void aPasswordBesideTheReviewersIsDropped() {
        byte[] message = source.encrypt(REPORT, "-r", ANNA, "--symmetric", "--passphrase", "guess");
        Admitted admitted = admit(message);
        assertThat(source.cannotDecrypt(message, "--passphrase", "guess")).isFalse();
        assertThat(source.cannotDecrypt(admitted.message(), "--passphrase", "guess"))
                .isTrue();
        assertThat(anna.decrypt(admitted.message())).isEqualTo(REPORT);
    }

    @Test
    void pastedIntoAMailAndQuoted() {
        String armor = new String(source.encrypt(REPORT, "--armor", "-r", ANNA), StandardCharsets.US_ASCII);
        Admitted expected = admit(ascii(armor));
        for (String mangled : List.of(
                armor.replace("\n", "\r\n"),
                armor.replace("\n\n", "\n"),
                armor.replace('\n', ' '),
                armor.replaceAll("(?m)^", "> "),
                "Dear desk,\n\n" + armor.replaceAll("(?m)^", "\t") + "\nthank you")) {
            assertThat(admit(ascii(mangled))).isEqualTo(expected);
        }
        assertThat(anna.decrypt(expected.message())).isEqualTo(REPORT);
    }
}
