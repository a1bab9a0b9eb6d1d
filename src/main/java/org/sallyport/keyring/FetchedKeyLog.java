package org.sallyport.keyring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sallyport.audit.Checkpoint;
import org.sallyport.audit.EntryBundle;
import org.sallyport.audit.MerkleTree;
import org.sallyport.audit.NoteRefused;
import org.sallyport.audit.SignedNote;
import org.sallyport.audit.TilePath;
import org.sallyport.audit.TreeHash;

/**
 * A key log as somebody publishes it: whole, and one in itself. Who signed it is still to be asked.
 *
 * @param note the checkpoint as it came
 */
record FetchedKeyLog(String note, Checkpoint checkpoint, List<byte[]> leaves, MerkleTree tree) {
    private static final int LONGEST_NOTE = 64 * 1024;
    /** A change of keys each hour for ten years; more is somebody who wants this program to work for nothing. */
    private static final int MOST_LEAVES = 100_000;

    private static final int LONGEST_BUNDLE = TilePath.FULL * (2 + EntryBundle.LONGEST_ENTRY);

    /** @throws KeysRefused unless the leaves and every tile give the root of the checkpoint */
    static FetchedKeyLog from(PublishedKeys published) throws IOException, KeysRefused {
        byte[] note = published
                .read("keys/checkpoint", LONGEST_NOTE)
                .orElseThrow(() -> new KeysRefused("There is no key log here. Its operator starts it with the setting"
                        + " sallyport.keylog.key of the staff face."));
        try {
            Checkpoint checkpoint = Checkpoint.parse(SignedNote.parse(note).text());
            if (checkpoint.size() > MOST_LEAVES) {
                throw new KeysRefused("The log claims to have " + checkpoint.size() + " entries, more than can be.");
            }
            List<byte[]> leaves = leaves(published, checkpoint.size());
            MerkleTree tree =
                    MerkleTree.of(leaves.stream().map(TreeHash::ofLeaf).toList());
            if (!tree.root().equals(checkpoint.root())) {
                throw new KeysRefused("The entries of the log do not give the root hash of its checkpoint."
                        + " If nothing was lost on the way, the log was changed: ask its operator.");
            }
            checkTiles(published, tree);
            return new FetchedKeyLog(new String(note, StandardCharsets.UTF_8), checkpoint, leaves, tree);
        } catch (NoteRefused refusal) {
            throw new KeysRefused("The log cannot be read: " + refusal.getMessage() + ".");
        }
    }

    private static List<byte[]> leaves(PublishedKeys published, long size)
            throws IOException, KeysRefused, NoteRefused {
        List<byte[]> leaves = new ArrayList<>();
        for (TilePath bundle : tiles(TilePath.ENTRIES, size)) {
            List<byte[]> entries = EntryBundle.read(piece(published, bundle, LONGEST_BUNDLE));
            if (entries.size() != bundle.width()) {
                throw new KeysRefused("keys/tile/" + bundle + " does not hold " + bundle.width() + " entries.");
            }
            leaves.addAll(entries);
        }
        return leaves;
    }

    private static void checkTiles(PublishedKeys published, MerkleTree tree) throws IOException, KeysRefused {
        long hashes = tree.size();
        for (int level = 0; hashes > 0; level++) {
            for (TilePath tile : tiles(level, hashes)) {
                byte[] expected = tile.hashes(tree);
                if (!Arrays.equals(piece(published, tile, expected.length), expected)) {
                    throw new KeysRefused("keys/tile/" + tile + " does not hold the hashes of the log's entries.");
                }
            }
            hashes /= TilePath.FULL;
        }
    }

    /** The full tiles of a level, and the partial one behind them. */
    private static List<TilePath> tiles(int level, long hashes) {
        List<TilePath> tiles = new ArrayList<>();
        for (long first = 0; first < hashes; first += TilePath.FULL) {
            tiles.add(new TilePath(level, first / TilePath.FULL, (int) Math.min(TilePath.FULL, hashes - first)));
        }
        return tiles;
    }

    private static byte[] piece(PublishedKeys published, TilePath path, int most) throws IOException, KeysRefused {
        return published
                .read("keys/tile/" + path, most)
                .orElseThrow(() -> new KeysRefused("keys/tile/" + path + " is missing, though the checkpoint needs it."
                        + " Fetch again; if it stays away, ask the operator."));
    }
}
