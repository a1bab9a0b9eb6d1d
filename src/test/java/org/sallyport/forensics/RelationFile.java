package org.sallyport.forensics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** A table, a TOAST table or an index, in pages of 8 KiB. */
final class RelationFile extends Place {
    static final String ANY = "whatever relation";
    private static final int PAGE = 8192;
    private static final int VERSION = 0x2004;
    private static final int HEADER = 24;
    private static final int LINES = 2048;
    private static final int USED = 1;
    private static final int DEAD = 3;
    private static final int POINTER = 18;
    private static final int ALTERNATIVE_TID = 0x2000;

    private final String relation;
    private final long number;
    private final long firstBlock;

    /**
     * @param relation its name or path; several files may be one relation
     * @param number as which PostgreSQL made the file
     */
    RelationFile(String name, String relation, long number, long firstBlock, byte[] octets) {
        super(name, octets);
        this.relation = relation;
        this.number = number;
        this.firstBlock = firstBlock;
    }

    private record Item(int line, int start, int end) {}

    @Override
    Trace traceAt(int at) {
        int page = at - at % PAGE;
        if (!isPage(page)) {
            return elsewhere(at);
        }
        return isHeap(page) ? heap(page, at) : index(page, at);
    }

    private boolean isPage(int page) {
        return page + PAGE <= octets().length && Octets.uint16(octets(), page + 18) == VERSION;
    }

    private boolean isHeap(int page) {
        return Octets.uint16(octets(), page + 16) == PAGE;
    }

    private Trace heap(int page, int at) {
        Item item = itemAt(page, at);
        if (item == null) {
            int header = TupleHeader.before(octets(), at, page + HEADER, 8);
            return header < 0 ? elsewhere(at) : row(page, null, header, endOfRemains(page, at), relation + ", remains");
        }
        return row(page, item, item.start(), item.end(), relation);
    }

    private Trace row(int page, @Nullable Item item, int start, int end, String place) {
        TupleHeader header = new TupleHeader(octets(), start);
        List<Mark> marks = pageMarks(page, place);
        if (item != null) {
            marks.add(new Mark(place, Kind.LINE_POINTER, (double) block(page) * LINES + item.line()));
        }
        marks.add(new Mark(place, Kind.OFFSET, allocation(page, start)));
        marks.add(new Mark(place, Kind.XMIN, header.xmin()));
        marks.add(new Mark(ANY, Kind.XMIN, header.xmin()));
        marks.add(new Mark(ANY, Kind.FILE_NUMBER, number));
        if (header.xmax() != Trace.NONE) {
            marks.add(new Mark(place, Kind.XMAX, header.xmax()));
        }
        marks.add(new Mark(place, Kind.COMMAND, header.command()));
        if (item == null || header.nextBlock() != block(page) || header.nextLine() != item.line()) {
            marks.add(new Mark(place, Kind.NEXT_VERSION, (double) header.nextBlock() * LINES + header.nextLine()));
        }
        marks.add(new Mark(place, Kind.HINTS, header.mask() & 0x0F00));
        if (!header.isChunk(end)) {
            return new Trace(start, place, header.xmin(), Trace.NONE, marks, header.data(), end);
        }
        marks.add(new Mark(place, Kind.CHUNK_ID, Integer.toUnsignedLong(header.value())));
        return new Trace(start, place, header.xmin(), header.value(), marks);
    }

    private Trace index(int page, int at) {
        Item item = itemAt(page, at);
        if (item == null) {
            return elsewhere(at);
        }
        List<Mark> marks = pageMarks(page, relation);
        marks.add(new Mark(relation, Kind.INDEX_ITEM, allocation(page, item.start())));
        marks.add(new Mark(relation, Kind.INDEX_ITEM_IN_PAGE, (double) PAGE - (item.start() - page)));
        if ((Octets.uint16(octets(), item.start() + 6) & ALTERNATIVE_TID) == 0) {
            long block =
                    ((long) Octets.uint16(octets(), item.start()) << 16) | Octets.uint16(octets(), item.start() + 2);
            double tid = (double) block * LINES + Octets.uint16(octets(), item.start() + 4);
            marks.add(new Mark(relation, Kind.INDEX_TID, tid));
        }
        return new Trace(item.start(), relation, Trace.NONE, Trace.NONE, marks, item.start() + 8, item.end());
    }

    private List<Mark> pageMarks(int page, String place) {
        List<Mark> marks = new ArrayList<>();
        long lsn = (Octets.uint32(octets(), page) << 32) | Octets.uint32(octets(), page + 4);
        marks.add(new Mark(place, Kind.PAGE_LSN, lsn));
        long pruneXid = Octets.uint32(octets(), page + 20);
        if (pruneXid != Trace.NONE) {
            marks.add(new Mark(place, Kind.PAGE_PRUNE_XID, pruneXid));
        }
        return marks;
    }

    private long block(int page) {
        return firstBlock + page / PAGE;
    }

    /** Rows are put into a page from its end. */
    private double allocation(int page, int start) {
        return (double) block(page) * PAGE + PAGE - (start - page);
    }

    private @Nullable Item itemAt(int page, int at) {
        for (int line = 1; line <= lines(page); line++) {
            Item item = item(page, line);
            if (item != null && item.start() <= at && at < item.end()) {
                return item;
            }
        }
        return null;
    }

    private int lines(int page) {
        return (Math.min(Octets.uint16(octets(), page + 12), PAGE) - HEADER) / 4;
    }

    private @Nullable Item item(int page, int line) {
        int pointer = Octets.int32(octets(), page + HEADER + 4 * (line - 1));
        int offset = pointer & 0x7FFF;
        int flags = (pointer >>> 15) & 3;
        int length = pointer >>> 17;
        boolean used = (flags == USED || flags == DEAD) && length > 8 && offset >= HEADER && offset + length <= PAGE;
        return used ? new Item(line, page + offset, page + offset + length) : null;
    }

    private int endOfRemains(int page, int hit) {
        for (int at = Octets.align8(hit + 1); at < page + PAGE; at += 8) {
            if (new TupleHeader(octets(), at).isPlausible()) {
                return at;
            }
        }
        return page + PAGE;
    }

    @Override
    void findValues(IntPredicate wanted, FoundValue found) {
        byte[] octets = octets();
        for (int at = 0; at + POINTER <= octets.length; at++) {
            if (octets[at] == 1 && octets[at + 1] == POINTER && wanted.test(Octets.int32(octets, at + 10))) {
                found.at(Octets.int32(octets, at + 10), at);
            }
        }
        for (int page = 0; page + PAGE <= octets.length; page += PAGE) {
            if (isPage(page) && isHeap(page)) {
                findChunks(page, wanted, found);
            }
        }
    }

    private void findChunks(int page, IntPredicate wanted, FoundValue found) {
        for (int line = 1; line <= lines(page); line++) {
            Item item = item(page, line);
            if (item == null || item.end() - item.start() < TupleHeader.LENGTH) {
                continue;
            }
            TupleHeader header = new TupleHeader(octets(), item.start());
            if (header.isChunk(item.end()) && header.sequence() == 0 && wanted.test(header.value())) {
                found.at(header.value(), header.data());
            }
        }
    }
}
