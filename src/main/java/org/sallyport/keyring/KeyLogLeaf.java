package org.sallyport.keyring;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.sallyport.audit.NoteRefused;
import org.sallyport.audit.NoteVerifier;

/**
 * One leaf of the key log: a few lines of ASCII, each ended by a newline, the last one too.
 *
 * <pre>
 * sallyport-keys/v1
 * day 2026-11-25
 * desk urgent
 * certificate FINGERPRINT sha256 HEX
 * </pre>
 *
 * The lines after {@code desk} name every certificate that sources are given for it from that day on, by fingerprint, with
 * the SHA-256 of its octets; none while the desk is closed. Instead of {@code desk}, a leaf can say
 * {@code signed-by VERIFIER-KEY}: which key signs the log's checkpoints from there on. It is the first leaf of every log.
 */
sealed interface KeyLogLeaf {
    String VERSION = "sallyport-keys/v1";

    LocalDate day();

    String subject();

    /** The leaf's text, which is hashed. */
    default String text() {
        return VERSION + "\nday " + day() + "\n" + subject() + "\n";
    }

    default byte[] octets() {
        return text().getBytes(StandardCharsets.US_ASCII);
    }

    record GivenAtDesk(LocalDate day, GivenKeys given) implements KeyLogLeaf {
        @Override
        public String subject() {
            return "desk " + given.desk() + given.lines();
        }
    }

    record SignedBy(LocalDate day, NoteVerifier key) implements KeyLogLeaf {
        @Override
        public String subject() {
            return "signed-by " + key;
        }
    }

    /** @throws KeysRefused for anything that {@link #text} would not write */
    static KeyLogLeaf parse(byte[] octets) throws KeysRefused {
        List<String> lines = List.of(new String(octets, StandardCharsets.US_ASCII).split("\n", -1));
        if (lines.size() < 4 || !lines.get(0).equals(VERSION) || !lines.get(1).startsWith("day ")) {
            throw new KeysRefused("a leaf of the log is not of the form " + VERSION);
        }
        try {
            LocalDate day = LocalDate.parse(lines.get(1).substring("day ".length()));
            String subject = lines.get(2);
            KeyLogLeaf leaf = subject.startsWith("signed-by ")
                    ? new SignedBy(day, NoteVerifier.parse(subject.substring("signed-by ".length())))
                    : new GivenAtDesk(day, GivenKeys.parse(lines.subList(2, lines.size() - 1)));
            if (Arrays.equals(leaf.octets(), octets)) {
                return leaf;
            }
        } catch (DateTimeException | NoteRefused notOurs) {
            // Said below.
        }
        throw new KeysRefused("a leaf of the log is not of the form " + VERSION);
    }
}
