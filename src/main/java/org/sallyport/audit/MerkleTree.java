package org.sallyport.audit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The tree over a log's leaves (RFC 6962, 2.1), in memory: 64 octets for each. Whoever shares one between threads locks it. */
public final class MerkleTree {
    /** Row k holds the hashes of every full subtree of 2^k leaves. */
    private final List<HashRow> rows = new ArrayList<>();

    private long size;

    /** @param leaves their hashes, in the order of the log */
    public static MerkleTree of(Collection<TreeHash> leaves) {
        MerkleTree tree = new MerkleTree();
        leaves.forEach(tree::append);
        return tree;
    }

    public void append(TreeHash leaf) {
        TreeHash full = leaf;
        for (int level = 0; ; level++) {
            HashRow row = row(level);
            row.add(full);
            if (row.count() % 2 == 1) {
                break;
            }
            full = TreeHash.ofNode(row.get(row.count() - 2L), full);
        }
        size++;
    }

    private HashRow row(int level) {
        if (level == rows.size()) {
            rows.add(new HashRow());
        }
        return rows.get(level);
    }

    public long size() {
        return size;
    }

    public TreeHash root() {
        return hash(0, size);
    }

    /** The root that the tree had at that size. */
    public TreeHash root(long atSize) {
        return hash(0, atSize);
    }

    /** The tree hash of the leaves from {@code from} up to, but not with, {@code to}. */
    TreeHash hash(long from, long to) {
        if (from < 0 || to < from || to > size) {
            throw new IndexOutOfBoundsException("the tree has " + size + " leaves");
        }
        long leaves = to - from;
        if (leaves == 0) {
            return TreeHash.EMPTY;
        }
        if (Long.bitCount(leaves) == 1 && from % leaves == 0) {
            return rows.get(Long.numberOfTrailingZeros(leaves)).get(from / leaves);
        }
        long middle = from + split(leaves);
        return TreeHash.ofNode(hash(from, middle), hash(middle, to));
    }

    /** The largest power of two below a number of leaves. */
    private static long split(long leaves) {
        return Long.highestOneBit(leaves - 1);
    }

    /** That the leaf at that index is in the tree of that size. */
    public InclusionProof inclusion(long index, long atSize) {
        if (index < 0 || index >= atSize || atSize > size) {
            throw new IndexOutOfBoundsException("the tree has " + size + " leaves");
        }
        List<TreeHash> path = new ArrayList<>();
        addPath(path, index, 0, atSize);
        return new InclusionProof(index, atSize, path);
    }

    private void addPath(List<TreeHash> path, long index, long from, long to) {
        if (to - from == 1) {
            return;
        }
        long middle = from + split(to - from);
        if (index < middle) {
            addPath(path, index, from, middle);
            path.add(hash(middle, to));
        } else {
            addPath(path, index, middle, to);
            path.add(hash(from, middle));
        }
    }

    /** That the tree of one size only grew to that of the other: RFC 6962, 2.1.2. */
    public ConsistencyProof consistency(long oldSize, long newSize) {
        if (oldSize < 0 || oldSize > newSize || newSize > size) {
            throw new IndexOutOfBoundsException("the tree has " + size + " leaves");
        }
        List<TreeHash> path = new ArrayList<>();
        if (oldSize > 0 && oldSize < newSize) {
            addSubproof(path, oldSize, 0, newSize, true);
        }
        return new ConsistencyProof(oldSize, newSize, path);
    }

    private void addSubproof(List<TreeHash> path, long oldEnd, long from, long to, boolean known) {
        if (oldEnd == to) {
            if (!known) {
                path.add(hash(from, to));
            }
            return;
        }
        long middle = from + split(to - from);
        if (oldEnd <= middle) {
            addSubproof(path, oldEnd, from, middle, known);
            path.add(hash(middle, to));
        } else {
            addSubproof(path, oldEnd, middle, to, false);
            path.add(hash(from, middle));
        }
    }
}
