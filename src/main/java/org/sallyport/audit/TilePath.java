package org.sallyport.audit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a piece of a log is found: C2SP tlog-tiles. The tile {@code 0/x001/x234/067} holds the hashes of 256 leaves, one of a
 * higher level those of 256 full tiles below, {@code entries/x001/x234/067} the leaves themselves; with {@code .p/<W>} only
 * the first W of them.
 *
 * @param level 0 to 63, or {@link #ENTRIES}
 * @param index of the tile in its level, from 0
 * @param width 1 to 256
 */
public record TilePath(int level, long index, int width) {
    public static final int ENTRIES = -1;
    public static final int FULL = 256;

    private static final int HEIGHT = 8;
    /** Written in one way only: no needless zeros. Five groups are more than any log has tiles. */
    private static final Pattern WRITTEN = Pattern.compile(
            "(0|[1-9][0-9]?|entries)/((?:x(?!000)[0-9]{3}/(?:x[0-9]{3}/){0,3})?[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

    private static final int HIGHEST_LEVEL = 63;

    public TilePath {
        if (level < ENTRIES || level > HIGHEST_LEVEL || index < 0 || width < 1 || width > FULL) {
            throw new IllegalArgumentException("there is no such tile");
        }
    }

    /**
     * @param path what follows {@code tile/}
     * @return nothing for what is written otherwise than the specification says
     */
    public static Optional<TilePath> parse(String path) {
        Matcher parts = WRITTEN.matcher(path);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int level = parts.group(1).equals("entries") ? ENTRIES : Integer.parseInt(parts.group(1));
        long index = Long.parseLong(parts.group(2).replaceAll("[x/]", ""));
        int width = parts.group(3) == null ? FULL : Integer.parseInt(parts.group(3));
        boolean isTile = level <= HIGHEST_LEVEL && (parts.group(3) == null || width < FULL);
        return isTile ? Optional.of(new TilePath(level, index, width)) : Optional.empty();
    }

    public boolean isEntries() {
        return level == ENTRIES;
    }

    /** The first leaf of a bundle of entries, or of a tile of level 0. */
    public long firstLeaf() {
        return index * FULL;
    }

    /** Whether a log of that size has it; an earlier, narrower state of a tile is there too. */
    public boolean isIn(long size) {
        int below = HEIGHT * Math.max(level, 0);
        long hashes = below > 62 ? 0 : size >> below;
        return index <= hashes / FULL && index * FULL + width <= hashes;
    }

    /** The hashes one after the other, 32 octets each; only of a tile that {@link #isIn} the tree. */
    public byte[] hashes(MerkleTree tree) {
        long leavesEach = 1L << (HEIGHT * level);
        byte[] all = new byte[width * TreeHash.LENGTH];
        for (int i = 0; i < width; i++) {
            long from = (index * FULL + i) * leavesEach;
            System.arraycopy(tree.hash(from, from + leavesEach).octets(), 0, all, i * TreeHash.LENGTH, TreeHash.LENGTH);
        }
        return all;
    }

    /** As it is written behind {@code tile/}. */
    @Override
    public String toString() {
        StringBuilder path = new StringBuilder();
        String digits = String.valueOf(index);
        digits = "0".repeat((3 - digits.length() % 3) % 3) + digits;
        for (int i = 0; i < digits.length(); i += 3) {
            path.append(i + 3 < digits.length() ? "/x" : "/").append(digits, i, i + 3);
        }
        return (isEntries() ? "entries" : level) + path.toString() + (width == FULL ? "" : ".p/" + width);
    }
}
