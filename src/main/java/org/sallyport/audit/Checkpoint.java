package org.sallyport.audit;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a log is and what is in it, as its owner signed it (C2SP tlog-checkpoint).
 *
 * @param origin which log it is
 * @param size how many leaves it has
 * @param root of the tree over them
 */
public record Checkpoint(String origin, long size, TreeHash root) {
    /** Lines may follow that others define; ours has none. */
    private static final Pattern TEXT =
            Pattern.compile("([^\n]+)\n(0|[1-9][0-9]{0,17})\n([A-Za-z0-9+/]{43}=)\n(?:[^\n]+\n)*");

    public static Checkpoint of(String origin, MerkleTree tree) {
        return new Checkpoint(origin, tree.size(), tree.root());
    }

    /** What is signed. */
    public String text() {
        return origin + "\n" + size + "\n" + root.base64() + "\n";
    }

    /**
     * Reads a checkpoint whose origin is the verifier's name.
     *
     * @throws NoteRefused if it is none, is another log's, or is not signed by that key
     */
    public static Checkpoint open(String note, NoteVerifier verifier) throws NoteRefused {
        String text = SignedNote.parse(note.getBytes(StandardCharsets.UTF_8)).verifiedBy(verifier);
        Checkpoint checkpoint = parse(text);
        if (!checkpoint.origin.equals(verifier.name())) {
            throw new NoteRefused("it is the checkpoint of another log: " + checkpoint.origin);
        }
        return checkpoint;
    }

    /** Reads a checkpoint's text; nothing says who wrote it. */
    public static Checkpoint parse(String text) throws NoteRefused {
        Matcher lines = TEXT.matcher(text);
        if (!lines.matches()) {
            throw new NoteRefused("this is not a checkpoint: origin, size and root, each on a line");
        }
        return new Checkpoint(
                lines.group(1),
                Long.parseLong(lines.group(2)),
                TreeHash.of(Base64.getDecoder().decode(lines.group(3))));
    }
}
