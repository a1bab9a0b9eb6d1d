/**
 * Somebody who took PostgreSQL's files, a copy of every table and the write-ahead log, and tries to tell when each message
 * arrived, or which came first. They know of each message only some octets, and nothing of our tables: {@link Seizure} takes,
 * {@link Forensics} searches, {@link Evidence} says what leaks and where.
 *
 * <p>From the octets they go to the row around them (by its TOAST pointer if it is a piece of one), and from there, over any
 * sixteen octets that occur elsewhere too, to the rows, index items and log records that belong to it. Whatever these places
 * say (where they lie, which transaction wrote them, when a page changed) is a clue. A clue leaks if its order goes
 * with the order of arrival more than chance allows.
 *
 * <p>They do not see: values of fewer than sixteen octets that join rows, or that count up inside a row that no copy of a table
 * shows; what PostgreSQL compressed (TOAST of compressible values, {@code wal_compression}); the times that a file
 * system keeps; memory and swap; an order that only two clues together give away.
 */
@NullMarked
package org.sallyport.forensics;

import org.jspecify.annotations.NullMarked;
