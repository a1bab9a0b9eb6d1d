package org.sallyport.forensics;

import java.util.List;

/**
 * A row, an index item, a log record or a copied line, around octets that were found.
 *
 * @param start where it begins in its place; tells it from others
 * @param where for people
 * @param xid the transaction that wrote it, or {@link #NONE}
 * @param value the id of the TOAST value it is a chunk of, or {@link #NONE}
 * @param data from, to, from, to, …: what may lead to others
 */
record Trace(int start, String where, long xid, int value, List<Mark> marks, int... data) {
    static final int NONE = 0;
}
