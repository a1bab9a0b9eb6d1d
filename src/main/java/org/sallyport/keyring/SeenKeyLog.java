package org.sallyport.keyring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.sallyport.audit.Checkpoint;
import org.sallyport.audit.NoteRefused;
import org.sallyport.audit.NoteVerifier;

/**
 * What somebody remembers of a log: a file with the verifier key on its first line and the last checkpoint below, as it was
 * signed. It is evidence: the log's owner cannot deny it.
 */
record SeenKeyLog(NoteVerifier verifier, String note, Checkpoint checkpoint) {

    static SeenKeyLog of(NoteVerifier verifier, String note) throws NoteRefused {
        return new SeenKeyLog(verifier, note, Checkpoint.open(note, verifier));
    }

    /** Nothing where there is no file yet. */
    static Optional<SeenKeyLog> read(Path file) throws IOException, KeysRefused {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String[] parts = Files.readString(file).split("\n", 2);
        try {
            return Optional.of(of(NoteVerifier.parse(parts[0]), parts.length == 2 ? parts[1] : ""));
        } catch (NoteRefused refusal) {
            throw new KeysRefused(file + " is not what this program wrote: " + refusal.getMessage()
                    + ". Restore it, or begin anew with another file.");
        }
    }

    void write(Path file) throws IOException {
        Path half = file.resolveSibling(file.getFileName() + ".half");
        Files.writeString(half, verifier + "\n" + note);
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** @throws KeysRefused unless that log begins with all that was in this one */
    void mustHaveGrownTo(FetchedKeyLog now) throws KeysRefused {
        long then = checkpoint.size();
        if (now.tree().size() < then) {
            throw refused("it was cut back from " + then + " to " + now.tree().size() + " entries");
        }
        if (!now.tree().root(then).equals(checkpoint.root())) {
            throw refused("its first " + then + " entries are not those that were there before");
        }
    }

    private static KeysRefused refused(String what) {
        return new KeysRefused(
                "The log did not only grow: " + what
                        + ". Keep the file of --seen, it is signed evidence; tell the trustees, and use no key until they know why.");
    }
}
