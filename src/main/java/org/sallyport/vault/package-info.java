/**
 * Sealed bodies and their session-key packets, moved in by batch, and destroyed.
 *
 * <p>What sources send lies in arrival tables that no staff process can read. At each full interval the leading staff process moves it
 * here ({@link org.sallyport.vault.Batches}): the database makes the ids, tells copies from new messages and gives each entry its
 * readers, so that nobody learns the moment or the order of an arrival. Every night all of it is inserted anew. Packets are kept
 * wrapped under their entry's key, and only {@link org.sallyport.vault.SessionKeyPackets} unwraps them.
 */
@NullMarked
package org.sallyport.vault;

import org.jspecify.annotations.NullMarked;
