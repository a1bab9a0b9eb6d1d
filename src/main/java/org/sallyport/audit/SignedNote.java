package org.sallyport.audit;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with signatures below it (C2SP signed-note). Until {@link #verifiedBy} has returned, it is only what somebody sent.
 *
 * @param text with its last newline
 */
public record SignedNote(String text, List<Line> signatures) {
    /** Room for more signatures than a note of ours has, and a bound for what a stranger sends. */
    private static final int MOST_OCTETS = 64 * 1024;

    private static final int MOST_SIGNATURES = 100;
    private static final Pattern LINE =
            Pattern.compile("\u2014 (" + NoteVerifier.NAME.pattern() + ") ([A-Za-z0-9+/]+={0,2})");

    /**
     * One signature.
     *
     * @param octets the key's id in four octets, then the signature
     */
    public record Line(String name, byte[] octets) {
        boolean claims(NoteVerifier verifier) {
            return name.equals(verifier.name())
                    && Arrays.equals(Arrays.copyOf(octets, NoteVerifier.ID_LENGTH), verifier.id());
        }

        private byte[] signature() {
            return Arrays.copyOfRange(octets, NoteVerifier.ID_LENGTH, octets.length);
        }

        @Override
        public String toString() {
            return "\u2014 " + name + " " + Base64.getEncoder().encodeToString(octets);
        }
    }

    public SignedNote {
        signatures = List.copyOf(signatures);
    }

    public static SignedNote parse(byte[] octets) throws NoteRefused {
        String note = decoded(octets);
        int end = note.lastIndexOf("\n\n");
        if (end < 0 || !note.endsWith("\n") || end + 2 == note.length()) {
            throw new NoteRefused("this is not a signed note: a text, a blank line, and signatures");
        }
        List<Line> lines = new ArrayList<>();
        for (String line : note.substring(end + 2, note.length() - 1).split("\n", -1)) {
            lines.add(line(line));
        }
        if (lines.size() > MOST_SIGNATURES) {
            throw new NoteRefused("this note has too many signatures");
        }
        return new SignedNote(note.substring(0, end + 1), lines);
    }

    private static String decoded(byte[] octets) throws NoteRefused {
        if (octets.length > MOST_OCTETS) {
            throw new NoteRefused("this is too long for a signed note");
        }
        try {
            String note = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
            if (note.chars().anyMatch(character -> character < ' ' && character != '\n')) {
                throw new NoteRefused("a signed note has no control characters");
            }
            return note;
        } catch (CharacterCodingException notUtf8) {
            throw new NoteRefused("a signed note is UTF-8");
        }
    }

    private static Line line(String written) throws NoteRefused {
        Matcher parts = LINE.matcher(written);
        if (parts.matches()) {
            try {
                byte[] octets = Base64.getDecoder().decode(parts.group(2));
                if (octets.length > NoteVerifier.ID_LENGTH) {
                    return new Line(parts.group(1), octets);
                }
            } catch (IllegalArgumentException notBase64) {
                // Said below.
            }
        }
        throw new NoteRefused("a signature line of this note is malformed");
    }

    /**
     * The text, if this key signed it. Signatures by other keys are passed over, as the specification says.
     *
     * @throws NoteRefused if this key did not sign, or any signature in its name is wrong
     */
    public String verifiedBy(NoteVerifier verifier) throws NoteRefused {
        List<Line> claimed =
                signatures.stream().filter(line -> line.claims(verifier)).toList();
        if (claimed.isEmpty()) {
            throw new NoteRefused("it is not signed by " + verifier);
        }
        byte[] signed = text.getBytes(StandardCharsets.UTF_8);
        for (Line line : claimed) {
            if (!verifier.verifies(signed, line.signature())) {
                throw new NoteRefused("the signature in the name of " + verifier + " is wrong");
            }
        }
        return text;
    }

    /** As it is sent. */
    @Override
    public String toString() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(line -> note.append(line).append('\n'));
        return note.toString();
    }
}
