package org.sallyport.forensics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A file of the write-ahead log, without the headers of its pages: what they cut is whole again. */
final class WalSegment extends Place {
    static final String PLACE = "the write-ahead log";
    private static final int PAGE = 8192;
    private static final int MAGIC = 0xD1;
    private static final int LONG_HEADER = 40;
    private static final int SHORT_HEADER = 24;
    private static final int RECORD_HEADER = 24;
    private static final int LONGEST_RECORD = 1 << 30;
    private static final int BUILT_IN = 32;

    private final long start;
    private final int[] pages;
    private final int[] records;

    private WalSegment(String name, long start, byte[] joined, int[] pages, int[] records) {
        super(name, joined);
        this.start = start;
        this.pages = pages;
        this.records = records;
    }

    /** @param file eight digits each for timeline, log and segment */
    static WalSegment of(String name, String file, byte[] raw) {
        long log = Long.parseLong(file.substring(8, 16), 16);
        long segment = Long.parseLong(file.substring(16, 24), 16);
        int[] pages = new int[raw.length / PAGE + 1];
        byte[] joined = new byte[raw.length];
        int end = 0;
        for (int page = 0; page < pages.length - 1; page++) {
            int header = header(raw, page * PAGE);
            System.arraycopy(raw, page * PAGE + header, joined, end, PAGE - header);
            pages[page] = end;
            end += PAGE - header;
        }
        pages[pages.length - 1] = end;
        byte[] octets = Arrays.copyOf(joined, end);
        return new WalSegment(name, (log << 32) + segment * raw.length, octets, pages, records(raw, octets, pages));
    }

    private static int header(byte[] raw, int page) {
        if (Octets.uint8(raw, page + 1) != MAGIC) {
            return 0;
        }
        return (Octets.uint16(raw, page + 2) & 2) == 0 ? SHORT_HEADER : LONG_HEADER;
    }

    /** Where records begin; after what is none, the next page says where one does. */
    private static int[] records(byte[] raw, byte[] joined, int[] pages) {
        List<Integer> records = new ArrayList<>();
        int next = -1;
        for (int page = 0; page < pages.length - 1; page++) {
            if (header(raw, page * PAGE) == 0) {
                next = -1;
            } else if (next < 0) {
                next = pages[page] + Octets.align8(Math.max(0, Octets.int32(raw, page * PAGE + 16)));
            }
            while (next >= 0 && next < pages[page + 1]) {
                int length = next + RECORD_HEADER <= joined.length ? Octets.int32(joined, next) : 0;
                if (length >= RECORD_HEADER && length < LONGEST_RECORD) {
                    records.add(next);
                    next += Octets.align8(length);
                } else {
                    next = -1;
                }
            }
        }
        return records.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    Trace traceAt(int at) {
        Mark position = new Mark(PLACE, Kind.LOG_POSITION, position(at));
        int found = Arrays.binarySearch(records, at);
        int record = found >= 0 ? found : -found - 2;
        if (record < 0) {
            return new Trace(at, name(), Trace.NONE, Trace.NONE, List.of(position));
        }
        int begin = records[record];
        List<Mark> marks = new ArrayList<>(List.of(position));
        long xid = Octets.uint32(octets(), begin + 4);
        if (xid != Trace.NONE) {
            marks.add(new Mark(PLACE, Kind.LOG_XID, xid));
        }
        // The image of a page holds whole rows; a record of one row leaves its transaction out.
        int header = TupleHeader.before(octets(), at, begin + RECORD_HEADER, 1);
        if (header >= 0) {
            marks.add(new Mark(PLACE, Kind.XMIN, Octets.uint32(octets(), header)));
        }
        return new Trace(begin, name() + ", " + manager(begin), xid, Trace.NONE, marks);
    }

    private String manager(int record) {
        int manager = Octets.uint8(octets(), record + 17);
        return switch (manager) {
            case 0 -> "a record of the log itself";
            case 1 -> "a transaction's end";
            default -> manager < BUILT_IN ? "resource manager " + manager : "no known record";
        };
    }

    private double position(int at) {
        int found = Arrays.binarySearch(pages, at);
        int page = found >= 0 ? found : -found - 2;
        int header = page + 1 < pages.length ? PAGE - (pages[page + 1] - pages[page]) : 0;
        return (double) start + (double) page * PAGE + header + (at - pages[page]);
    }
}
