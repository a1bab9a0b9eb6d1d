package org.sallyport.keyring;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Optional;
import org.sallyport.audit.Checkpoint;
import org.sallyport.audit.MerkleTree;
import org.sallyport.audit.NoteRefused;
import org.sallyport.audit.NoteSigner;
import org.sallyport.audit.NoteVerifier;
import org.sallyport.audit.SignedNote;
import org.sallyport.audit.TreeHash;

/** The key log while its turn is held: what it says, and the leaves that are added to it. */
final class GrowingKeyLog {
    private final LoggedKeys said;
    private final MerkleTree tree;
    private final NoteSigner signer;
    private final KeyLogTable.Appender appender;

    private GrowingKeyLog(LoggedKeys said, MerkleTree tree, NoteSigner signer, KeyLogTable.Appender appender) {
        this.said = said;
        this.tree = tree;
        this.signer = signer;
        this.appender = appender;
    }

    /** @throws KeyLogBroken if the rows are not what was signed: whoever signs on would vouch for another history */
    static GrowingKeyLog of(KeyLogTable.Rows rows, NoteSigner signer, KeyLogTable.Appender appender) {
        MerkleTree tree =
                MerkleTree.of(rows.leaves().stream().map(TreeHash::ofLeaf).toList());
        try {
            LoggedKeys said = LoggedKeys.of(rows.leaves());
            if (tree.size() > 0) {
                NoteVerifier last = said.signer().orElseThrow(() -> new KeyLogBroken("no leaf says who signs it"));
                mustBe(tree, rows.checkpoint().orElse(""), last);
            }
            return new GrowingKeyLog(said, tree, signer, appender);
        } catch (NoteRefused | KeysRefused refusal) {
            throw new KeyLogBroken("its rows were changed by hand: " + refusal.getMessage());
        }
    }

    private static void mustBe(MerkleTree tree, String newest, NoteVerifier last) throws NoteRefused {
        Checkpoint signed = Checkpoint.parse(
                SignedNote.parse(newest.getBytes(StandardCharsets.UTF_8)).verifiedBy(last));
        if (signed.size() != tree.size() || !signed.root().equals(tree.root())) {
            throw new KeyLogBroken("its rows were changed by hand: they are not those of its last checkpoint");
        }
    }

    LoggedKeys said() {
        return said;
    }

    boolean isSignedBySigner() {
        return said.signer().equals(Optional.of(signer.verifier()));
    }

    void say(KeyLogLeaf leaf) throws SQLException {
        long number = tree.size();
        tree.append(TreeHash.ofLeaf(leaf.octets()));
        appender.append(number, leaf, signer.checkpoint(tree));
    }
}
