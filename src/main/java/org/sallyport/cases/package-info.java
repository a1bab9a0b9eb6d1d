/**
 * Behind the inner door: entries, readers, states, threads, work; all that the staff's database role may do.
 *
 * <p>An entry exists only for its readers: every use case asks {@link org.sallyport.cases.Entries} first, and what a reader may not open
 * answers like what is not there. Whoever changes an entry locks it first ({@code EntryLock}); batches and the nightly pass wait for that,
 * and are waited for. Nothing here opens a message.
 */
@NullMarked
package org.sallyport.cases;

import org.jspecify.annotations.NullMarked;
