package org.sallyport.keyring;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.audit.Checkpoint;
import org.sallyport.audit.EntryBundle;
import org.sallyport.audit.MerkleTree;
import org.sallyport.audit.NoteRefused;
import org.sallyport.audit.SignedNote;
import org.sallyport.audit.TilePath;
import org.sallyport.audit.TreeHash;

/** The key log as everybody may read it. It is shown as the database has it: who reads it checks it. */
@ApplicationScoped
public class KeyLog {
    private final KeyLogTable table;
    private volatile @Nullable Shown shown;

    /** The log up to one checkpoint. */
    private record Shown(String note, Checkpoint checkpoint, List<byte[]> leaves, MerkleTree tree) {}

    KeyLog(KeyLogTable table) {
        this.table = table;
    }

    /**
     * The newest checkpoint with its signature (C2SP tlog-checkpoint); none while the log is empty.
     *
     * @throws VettingUnavailable if the log cannot be read
     */
    public Optional<String> checkpoint() {
        return shown().map(Shown::note);
    }

    /** What a page says of the log; nothing while it is empty or cannot be read, for the page has more to say. */
    public Optional<KeyLogHead> head() {
        try {
            return shown().map(log -> new KeyLogHead(
                    log.checkpoint().size(), log.checkpoint().root().hex()));
        } catch (VettingUnavailable unreachable) {
            return Optional.empty();
        }
    }

    /**
     * A tile or a bundle of entries (C2SP tlog-tiles).
     *
     * @param path what follows {@code tile/}
     * @return nothing for what is no such path, or beyond the log
     */
    public Optional<byte[]> tile(String path) {
        Optional<TilePath> tile = TilePath.parse(path);
        Optional<Shown> now = tile.isPresent() ? shown() : Optional.empty();
        return now.filter(log -> tile.get().isIn(log.tree().size())).map(log -> content(tile.get(), log));
    }

    private static byte[] content(TilePath tile, Shown log) {
        if (!tile.isEntries()) {
            return tile.hashes(log.tree());
        }
        int first = Math.toIntExact(tile.firstLeaf());
        return EntryBundle.of(log.leaves().subList(first, first + tile.width()));
    }

    /** Without the database, what was known: a log's leaves do not change. */
    private Optional<Shown> shown() {
        try {
            return look();
        } catch (SQLException unreachable) {
            Shown known = shown;
            if (known == null) {
                throw new VettingUnavailable(unreachable);
            }
            return Optional.of(known);
        }
    }

    private Optional<Shown> look() throws SQLException {
        Optional<String> newest = table.checkpoint();
        Shown known = shown;
        if (newest.isEmpty() || (known != null && known.note().equals(newest.get()))) {
            return newest.isEmpty() ? Optional.empty() : Optional.ofNullable(known);
        }
        KeyLogTable.Rows rows = table.read();
        Optional<Shown> read = rows.checkpoint().flatMap(note -> read(note, rows.leaves()));
        shown = read.orElse(null);
        return read;
    }

    /** Rows that no checkpoint of ours could be about are no log. */
    private static Optional<Shown> read(String note, List<byte[]> leaves) {
        try {
            Checkpoint checkpoint = Checkpoint.parse(
                    SignedNote.parse(note.getBytes(StandardCharsets.UTF_8)).text());
            List<byte[]> signed = leaves.subList(0, (int) Math.min(checkpoint.size(), leaves.size()));
            MerkleTree tree =
                    MerkleTree.of(signed.stream().map(TreeHash::ofLeaf).toList());
            return Optional.of(new Shown(note, checkpoint, signed, tree));
        } catch (NoteRefused notACheckpoint) {
            return Optional.empty();
        }
    }
}
