package org.sallyport.audit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Signs notes in the name of one log. */
public final class NoteSigner {
    private final NoteVerifier verifier;
    private final LogKey key;

    NoteSigner(NoteVerifier verifier, LogKey key) {
        this.verifier = verifier;
        this.key = key;
    }

    /** What others need to check the signatures. */
    public NoteVerifier verifier() {
        return verifier;
    }

    /** @param text ends in a newline */
    public SignedNote sign(String text) {
        byte[] signature = key.sign(text.getBytes(StandardCharsets.UTF_8));
        byte[] octets = Arrays.copyOf(verifier.id(), NoteVerifier.ID_LENGTH + signature.length);
        System.arraycopy(signature, 0, octets, NoteVerifier.ID_LENGTH, signature.length);
        return new SignedNote(text, List.of(new SignedNote.Line(verifier.name(), octets)));
    }

    /** The checkpoint of a log with this signer's name, as it is sent. */
    public SignedNote checkpoint(MerkleTree tree) {
        return sign(Checkpoint.of(verifier.name(), tree).text());
    }
}
