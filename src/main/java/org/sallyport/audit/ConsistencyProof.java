package org.sallyport.audit;

import java.util.ArrayList;
import java.util.List;

/** The hashes that show that a log only grew (RFC 9162, 2.1.4). */
public record ConsistencyProof(long oldSize, long newSize, List<TreeHash> path) {
    public ConsistencyProof {
        path = List.copyOf(path);
    }

    /** Whether it proves that the tree with the new root begins with the tree with the old one. */
    public boolean proves(TreeHash oldRoot, TreeHash newRoot) {
        if (oldSize < 0 || oldSize > newSize) {
            return false;
        }
        if (oldSize == newSize) {
            return path.isEmpty() && oldRoot.equals(newRoot);
        }
        if (oldSize == 0) {
            return path.isEmpty() && oldRoot.equals(TreeHash.EMPTY);
        }
        List<TreeHash> hashes = new ArrayList<>(path);
        if (Long.bitCount(oldSize) == 1) {
            hashes.add(0, oldRoot);
        }
        return !hashes.isEmpty() && walks(hashes, oldRoot, newRoot);
    }

    private boolean walks(List<TreeHash> hashes, TreeHash oldRoot, TreeHash newRoot) {
        long node = oldSize - 1;
        long last = newSize - 1;
        while (node % 2 == 1) {
            node >>= 1;
            last >>= 1;
        }
        TreeHash old = hashes.get(0);
        TreeHash now = hashes.get(0);
        for (TreeHash other : hashes.subList(1, hashes.size())) {
            if (last == 0) {
                return false;
            }
            if (node % 2 == 1 || node == last) {
                old = TreeHash.ofNode(other, old);
                now = TreeHash.ofNode(other, now);
                while (node % 2 == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                now = TreeHash.ofNode(now, other);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && old.equals(oldRoot) && now.equals(newRoot);
    }
}
