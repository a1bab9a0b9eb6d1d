package org.sallyport.forensics;

import java.time.Instant;

/**
 * A moment that is written down somewhere.
 *
 * @param where file and kind of record, or relation
 * @param form how it is written
 * @param xid the transaction that wrote it, or 0 where nothing says so
 */
public record Tick(String where, String form, long xid, Instant time) {}
