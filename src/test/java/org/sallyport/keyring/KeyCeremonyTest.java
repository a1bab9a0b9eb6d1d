package org.sallyport.keyring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Certification;
import org.sallyport.openpgp.Standing;
import org.sallyport.testkit.Programs;
import org.sallyport.testkit.Ran;
import org.sallyport.testkit.Scratch;

/** The commands of keys/README.md, exactly as they stand there, with the real gpg: each person has a machine of their own. */
class KeyCeremonyTest {
    private static final byte[] NOTHING = {};

    private final Instant now = Clock.systemUTC().instant();
    private Path desk;

    @BeforeEach
    void theThreePeople() throws IOException {
        Programs.require("gpg");
        desk = Scratch.folder("ceremony");
        for (String person : List.of("reviewer", "trustee-1", "trustee-2")) {
            Path home = Files.createDirectory(desk.resolve(person));
            // What a person answers when gpg asks for a passphrase.
            Files.writeString(
                    home.resolve("gpg.conf"), "no-tty\npinentry-mode loopback\npassphrase of " + person + "\n");
        }
    }

    @AfterEach
    void theyGoHome() throws Exception {
        for (String person : List.of("reviewer", "trustee-1", "trustee-2")) {
            run(person, NOTHING, "gpgconf --kill all");
        }
        Scratch.remove(desk);
    }

    private void run(String person, byte[] answers, String commands) throws IOException, InterruptedException {
        Path home = desk.resolve(person);
        String script = "set -e; cd " + desk + "\n" + commands.replace("~/.gnupg", home.toString());
        Ran.with(Map.of("GNUPGHOME", home.toString()), answers, List.of("bash", "-c", script))
                .succeeded();
    }

    /** The commands under a heading: the blocks one after the other. */
    private static String commands(String heading) throws IOException {
        String section = Files.readString(Path.of("keys/README.md"))
                .split("## " + heading + "\n", -1)[1]
                .split("\n## ", -1)[0];
        return String.join(
                "\n",
                Pattern.compile("```\n(.*?)```", Pattern.DOTALL)
                        .matcher(section)
                        .results()
                        .map(block -> block.group(1))
                        .toList());
    }

    private Certificate certificate(String file) throws Exception {
        return Certificate.read(Files.readAllBytes(desk.resolve(file)));
    }

    private String fingerprint() throws Exception {
        return certificate("urgent-1.asc").fingerprint().hex().toUpperCase(Locale.ROOT);
    }

    private void everybodyDoesTheirPart() throws Exception {
        run("trustee-1", NOTHING, commands("A trustee's key"));
        run("trustee-2", NOTHING, commands("A trustee's key").replace("trustee-1", "trustee-2"));
        run("reviewer", NOTHING, commands("A reviewer's key"));
        for (String trustee : List.of("trustee-1", "trustee-2")) {
            run(trustee, NOTHING, commands("Vouching for a reviewer at a desk").replace("FINGERPRINT", fingerprint()));
        }
    }

    private List<Certification> votes(String desk, Trustees trustees) throws Exception {
        Instant shortlyAfter = now.plus(Duration.ofMinutes(5));
        return certificate("urgent-1.asc")
                .under(trustees.revocations())
                .certifications(trustees.certificates(), desk, shortlyAfter);
    }

    private Trustees trustees(String... revocations) throws Exception {
        Map<Path, ByteBuffer> files = Map.of(
                Path.of("one"), octets("trustee-1.asc"),
                Path.of("two"), octets("trustee-2.asc"));
        Map<Path, ByteBuffer> revoked = new HashMap<>();
        for (String file : revocations) {
            revoked.put(Path.of(file), octets(file));
        }
        return Trustees.of(new KeyFiles(files, revoked));
    }

    private ByteBuffer octets(String file) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(desk.resolve(file)));
    }

    @Test
    void twoTrusteesVouchForSixMonthsAndEitherSideCanTakeItBack() throws Exception {
        everybodyDoesTheirPart();
        Instant soon = now.plus(Duration.ofMinutes(5));
        assertThat(certificate("urgent-1.asc").standing(soon)).isInstanceOf(Standing.Usable.class);
        assertThat(votes("urgent", trustees()))
                .hasSize(2)
                .allSatisfy(vote -> assertThat(vote.until())
                        .isBetween(now.plus(Duration.ofDays(170)), now.plus(Certificate.LONGEST_CERTIFICATION)));
        assertThat(votes("country", trustees())).isEmpty();

        String takingBack = commands("Taking it back").replace("FINGERPRINT", fingerprint());
        String bySignature = takingBack.substring(0, takingBack.indexOf("sed "));
        // Revoke it? Really? Reason 0, no description, sure, and once more.
        byte[] answers = "y\ny\n0\n\ny\ny\n".getBytes(StandardCharsets.US_ASCII);
        run("trustee-2", answers, bySignature.replace("gpg --edit-key", "gpg --command-fd 0 --edit-key"));
        assertThat(votes("urgent", trustees("urgent-1-withdrawn.asc"))).hasSize(1);

        run("reviewer", NOTHING, takingBack.substring(takingBack.indexOf("sed ")));
        Certificate revoked = certificate("urgent-1.asc")
                .under(trustees("urgent-1-revoked.asc").revocations());
        assertThat(revoked.standing(soon)).isInstanceOf(Standing.Unusable.class);
    }

    @Test
    void aReviewerGetsANewSubkeyWithoutAnyTrustee() throws Exception {
        everybodyDoesTheirPart();
        Instant later = now.plus(Duration.ofMinutes(5));
        var first = certificate("urgent-1.asc").newestEncryptionKeys(later);
        run("reviewer", NOTHING, "gpg --import urgent-1.asc");
        TimeUnit.MILLISECONDS.sleep(1_100); // a key's time is in whole seconds
        run("reviewer", NOTHING, commands("A new encryption subkey").replace("FINGERPRINT", fingerprint()));
        assertThat(certificate("urgent-1.asc").newestEncryptionKeys(later))
                .hasSize(1)
                .doesNotContainAnyElementsOf(first);
        assertThat(votes("urgent", trustees())).hasSize(2);
    }
}
