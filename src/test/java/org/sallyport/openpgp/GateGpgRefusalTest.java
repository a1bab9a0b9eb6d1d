package org.sallyport.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.openpgp.SampleMessage.ascii;
import static org.sallyport.openpgp.SampleMessage.join;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the real gpg 2.2 writes when somebody takes the wrong option, armored and binary. */
class GateGpgRefusalTest {
    private static final byte[] REPORT = ascii("They came at night.\n");
    private static final String ANNA = "urgent-1@desk.example";
    private static final String SELF = "me@home.example";

    private static GpgHome anna;
    private static GpgHome source;

    @BeforeAll
    static void make() throws IOException {
        anna = GpgHome.of(ANNA);
        source = GpgHome.of(SELF);
        source.knows(anna);
    }

    @AfterAll
    static void end() throws Exception {
        for (GpgHome home : new GpgHome[] {anna, source}) {
            if (home != null) {
                home.close();
            }
        }
    }

    private static Refusal refusal(byte[] upload) {
        return Admitted.refusal(new ByteArrayInputStream(upload), List.of(anna.encryptionKey()))
                .orElseThrow();
    }

    private static void isRefused(Refusal expected, String... arguments) {
        for (String armor : List.of("--armor", "--no-armor")) {
            String[] all = Stream.concat(Stream.of(armor), Stream.of(arguments)).toArray(String[]::new);
            assertThat(refusal(source.run(REPORT, all)))
                    .as(String.join(" ", all))
                    .isEqualTo(expected);
        }
    }

    @Test
    void stored() {
        isRefused(Refusal.NOT_ENCRYPTED, "-z0", "--store");
        isRefused(Refusal.COMPRESSED_ONLY, "--store");
    }

    @Test
    void signed() {
        isRefused(Refusal.SIGNED_ONLY, "-z0", "--sign");
        isRefused(Refusal.COMPRESSED_ONLY, "--sign");
    }

    @Test
    void clearSigned() {
        isRefused(Refusal.CLEAR_SIGNED, "--clear-sign");
    }

    @Test
    void signatureAlone() {
        isRefused(Refusal.DETACHED_SIGNATURE, "--detach-sign");
    }

    @Test
    void password() {
        isRefused(Refusal.PASSWORD_ONLY, "--symmetric", "--passphrase", "guess");
    }

    @Test
    void ownPublicKey() {
        isRefused(Refusal.PUBLIC_KEY, "--export", SELF);
    }

    @Test
    void ownSecretKey() {
        isRefused(Refusal.SECRET_KEY, "--export-secret-keys", SELF);
        isRefused(Refusal.SECRET_KEY, "--export-secret-subkeys", SELF);
    }

    @Test
    void noIntegrityProtection() {
        isRefused(Refusal.NO_INTEGRITY_PROTECTION, "--rfc2440", "--disable-mdc", "-r", ANNA, "--encrypt");
    }

    @Test
    void sealedToOneselfOnly() {
        isRefused(Refusal.NOT_FOR_THIS_DESK, "-r", SELF, "--encrypt");
        isRefused(Refusal.NOT_FOR_THIS_DESK, "-r", SELF, "--encrypt", "--symmetric", "--passphrase", "guess");
    }

    @Test
    void hiddenRecipients() {
        isRefused(Refusal.HIDDEN_RECIPIENT, "--throw-keyids", "-r", ANNA, "--encrypt");
        isRefused(Refusal.HIDDEN_RECIPIENT, "--throw-keyids", "-r", ANNA, "--encrypt-to", SELF, "--encrypt");
        isRefused(Refusal.HIDDEN_RECIPIENT, "-r", ANNA, "--hidden-encrypt-to", SELF, "--encrypt");
        isRefused(Refusal.HIDDEN_RECIPIENT, "-R", ANNA, "--encrypt");
        isRefused(Refusal.HIDDEN_RECIPIENT, "-r", ANNA, "-R", SELF, "--encrypt");
    }

    @Test
    void twoMessages() {
        byte[] message = source.encrypt(REPORT, "-r", ANNA);
        byte[] armored = source.encrypt(REPORT, "--armor", "-r", ANNA);
        assertThat(refusal(join(message, message))).isEqualTo(Refusal.TWO_MESSAGES);
        assertThat(refusal(join(armored, armored))).isEqualTo(Refusal.TWO_MESSAGES);
    }

    @Test
    void itsOwnFolderIsNoMessage() {
        assertThat(refusal(source.run(REPORT, "--with-colons", "--list-keys"))).isEqualTo(Refusal.NOT_OPENPGP);
    }
}
