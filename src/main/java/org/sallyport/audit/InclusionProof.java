package org.sallyport.audit;

import java.util.List;

/**
 * The hashes that lead from one leaf to the root (RFC 9162, 2.1.3).
 *
 * @param index of the leaf, from 0
 * @param size of the tree
 * @param path from the leaf upwards
 */
public record InclusionProof(long index, long size, List<TreeHash> path) {
    public InclusionProof {
        path = List.copyOf(path);
    }

    /** Whether it proves that this leaf is at that index of the tree with that root. */
    public boolean proves(TreeHash leaf, TreeHash root) {
        if (index < 0 || index >= size) {
            return false;
        }
        long node = index;
        long last = size - 1;
        TreeHash hash = leaf;
        for (TreeHash other : path) {
            if (last == 0) {
                return false;
            }
            if (node % 2 == 1 || node == last) {
                hash = TreeHash.ofNode(other, hash);
                // A last node without a brother is its parent: go up to where it has one.
                while (node % 2 == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = TreeHash.ofNode(hash, other);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && hash.equals(root);
    }
}
