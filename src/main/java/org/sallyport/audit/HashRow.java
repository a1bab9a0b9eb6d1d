package org.sallyport.audit;

import java.util.Arrays;

/** Hashes one after the other, without an object for each: a log may have many. */
final class HashRow {
    private byte[] octets = new byte[8 * TreeHash.LENGTH];
    private int count;

    void add(TreeHash hash) {
        int end = Math.multiplyExact(count, TreeHash.LENGTH);
        if (end == octets.length) {
            octets = Arrays.copyOf(octets, Math.multiplyExact(octets.length, 2));
        }
        System.arraycopy(hash.octets(), 0, octets, end, TreeHash.LENGTH);
        count++;
    }

    TreeHash get(long index) {
        if (index < 0 || index >= count) {
            throw new IndexOutOfBoundsException("there are " + count + " hashes");
        }
        int start = (int) index * TreeHash.LENGTH;
        return TreeHash.of(Arrays.copyOfRange(octets, start, start + TreeHash.LENGTH));
    }

    int count() {
        return count;
    }
}
