package org.sallyport.forensics;

/** PostgreSQL's HeapTupleHeaderData, at any place: 23 octets, then the bits of what is null. */
record TupleHeader(byte[] octets, int at) {
    static final int LENGTH = 24;
    private static final int LONGEST = 8192;
    private static final int HAS_NULL = 1;
    private static final int IMPOSSIBLE_MASK = 0xC000;
    private static final int IMPOSSIBLE_MASK2 = 0x1800;
    private static final int MOST_LINES = 2048;
    private static final int MOST_TRANSACTIONS = 1 << 28;
    private static final int LONGEST_CHUNK = 2100;

    long xmin() {
        return Octets.uint32(octets, at);
    }

    long xmax() {
        return Octets.uint32(octets, at + 4);
    }

    long command() {
        return Octets.uint32(octets, at + 8);
    }

    long nextBlock() {
        return ((long) Octets.uint16(octets, at + 12) << 16) | Octets.uint16(octets, at + 14);
    }

    int nextLine() {
        return Octets.uint16(octets, at + 16);
    }

    int attributes() {
        return Octets.uint16(octets, at + 18) & 0x07FF;
    }

    int mask() {
        return Octets.uint16(octets, at + 20);
    }

    int data() {
        return at + Octets.uint8(octets, at + 22);
    }

    /** Whether these octets can be the header of a row at all. */
    boolean isPlausible() {
        if (at + LENGTH > octets.length || xmin() < 3 || xmin() > MOST_TRANSACTIONS || xmax() > MOST_TRANSACTIONS) {
            return false;
        }
        int length = data() - at;
        int bits = (mask() & HAS_NULL) == 0 ? 0 : (attributes() + 7) / 8;
        return command() < MOST_TRANSACTIONS
                && Octets.uint16(octets, at + 12) == 0
                && nextLine() >= 1
                && nextLine() <= MOST_LINES
                && attributes() >= 1
                && (Octets.uint16(octets, at + 18) & IMPOSSIBLE_MASK2) == 0
                && (mask() & IMPOSSIBLE_MASK) == 0
                && length == Octets.align8(LENGTH - 1 + bits);
    }

    /** A row of a TOAST table: chunk_id, chunk_seq, and octets that are not compressed further. */
    boolean isChunk(int end) {
        if (attributes() != 3 || data() != at + LENGTH || (mask() & HAS_NULL) != 0 || end < data() + 12) {
            return false;
        }
        int first = Octets.uint8(octets, data() + 8);
        int length = (first & 1) == 1 ? first >>> 1 : Octets.int32(octets, data() + 8) >>> 2;
        return sequence() >= 0 && sequence() < (1 << 20) && length > 1 && length <= LONGEST_CHUNK;
    }

    int value() {
        return Octets.int32(octets, data());
    }

    int sequence() {
        return Octets.int32(octets, data() + 4);
    }

    /** The nearest header before these octets, or a negative number. */
    static int before(byte[] octets, int hit, int first, int step) {
        for (int at = hit - Math.floorMod(hit - first, step); at >= Math.max(first, hit - LONGEST); at -= step) {
            TupleHeader header = new TupleHeader(octets, at);
            if (header.isPlausible() && header.data() <= hit) {
                return at;
            }
        }
        return -1;
    }
}
